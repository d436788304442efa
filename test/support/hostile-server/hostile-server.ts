import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';

import { serveConnection } from './connection.js';
import { Exchange } from './exchange.js';
import type { Fault } from './fault.js';
import { faults } from './faults.js';
import { ok } from './faults/well.js';
import type { RecordedRequest } from './recorded-request.js';
import { RequestLog } from './request-log.js';

export type HostileServerOptions = {
  /** Loopback addresses to listen on, all on one port. */
  addresses?: readonly string[];
  /** Further routes, for one test alone. */
  routes?: Record<string, Fault['answer']>;
  /** PEM texts: speak TLS. */
  tls?: { key: string; cert: string };
  /** What happens to a connection before it can ask anything. */
  onConnection?: 'reset' | 'close' | 'silence';
};

/** A real TCP server on loopback that answers every route with the fault of that name and remembers every request. */
export class HostileServer implements AsyncDisposable {
  readonly port: number;
  /** Connections accepted so far. */
  connections = 0;
  readonly #options: HostileServerOptions;
  readonly #listeners: readonly Server[];
  readonly #sockets = new Set<Socket>();
  readonly #log = new RequestLog();

  constructor(listeners: readonly Server[], options: HostileServerOptions) {
    this.#options = options;
    this.#listeners = listeners;
    this.port = portOf(listeners[0]);
    for (const listener of listeners) listener.on('connection', (socket) => this.#accept(socket));
  }

  /** The URL of a route, on the first address unless another host is named. */
  url(route: string, host = this.#options.addresses?.[0] ?? '127.0.0.1'): string {
    const scheme = this.#options.tls === undefined ? 'http' : 'https';
    return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${this.port}${route}`;
  }

  /** Requests in order of arrival: all, those of one path, or those of one path with its query. */
  requests(route?: string): readonly RecordedRequest[] {
    return this.#log.select(route);
  }

  /** Resolves when `count` requests for a route have come. */
  waitForRequests(count: number, route?: string): Promise<void> {
    return this.#log.wait(count, route);
  }

  /** The most requests that were ever being answered at once, in all or for one host name. */
  peak(host?: string): number {
    return this.#log.peak(host);
  }

  /** Drops every connection and stops listening. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(this.#listeners.map((listener) => new Promise((closed) => listener.close(closed))));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #accept(wire: Socket): void {
    this.connections += 1;
    const connection = this.connections;
    this.#sockets.add(wire);
    wire.on('error', () => undefined).once('close', () => this.#sockets.delete(wire));
    if (this.#options.onConnection === 'silence') return;
    if (this.#options.onConnection === 'close') return void wire.end();
    if (this.#options.onConnection === 'reset') return void wire.resetAndDestroy();
    const address = wire.localAddress ?? '';
    // Every exchange of a connection waits for its end.
    const stream = this.#secure(wire).setMaxListeners(0);
    serveConnection(stream, async (parsed, positionOnConnection) => {
      const request = this.#log.begin(parsed, { connection, positionOnConnection, address });
      await this.#faultFor(request).answer(new Exchange(request, stream, wire));
      this.#log.end(request);
    });
  }

  #secure(wire: Socket): Socket {
    if (this.#options.tls === undefined) return wire;
    return new TLSSocket(wire, { isServer: true, secureContext: createSecureContext(this.#options.tls) });
  }

  #faultFor({ path, query, attempt }: RecordedRequest): Fault {
    const name = path.split('/', 2)[1] ?? '';
    const answer = this.#options.routes?.[name] ?? faults[name]?.answer;
    if (answer === undefined)
      return { does: 'is no route', answer: (one) => one.reply(404, {}, `no fault ${name}\n`) };
    return attempt > Number(query.get('times') ?? Infinity) ? ok : { does: name, answer };
  }
}

/** Starts a hostile server on a free port of loopback. */
export async function startHostileServer(options: HostileServerOptions = {}): Promise<HostileServer> {
  const listeners: Server[] = [];
  for (const address of options.addresses ?? ['127.0.0.1']) {
    const port = listeners.length === 0 ? 0 : portOf(listeners[0]);
    const listener = createServer({ noDelay: true }).listen(port, address);
    await once(listener, 'listening');
    listeners.push(listener);
  }
  return new HostileServer(listeners, options);
}

function portOf(listener: Server | undefined): number {
  return (listener?.address() as AddressInfo).port;
}
