// A site whose every answer waits: `node waiting-server.js PORT MS BYTES`. Bare sockets, so that it takes little of the CPU
// that the programs under test compete for.
import { createServer } from 'node:net';

const [, , port, waitMs, bytes] = process.argv.map(Number);
const head = `HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: ${bytes}\r\n\r\n`;
const answer = Buffer.concat([Buffer.from(head), Buffer.alloc(bytes, 'x')]);

const server = createServer({ noDelay: true }, (socket) => {
  let rest = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    rest += chunk.toString('latin1');
    for (let end = rest.indexOf('\r\n\r\n'); end >= 0; end = rest.indexOf('\r\n\r\n')) {
      rest = rest.slice(end + 4);
      setTimeout(() => socket.writable && socket.write(answer), waitMs);
    }
  });
});
server.listen({ host: '127.0.0.1', port, backlog: 4096 });
