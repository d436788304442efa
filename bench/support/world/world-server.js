// The hosts of a world, all in one process: `node world-server.js WORLD.json`. Counts what it serves in the file that it
// is told to write at the end of each run: `kill -USR2` writes the counts and begins anew.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

import { bodyBytes } from './plan-world.js';

const { hosts: planned, port, statistics } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const pauseMs = 1000;
const body = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(bodyBytes - 4, 'x')]);
const found = Buffer.concat([Buffer.from(head('200 OK', body.length, 'Content-Type: image/jpeg\r\n')), body]);
const half = found.subarray(0, found.length - body.length / 2);
const missing = Buffer.from(`${head('404 Not Found', 9)}not found`);
const later = Buffer.from(`${head('429 Too Many Requests', 5, `Retry-After: ${pauseMs / 1000}\r\n`)}later`);

let hosts;
let counts;
begin();
process.on('SIGUSR2', () => {
  writeFileSync(`${statistics}.part`, JSON.stringify(counts));
  renameSync(`${statistics}.part`, statistics);
  begin();
});
createServer({ noDelay: true }, serve).listen({ host: '0.0.0.0', port, backlog: 4096 });

function begin() {
  hosts = new Map(
    planned.map((host) => [
      host.name,
      { ...host, active: 0, queue: [], tokens: host.burst, filledMs: Date.now(), pausedFromMs: -Infinity },
    ]),
  );
  counts = { requests: 0, found: 0, missing: 0, tooMany: 0, duringPause: 0, wasted: 0, foundAtMs: [] };
}

function serve(socket) {
  let rest = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    rest += chunk.toString('latin1');
    for (let end = rest.indexOf('\r\n\r\n'); end >= 0; end = rest.indexOf('\r\n\r\n')) {
      answer(socket, rest.slice(0, end));
      rest = rest.slice(end + 4);
    }
  });
}

function answer(socket, request) {
  counts.requests += 1;
  const [, path = ''] = /^GET (\S+)/.exec(request) ?? [];
  const [, name = ''] = /\r\nhost: ([^:\r]+)/i.exec(request) ?? [];
  const host = hosts.get(name);
  if (host === undefined) return socket.destroy();
  if (host.kind === 'says-nothing') return void (counts.wasted += 1);
  if (host.perSecond !== undefined) {
    const now = Date.now();
    // Whoever asks in the first moments may not have read of the pause.
    if (now > host.pausedFromMs + 50 && now < host.pausedFromMs + pauseMs - 50) counts.duringPause += 1;
    if (!takeToken(host, now)) return refuse(host, socket);
  }
  host.queue.push({ socket, path });
  startNext(host);
}

/** The refusal takes as long as any other answer, and asks for a pause. */
function refuse(host, socket) {
  counts.tooMany += 1;
  setTimeout(() => {
    host.pausedFromMs = Date.now();
    send(socket, later);
  }, host.latencyMs);
}

function takeToken(host, now) {
  host.tokens = Math.min(host.burst, host.tokens + ((now - host.filledMs) / 1000) * host.perSecond);
  host.filledMs = now;
  if (host.tokens < 1) return false;
  host.tokens -= 1;
  return true;
}

/** A host works on so many requests at a time; the others wait, as at a real server. */
function startNext(host) {
  if (host.active >= host.atATime) return;
  // Whoever has hung up is not served, as nginx does it.
  const next = host.queue.find(({ socket }) => socket.writable);
  host.queue = next === undefined ? [] : host.queue.slice(host.queue.indexOf(next) + 1);
  if (next === undefined) return;
  host.active += 1;
  setTimeout(() => {
    host.active -= 1;
    work(host, next.socket, next.path);
    startNext(host);
  }, host.latencyMs);
}

function work(host, socket, path) {
  if (host.kind === 'stalls') {
    counts.wasted += 1;
    send(socket, half);
  } else if (path.startsWith('/missing/')) {
    counts.missing += 1;
    send(socket, missing);
  } else {
    counts.found += 1;
    counts.foundAtMs.push(Date.now());
    send(socket, found);
  }
}

function send(socket, bytes) {
  if (socket.writable) socket.write(bytes);
}

function head(status, length, more = '') {
  return `HTTP/1.1 ${status}\r\n${more}Content-Length: ${length}\r\n\r\n`;
}
