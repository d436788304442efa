import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type net from 'node:net';

import { afterEach } from 'vitest';

const closers: (() => unknown)[] = [];

/** Does this when the test that is running has ended, last come first served. */
export function atEndOfTest(close: () => unknown): void {
  closers.push(close);
}

/** Ends what tests have left open; call it once in a test file. */
export function cleanUpAfterEachTest(): void {
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
}

/** The port of a server that listens on loopback until the end of the test. */
export async function listen(server: net.Server, host = '127.0.0.1'): Promise<number> {
  server.listen(0, host);
  await once(server, 'listening');
  atEndOfTest(() => {
    if (server instanceof http.Server || server instanceof https.Server) server.closeAllConnections();
    server.close();
  });
  return (server.address() as net.AddressInfo).port;
}
