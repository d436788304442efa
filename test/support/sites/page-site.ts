import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site on loopback that remembers what it was asked. */
export type Site = { url: (path?: string) => string; asked: string[]; close: () => Promise<void> };

/** What a site answers at a path: HTML, or anything with its type. */
export type Answer =
  string | { type: string; body: string | Buffer; headers?: http.OutgoingHttpHeaders; status?: number };

/** Starts a site; `answer` gets the path with its query, and undefined from it is a 404. */
export async function startSite(
  answer: (path: string, request: http.IncomingMessage) => Answer | undefined,
): Promise<Site> {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const given = answer(path, request);
    if (given === undefined) response.writeHead(404).end('not here');
    else if (typeof given === 'string')
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(given);
    else
      response
        .writeHead(given.status ?? 200, { 'Content-Type': given.type, ...given.headers })
        .end(given.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: (path = '/') => `http://127.0.0.1:${port}${path}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
