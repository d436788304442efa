import type net from 'node:net';

import type { FetchError } from '../fetch-error.js';

/** Where to connect to, as a URL says it: `https:`, IPv6 in brackets. */
export type ConnectTarget = {
  protocol: string;
  hostname: string;
  port: number;
  /** The bytes alone, through a tunnel where a proxy leads there: what is said over them, TLS included, is the caller's. */
  isRaw?: boolean;
};

export type ConnectOptions = {
  /** For name, socket, proxy and handshake together; 0 is no limit. */
  timeoutMs: number;
  /** Node's own: reads into one buffer instead of emitting `data`. */
  onread?: net.OnReadOpts | undefined;
  /** The guard: asked before an address is tried, '' where only a proxy will know it, never for a proxy's own. */
  checkAddress?: ((address: string) => FetchError | undefined) | undefined;
};

/** An open connection. */
export type Connection = {
  socket: net.Socket;
  /** The address reached; '' where only a proxy knows it. */
  address: string;
  /** The request line wants the whole URL: the other end is an HTTP proxy and no tunnel. */
  viaProxy: boolean;
  /** What such a proxy wants as Proxy-Authorization with every request. */
  proxyAuthorization?: string | undefined;
  /** Whether `onread` is in use: Node cannot where one socket lies inside another. */
  usesOnread: boolean;
};

/** `host:port` as CONNECT and messages have it. */
export function authorityOf({ hostname, port }: { hostname: string; port: number }): string {
  return `${hostname}:${port}`;
}
