// `node slow-range-server.js BYTES BYTES_PER_SECOND`: one body with a strong ETag and ranges, each connection held to its rate;
// prints its port.
import { createServer } from 'node:http';

const [bytes = 0, rate = 0] = process.argv.slice(2).map(Number);
const body = Buffer.alloc(bytes, 'a body that is divided ');

const server = createServer(async (request, response) => {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const from = Number(first ?? 0);
  const to = last ? Number(last) + 1 : bytes;
  const head = { ETag: '"1"', 'Accept-Ranges': 'bytes', 'Content-Length': to - from };
  if (first !== undefined) head['Content-Range'] = `bytes ${from}-${to - 1}/${bytes}`;
  response.writeHead(first === undefined ? 200 : 206, head);
  const beganMs = performance.now();
  for (let at = from; at < to && !response.destroyed; at += rate / 20) {
    response.write(body.subarray(at, Math.min(to, at + rate / 20)));
    const waitMs = beganMs + ((at - from + rate / 20) * 1000) / rate - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  response.end();
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
