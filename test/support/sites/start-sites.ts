import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

import { sendAnswer } from './send-answer.js';
import type { Site, SiteRequest } from './site.js';

/** Made-up sites that answer under their own host names. */
export type RunningSites = {
  /** The variables that send wget, curl, a browser and the tools here to them, whatever the host name. */
  environment: Record<string, string>;
  /** Everything asked for so far, in order. */
  requests: readonly SiteRequest[];
  close(): void;
};

/**
 * Starts sites behind a web proxy on 127.0.0.1: host names need no entry in /etc/hosts, and nothing leaves the machine.
 * With a certificate for their names they speak https as well.
 */
export async function startSites(
  sites: readonly Site[],
  identity?: { key: string; cert: string },
): Promise<RunningSites> {
  const requests: SiteRequest[] = [];
  const times = new Map<string, number>();
  const sockets = new Set<Socket>();
  const server = createServer((incoming, response) => {
    const url = urlOf(incoming);
    const count = (times.get(url.href) ?? 0) + 1;
    times.set(url.href, count);
    const request = { method: incoming.method ?? 'GET', url, headers: incoming.headers, times: count };
    requests.push(request);
    const site = sites.find(({ hosts }) => hosts.some((host) => isHost(url.hostname, host)));
    const answer = site?.answer(request) ?? { status: 502, body: `no such host: ${url.hostname}\n` };
    void sendAnswer(answer, incoming, response);
  });
  server.on('connection', (socket) => sockets.add(socket.once('close', () => sockets.delete(socket))));
  server.on('connect', (_: IncomingMessage, socket: Socket) => {
    socket.on('error', () => undefined);
    if (identity === undefined) return void socket.end('HTTP/1.1 502 no certificate\r\n\r\n');
    socket.write('HTTP/1.1 200 connected\r\n\r\n');
    server.emit('connection', new TLSSocket(socket, { isServer: true, ...identity }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    environment: { http_proxy: proxy, https_proxy: proxy },
    requests,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** A proxy is asked for a whole URL, and inside a tunnel for a path on the host named. */
function urlOf(request: IncomingMessage): URL {
  const target = request.url ?? '/';
  return new URL(target.startsWith('/') ? `https://${request.headers.host}${target}` : target);
}

function isHost(name: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === pattern;
}
