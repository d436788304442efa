import { once } from 'node:events';
import type http from 'node:http';

import { atEndOfTest } from './cleanup.js';
import { parseResolveOverride } from '../../packages/plumbing/src/http/names/resolve-override.js';
import { createResolver } from '../../packages/plumbing/src/http/names/resolver.js';
import { type Connector, createConnector } from '../../packages/plumbing/src/http/connect/connect.js';
import type { Connection, ConnectOptions } from '../../packages/plumbing/src/http/connect/connection.js';
import type { TlsSettings } from '../../packages/plumbing/src/http/connect/tls-client.js';

export type TestConnectorSettings = {
  resolve?: string[];
  tls?: TlsSettings;
  proxy?: string;
  env?: Record<string, string>;
  servers?: string[];
};

/** A connector with a resolver of its own, for tests. */
export function build({
  resolve = [],
  tls = {},
  proxy,
  env = {},
  servers,
}: TestConnectorSettings = {}): Connector {
  const overrides = resolve.flatMap((text) => parseResolveOverride(text) ?? []);
  const resolver = createResolver({ overrides, ...(servers && { servers }) });
  return createConnector({ resolver, proxies: { proxy, env }, tls });
}

/** A connection for a URL, closed at the end of the test. */
export function connect(
  connector: Connector,
  url: string,
  options: Partial<ConnectOptions> = {},
): Promise<Connection> {
  const { protocol, hostname, port } = new URL(url);
  const target = { protocol, hostname, port: Number(port || (protocol === 'https:' ? 443 : 80)) };
  return new Promise<Connection>((resolve, reject) => {
    connector.connect(target, { timeoutMs: 10_000, ...options }, (error, connection) => {
      if (!connection) return reject(error ?? new Error('neither'));
      atEndOfTest(() => connection.socket.destroy());
      resolve(connection);
    });
  });
}

/** Asks over an open connection and returns all that comes back until the other end closes. */
export async function ask({ socket }: Connection, requestTarget = '/'): Promise<string> {
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.write(`GET ${requestTarget} HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n\r\n`);
  await once(socket, 'close');
  return answer;
}

/** What the test servers answer. */
export const hello = (_request: unknown, response: http.ServerResponse): void => void response.end('hello');
