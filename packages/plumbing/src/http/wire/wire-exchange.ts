import { Roster } from '../../roster.js';
import type { Connector } from '../connect/connect.js';
import type {
  ActiveExchange,
  Exchange,
  ExchangeHandler,
  ExchangeRequest,
  ResponseHead,
} from '../exchange.js';
import { FetchError } from '../fetch-error.js';
import { createTicker, type Ticker } from '../ticker.js';
import { IdleConnections } from './idle-connections.js';
import { Outbox } from './outbox.js';
import { createOnread, WireConnection, type WireHandler, type WireShared } from './wire-connection.js';

/**
 * HTTP/1.1 over sockets of our own. A GET of 10 kB costs half the CPU of undici's dispatch (bench/transport.js: 22 us
 * against 44, curl 32), because a body is read into one shared buffer and nothing is allocated or promised on its way.
 */
export function createWireExchange(connector: Connector, ticker: Ticker = createTicker()): Exchange {
  const idle = new IdleConnections(ticker);
  const connecting = new Roster<WireRequest>();
  const connections = new Roster<WireConnection>();
  const shared = { connector, idle, connecting, connections, ticker, outbox: new Outbox() };

  return {
    start(request, handler) {
      const wireRequest = new WireRequest(request, handler, shared);
      wireRequest.begin();
      return wireRequest;
    },
    close() {
      idle.close();
      for (const request of connecting) request.abort();
      for (const connection of connections) connection.abort(cancelled());
    },
  };
}

type Shared = WireShared & {
  connector: Connector;
  idle: IdleConnections;
  /** Requests that have no connection yet. */
  connecting: Roster<WireRequest>;
};

/** One request, from finding a connection to handing it back; its own handler of the wire, so that none is allocated. */
class WireRequest implements ActiveExchange, WireHandler {
  readonly #request: ExchangeRequest;
  readonly #handler: ExchangeHandler;
  readonly #shared: Shared;
  #connection: WireConnection | undefined;
  #cancelConnect: (() => void) | undefined;
  #isKept = false;
  #isDiscarding = false;
  #isEnded = false;

  constructor(request: ExchangeRequest, handler: ExchangeHandler, shared: Shared) {
    this.#request = request;
    this.#handler = handler;
    this.#shared = shared;
  }

  begin(): void {
    const kept = this.#shared.idle.take(this.#request.url.origin);
    if (kept === undefined) return this.#connect();
    this.#isKept = true;
    this.#send(kept);
  }

  pause(): void {
    this.#connection?.pause();
  }

  resume(): void {
    this.#connection?.resume();
  }

  discard(): void {
    if (this.#isEnded) return;
    this.#isDiscarding = true;
    this.#connection?.discard();
  }

  abort(error = cancelled()): void {
    if (this.#isEnded) return;
    this.#cancelConnect?.();
    this.#endConnecting();
    this.#connection?.destroy();
    this.#fail(error);
  }

  onHead(head: ResponseHead): void {
    if (!this.#isEnded) this.#handler.onHead(head);
  }

  onData(chunk: Buffer): void {
    if (!this.#isEnded && !this.#isDiscarding) this.#handler.onData(chunk);
  }

  onEnd(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    // Handed back first: the next request, often started inside onEnd, finds it.
    if (this.#connection !== undefined) this.#shared.idle.give(this.#connection);
    this.#handler.onEnd();
  }

  onError(error: FetchError, hadAnswer: boolean): void {
    // A server may close a kept connection at the moment we write to it: that says nothing of this request.
    const deservesAnother = this.#isKept && !hadAnswer && error.kind === 'reset' && !this.#isEnded;
    if (!deservesAnother) return this.#fail(error);
    this.#isKept = false;
    this.#connect();
  }

  #connect(): void {
    const { url, connectTimeoutMs } = this.#request;
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    const onread = createOnread();
    this.#shared.connecting.add(this);
    const options = {
      timeoutMs: connectTimeoutMs,
      onread,
      checkAddress: (address: string) => this.#handler.onConnected?.(address),
    };
    this.#cancelConnect = this.#shared.connector.connect(
      { protocol: url.protocol, hostname: url.hostname, port },
      options,
      (error, connection) => {
        this.#endConnecting();
        if (this.#isEnded) connection?.socket.destroy();
        else if (connection !== undefined) {
          this.#send(new WireConnection(connection, onread, url.origin, this.#shared));
        } else this.#fail(error ?? new FetchError('connect', 'unknown', 'no connection'));
      },
    );
  }

  #endConnecting(): void {
    this.#cancelConnect = undefined;
    this.#shared.connecting.delete(this);
  }

  #send(connection: WireConnection): void {
    const refused = this.#handler.onConnected?.(connection.address);
    if (refused !== undefined) {
      this.#shared.idle.give(connection);
      return this.#fail(refused);
    }
    this.#connection = connection;
    connection.exchange(this.#request, this);
  }

  #fail(error: FetchError): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#handler.onError(error);
  }
}

function cancelled(): FetchError {
  return new FetchError('cancelled', 'cancelled', 'cancelled');
}
