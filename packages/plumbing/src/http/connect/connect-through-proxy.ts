import type net from 'node:net';

import type { Address } from '../names/address.js';
import { openTunnel } from './connect-tunnel.js';
import { authorityOf, type Connection, type ConnectOptions, type ConnectTarget } from './connection.js';
import type { FetchError } from '../fetch-error.js';
import { describeFailure, openSocket, type SocketTarget } from './open-socket.js';
import { type Proxy, proxyAuthorization } from './proxy.js';
import { late } from '../../late-modules.js';
import type { Resolver } from '../names/resolver.js';
import { openSocksTunnel } from './socks-tunnel.js';
import type { TlsClient } from './tls-client.js';

export type ProxyRoute = {
  proxy: Proxy;
  target: ConnectTarget;
  options: ConnectOptions;
  resolver: Resolver;
  tlsClient: TlsClient;
  /** Told how to give up, anew whenever that changes. */
  onUndo: (undo: () => void) => void;
};

/** Connects by way of a proxy: an HTTP proxy relays http: itself and tunnels https:, a SOCKS proxy tunnels both. */
export async function connectThroughProxy(route: ProxyRoute): Promise<Connection> {
  const { proxy, target, options } = route;
  const isHttpProxy = proxy.scheme === 'http' || proxy.scheme === 'https';
  if (isHttpProxy && target.protocol === 'http:' && target.isRaw !== true) return relay(route);
  const { host, address } = isHttpProxy
    ? { host: target.hostname, address: '' }
    : await chooseDestination(route);
  const refusal = options.checkAddress?.(address);
  if (refusal) throw refusal;
  const { socket } = await reachProxy(route, undefined);
  if (isHttpProxy) await openTunnel(socket, authorityOf(target), proxyAuthorization(proxy));
  else await openSocksTunnel(socket, proxy, host, target.port);
  const isSecure = target.protocol === 'https:' && target.isRaw !== true;
  const inner = isSecure ? await secure(route, socket) : socket;
  return { socket: inner, address, viaProxy: false, usesOnread: false };
}

async function relay(route: ProxyRoute): Promise<Connection> {
  const refusal = route.options.checkAddress?.('');
  if (refusal) throw refusal;
  const { socket } = await reachProxy(route, route.options.onread);
  return {
    socket,
    address: '',
    viaProxy: true,
    proxyAuthorization: proxyAuthorization(route.proxy),
    usesOnread: route.options.onread !== undefined,
  };
}

/** What a SOCKS proxy is asked for: a name where it resolves itself, else an address that we looked up and can judge. */
async function chooseDestination({
  proxy,
  target,
  resolver,
}: ProxyRoute): Promise<{ host: string; address: string }> {
  const bare = target.hostname.replace(/^\[|\]$/g, '');
  if (proxy.scheme === 'socks5h' || proxy.scheme === 'socks4a') return { host: bare, address: '' };
  const addresses = await resolver.resolve(target.hostname, target.port);
  const chosen: Address | undefined = addresses.find(({ family }) => family === 4) ?? addresses[0];
  return { host: chosen?.address ?? bare, address: chosen?.address ?? '' };
}

async function reachProxy(
  route: ProxyRoute,
  onread: net.OnReadOpts | undefined,
): Promise<{ socket: net.Socket }> {
  const { proxy, resolver, tlsClient, onUndo } = route;
  const addresses = await resolver.resolve(proxy.hostname, proxy.port);
  const tlsOptions =
    proxy.scheme === 'https'
      ? { ...tlsClient.optionsFor(proxy.hostname, proxy.port), ALPNProtocols: ['http/1.1'] }
      : undefined;
  const wanted: SocketTarget = {
    name: `the proxy ${authorityOf(proxy)}`,
    addresses,
    port: proxy.port,
    tls: tlsOptions,
    onread,
  };
  return new Promise((resolve, reject) => {
    const giveUp = openSocket(wanted, (error: FetchError | undefined, socket) => {
      if (!socket) return reject(error ?? new Error('no socket'));
      onUndo(() => socket.destroy());
      resolve({ socket });
    });
    onUndo(giveUp);
  });
}

function secure({ target, tlsClient, onUndo }: ProxyRoute, socket: net.Socket): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const bare = target.hostname.replace(/^\[|\]$/g, '');
    const inner = late.tls.connect({
      ...tlsClient.optionsFor(target.hostname, target.port),
      host: bare,
      socket,
    });
    onUndo(() => inner.destroy());
    tlsClient.keepSession(inner, target.hostname, target.port);
    inner.once('secureConnect', () => resolve(inner));
    inner.on('error', (error: Error) => reject(describeFailure(authorityOf(target), error)));
  });
}
