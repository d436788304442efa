// A port that answers no SYN, as behind a firewall that drops: `node black-hole.js PORT`. It listens and accepts nothing,
// because this thread sleeps; a second process fills its queue.
import { createServer } from 'node:net';

const sleep = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
const server = createServer();
server.listen({ host: '0.0.0.0', port: Number(process.argv[2]), backlog: 1 }, () =>
  process.stdout.write('ready', sleep),
);
