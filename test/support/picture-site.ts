import { once } from 'node:events';
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a site answers: 200 with a right Content-Length unless it says otherwise. */
export type SiteAnswer = { status?: number; headers?: OutgoingHttpHeaders; body?: Uint8Array };

/** A well-behaved site on a free port of loopback: any path, answered by a function. */
export type PictureSite = AsyncDisposable & {
  url(path: string): string;
  /** The paths asked for, in order of arrival. */
  requests: string[];
};

/** Starts a site; `answer` says what stands at a path. */
export async function startPictureSite(answer: (path: string) => SiteAnswer): Promise<PictureSite> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push(path);
    const { status = 200, headers = {}, body = Buffer.alloc(0) } = answer(path);
    response.writeHead(status, { 'content-length': body.length, ...headers }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
