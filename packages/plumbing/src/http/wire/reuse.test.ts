import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { cleanUpAfterEachTest } from '../../../../../test/support/cleanup.js';
import { createTestClient } from '../../../../../test/support/test-client.js';

cleanUpAfterEachTest();

/** A server that sends these bytes, in one piece, for every request; what each of two requests got, and over how many connections. */
async function askTwice(answer: string): Promise<{ bodies: string[]; connections: number }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('data', () => socket.write(answer)).on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const client = await createTestClient();
  const bodies = [];
  for (let nth = 0; nth < 2; nth += 1) bodies.push(String((await client.read({ url })).bytes));
  return { bodies, connections: sockets.size };
}

const head = (version: string, ...lines: string[]): string =>
  [`HTTP/${version} 200 OK`, ...lines, '', ''].join('\r\n');
const chunks = '3\r\nabc\r\n0\r\n\r\n';

test.each([
  ['that ends where its length says', `${head('1.1', 'Content-Length: 3')}abc`],
  ['that ends with its last chunk', head('1.1', 'Transfer-Encoding: chunked') + chunks],
  ['of HTTP/1.0 that asks to be kept', `${head('1.0', 'Connection: keep-alive', 'Content-Length: 3')}abc`],
])('a connection is used again after an answer %s', async (_, answer) => {
  expect(await askTwice(answer)).toEqual({ bodies: ['abc', 'abc'], connections: 1 });
});

// Whoever can put bytes behind an answer, or have its end read differently, would otherwise answer the next request.
test.each([
  [
    'with bytes behind its end',
    `${head('1.1', 'Content-Length: 3')}abc${head('1.1', 'Content-Length: 3')}bad`,
  ],
  ['with bytes behind its last chunk', `${head('1.1', 'Transfer-Encoding: chunked')}${chunks}x`],
  [
    'with a length beside its chunks',
    head('1.1', 'Content-Length: 3', 'Transfer-Encoding: chunked') + chunks,
  ],
  ['with chunks in HTTP/1.0', head('1.0', 'Connection: keep-alive', 'Transfer-Encoding: chunked') + chunks],
  ['that says close', `${head('1.1', 'Connection: Keep-Alive, close', 'Content-Length: 3')}abc`],
  [
    'of HTTP/1.0 that says something like keep-alive',
    `${head('1.0', 'Connection: x-keep-alive', 'Content-Length: 3')}abc`,
  ],
])('a connection is not used again after an answer %s', async (_, answer) => {
  expect(await askTwice(answer)).toEqual({ bodies: ['abc', 'abc'], connections: 2 });
});
