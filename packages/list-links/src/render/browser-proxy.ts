import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as startRequest,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import type { Login } from '@fetchutils/plumbing/http';
import {
  type Connection,
  type ConnectTarget,
  FetchError,
  type HopAddress,
  type HttpSession,
} from '@fetchutils/plumbing/http';

/** The way of a browser to the network: everything that it connects to is looked up, judged and reached by us. */
export type BrowserProxy = {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
  /** What the browser has to say there; who cannot is neither our browser nor one of its pages. */
  readonly login: Login;
  /** Where a host was found when it was last connected to, or why it was not. */
  find(host: string): string | FetchError | undefined;
  close(): void;
};

/** Judges a connection before it is made. */
export type HopJudge = (hop: HopAddress) => FetchError | undefined;

// Many more hosts than one page has.
const maxRemembered = 10_000;

/** Starts it on loopback, over the connections of a session: names, --resolve, proxies, limits and guard hold there. */
export async function startBrowserProxy(session: HttpSession, judge: HopJudge): Promise<BrowserProxy> {
  const login = { user: 'list-links', password: randomBytes(24).toString('base64url') };
  const expected = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`;
  const found = new Map<string, string | FetchError>();
  const sockets = new Set<Socket>();
  const isOurs = ({ headers }: IncomingMessage): boolean => headers['proxy-authorization'] === expected;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    return socket.on('error', () => socket.destroy());
  };

  const connect = (target: ConnectTarget, host: string): Promise<Connection> => {
    if (found.size > maxRemembered) found.clear();
    const checkAddress = (address: string): FetchError | undefined =>
      judge({ hostname: target.hostname, address });
    return new Promise((resolve, reject) => {
      const timeoutMs = session.settings.connectTimeoutMs;
      session.connector.connect(target, { timeoutMs, checkAddress }, (error, connection) => {
        found.set(host, error ?? connection?.address ?? '');
        if (connection !== undefined) {
          keep(connection.socket);
          resolve(connection);
        } else reject(error ?? new Error('no connection'));
      });
    });
  };

  const server = createServer((request, response) => {
    if (!isOurs(request)) return void response.writeHead(407, askForLogin).end();
    relay(request, response, connect).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(502, { [failureHeader]: '1', Connection: 'close' });
      response.end(error instanceof FetchError ? error.message : '');
    });
  });
  server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
    client.on('error', () => client.destroy());
    // On the same connection, or the browser gives up instead of saying who it is.
    if (!isOurs(request)) {
      client.end(
        'HTTP/1.1 407 login\r\nProxy-Authenticate: Basic realm="list-links"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
      );
      return;
    }
    const target = targetOf(`https://${request.url ?? ''}`);
    if (target === undefined) return void client.end('HTTP/1.1 400 no host\r\n\r\n');
    connect({ ...target, isRaw: true }, `${target.hostname}:${target.port}`).then(
      ({ socket }) => {
        client.write('HTTP/1.1 200 connected\r\n\r\n');
        socket.write(head);
        client.on('close', () => socket.destroy());
        socket.on('close', () => client.destroy());
        client.pipe(socket).pipe(client);
      },
      () => client.end('HTTP/1.1 502 not connected\r\n\r\n'),
    );
  });
  server.on('connection', keep);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    login,
    find: (host) => found.get(host),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** What our own answer has in the place of one of the site. */
export const failureHeader = 'x-list-links-failure';

const askForLogin = { 'Proxy-Authenticate': 'Basic realm="list-links"' };

/** Passes a request for an http: URL on, over a connection of its own. */
async function relay(
  request: IncomingMessage,
  response: ServerResponse,
  connect: (target: ConnectTarget, host: string) => Promise<Connection>,
): Promise<void> {
  const target = targetOf(request.url ?? '');
  if (target?.protocol !== 'http:') return void response.writeHead(400).end();
  const { socket, viaProxy, proxyAuthorization } = await connect(target, `${target.hostname}:${target.port}`);
  const url = new URL(request.url ?? '');
  const path = viaProxy ? url.href : `${url.pathname}${url.search}`;
  const upstream = startRequest({
    createConnection: () => socket,
    method: request.method ?? 'GET',
    path,
    setHost: false,
    headers: {
      ...endToEnd(request.headers),
      connection: 'close',
      ...(proxyAuthorization !== undefined && { 'Proxy-Authorization': proxyAuthorization }),
    },
  });
  response.on('close', () => socket.destroy());
  request.pipe(upstream);
  await new Promise<void>((resolve, reject) => {
    upstream.on('error', reject);
    upstream.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.headers));
      answer.on('error', () => response.destroy());
      answer.pipe(response);
      resolve();
    });
  });
}

const hopByHop = /^(?:connection|keep-alive|transfer-encoding|te|upgrade|proxy-.*)$/;

/** The headers that are not for one connection alone. */
function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.test(name)));
}

function targetOf(text: string): ConnectTarget | undefined {
  try {
    const { protocol, hostname, port } = new URL(text);
    return { protocol, hostname, port: Number(port) || (protocol === 'https:' ? 443 : 80) };
  } catch {
    return undefined;
  }
}
