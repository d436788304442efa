import tls from 'node:tls';

import type { Connector } from '../connect/connect.js';
import { Roster } from '../../roster.js';
import type { Exchange } from '../exchange.js';
import { FetchError } from '../fetch-error.js';
import type { Ticker } from '../ticker.js';
import { type H2Owner, H2Request } from './h2-request.js';
import { H2Session } from './h2-session.js';

type Origin = {
  session: H2Session | undefined;
  /** Known to speak only HTTP/1.1. */
  isHttp1: boolean;
  /** Requests that wait for the one connection which is being opened. */
  waiting: H2Request[];
  cancelConnect: (() => void) | undefined;
};

/**
 * HTTP/2 where a server offers it over TLS, all requests of an origin over one connection; everything else goes to
 * `http1`, and a host found to speak no HTTP/2 has cost one handshake more. `connector` must offer `h2` in its ALPN.
 */
export function createH2Exchange(connector: Connector, http1: Exchange, ticker: Ticker): Exchange {
  const origins = new Map<string, Origin>();
  const active = new Roster<H2Request>();

  const originOf = ({ request }: H2Request): Origin => {
    const known = origins.get(request.url.origin);
    if (known) return known;
    const origin: Origin = { session: undefined, isHttp1: false, waiting: [], cancelConnect: undefined };
    origins.set(request.url.origin, origin);
    return origin;
  };

  const route = (request: H2Request): void => {
    const origin = originOf(request);
    if (origin.isHttp1) request.delegate(http1);
    else if (origin.session?.isOpen) request.send(origin.session);
    else {
      origin.waiting.push(request);
      if (!origin.cancelConnect) connect(origin, request);
    }
  };

  const connect = (origin: Origin, first: H2Request): void => {
    const { url, connectTimeoutMs } = first.request;
    const options = {
      timeoutMs: connectTimeoutMs,
      checkAddress: (address: string) => first.handler.onConnected?.(address),
    };
    const target = { protocol: url.protocol, hostname: url.hostname, port: Number(url.port || 443) };
    origin.cancelConnect = connector.connect(target, options, (error, connection) => {
      origin.cancelConnect = undefined;
      const waiting = origin.waiting.splice(0).filter((request) => !request.isEnded);
      if (!connection) {
        return failAll(waiting, first, error ?? new FetchError('connect', 'unknown', 'no connection'));
      }
      if (connection.socket instanceof tls.TLSSocket && connection.socket.alpnProtocol === 'h2') {
        origin.session = new H2Session(url.origin, connection, ticker);
      } else {
        origin.isHttp1 = true;
        connection.socket.destroy();
      }
      for (const request of waiting) route(request);
    });
  };

  /** A dead host fails all that wait for it; what the guard refused to the first it may allow to the others. */
  const failAll = (waiting: readonly H2Request[], first: H2Request, error: FetchError): void => {
    for (const request of waiting) {
      if (error.kind === 'policy' && request !== first) route(request);
      else request.fail(error);
    }
  };

  const owner: H2Owner = {
    retry: route,
    downgrade(request) {
      originOf(request).isHttp1 = true;
      route(request);
    },
    ended: (request) => active.delete(request),
  };

  return {
    start(request, handler) {
      if (request.url.protocol !== 'https:') return http1.start(request, handler);
      const h2Request = new H2Request(request, handler, ticker, owner);
      active.add(h2Request);
      route(h2Request);
      return h2Request;
    },
    close() {
      for (const request of active) request.abort();
      for (const origin of origins.values()) {
        origin.cancelConnect?.();
        origin.session?.destroy();
      }
      http1.close();
    },
  };
}
