import { once } from 'node:events';
import { createServer, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a site answers: 200 with a right Content-Length unless it says otherwise. */
export type SiteAnswer = { status?: number; headers?: OutgoingHttpHeaders; body?: Uint8Array };

/** A well-behaved site on a free port of loopback: any path, answered by a function. */
export type PictureSite = AsyncDisposable & {
  url(path: string, host?: string): string;
  /** The paths asked for, in order of arrival. */
  requests: string[];
};

/** Starts a site on one port of these addresses of loopback; `answer` says what stands at a path. */
export async function startPictureSite(
  answer: (path: string) => SiteAnswer,
  addresses: readonly string[] = ['127.0.0.1'],
): Promise<PictureSite> {
  const requests: string[] = [];
  const servers: Server[] = [];
  let port = 0;
  for (const address of addresses) {
    const server = createServer((request, response) => {
      const path = request.url ?? '/';
      requests.push(path);
      const { status = 200, headers = {}, body = Buffer.alloc(0) } = answer(path);
      response.writeHead(status, { 'content-length': body.length, ...headers }).end(body);
    });
    await once(server.listen(port, address), 'listening');
    port = (server.address() as AddressInfo).port;
    servers.push(server);
  }
  return {
    url: (path, host = '127.0.0.1') => `http://${host}:${port}${path}`,
    requests,
    async [Symbol.asyncDispose]() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((closed) => server.close(closed));
      }
    },
  };
}
