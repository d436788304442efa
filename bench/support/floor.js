// What Node pays for the same as floor.c: `node floor.js FOLDER FILES BYTES PORT CONNECTIONS`. One shared buffer, no stream
// is read, no promise made: nothing that is written in JavaScript can take less.
import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import net from 'node:net';

const [folder, ...numbers] = process.argv.slice(2);
const [files, bytes, port, connections] = numbers.map(Number);
const buffer = Buffer.allocUnsafeSlow(65_536);
let next = 0;
for (let n = 0; n < connections; n += 1) fetchOneByOne();

function fetchOneByOne() {
  let [number, file, left] = [0, -1, -1];
  const socket = net.connect({
    ...{ host: '127.0.0.1', port, noDelay: true },
    onread: { buffer, callback: (length) => take(length) },
  });
  ask();

  function ask() {
    if (next === files) return socket.end();
    number = next;
    next += 1;
    left = -1;
    socket.write(`GET /files/${number}.bin HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`, 'latin1');
  }

  function take(length) {
    let from = 0;
    if (left < 0) {
      // nginx sends a head in one piece.
      from = buffer.indexOf('\r\n\r\n') + 4;
      file = openSync(`${folder}/${number}.part`, 'wx');
      left = bytes;
    }
    if (length > from) writeSync(file, buffer, from, length - from);
    left -= length - from;
    if (left > 0) return true;
    closeSync(file);
    renameSync(`${folder}/${number}.part`, `${folder}/${number}.bin`);
    ask();
    return true;
  }
}
