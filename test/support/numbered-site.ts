import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that a numbered site was asked. */
export type SiteRequest = { method: string; path: string; id: number; headers: IncomingMessage['headers'] };

/** A site of pages /1, /2 and so on, of which some exist. */
export type NumberedSite = {
  /** Its address, without a slash at the end. */
  url: string;
  requests: SiteRequest[];
  /** The most requests that were under way together. */
  mostAtOnce(): number;
  close(): Promise<void>;
};

/** Starts a site on loopback that answers each request as told. */
export async function startNumberedSite(
  answer: (request: SiteRequest, response: ServerResponse) => void | Promise<void>,
): Promise<NumberedSite> {
  const requests: SiteRequest[] = [];
  let underWay = 0;
  let mostAtOnce = 0;
  const server = createServer((message, response) => {
    const path = message.url ?? '/';
    const { method = '', headers } = message;
    const request = { method, path, id: Number(/\d+/.exec(path)?.[0] ?? 0), headers };
    requests.push(request);
    underWay++;
    mostAtOnce = Math.max(mostAtOnce, underWay);
    response.on('close', () => underWay--);
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    mostAtOnce: () => mostAtOnce,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
