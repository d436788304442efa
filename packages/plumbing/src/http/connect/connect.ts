import type tls from 'node:tls';

import type { Address } from '../names/address.js';
import { createProxyChooser, type ProxySettings } from './choose-proxy.js';
import { classifyError } from '../classify-error.js';
import { authorityOf, type Connection, type ConnectOptions, type ConnectTarget } from './connection.js';
import { connectThroughProxy } from './connect-through-proxy.js';
import { FetchError } from '../fetch-error.js';
import { openSocket } from './open-socket.js';
import type { Resolver } from '../names/resolver.js';
import { createTlsClient, type TlsSettings } from './tls-client.js';

export type ConnectDone = (error: FetchError | undefined, connection?: Connection) => void;

export type Connector = {
  /**
   * Opens a connection for an origin: direct or by the proxy that the settings name for it. Returns the way to give up;
   * `done` is called once, later than this call, and never after giving up.
   */
  connect(target: ConnectTarget, options: ConnectOptions, done: ConnectDone): () => void;
};

/** A connector: one resolver, one trust store, one proxy rule for all connections of a run. */
export function createConnector(settings: {
  resolver: Resolver;
  proxies: ProxySettings;
  tls: TlsSettings;
}): Connector {
  const { resolver } = settings;
  const chooseProxy = createProxyChooser(settings.proxies);
  const tlsClient = createTlsClient(settings.tls);

  const connectDirectly = (
    target: ConnectTarget,
    options: ConnectOptions,
    addresses: readonly Address[],
    done: ConnectDone,
  ): (() => void) => {
    const isSecure = target.protocol === 'https:' && target.isRaw !== true;
    const wanted = {
      name: authorityOf(target),
      addresses,
      port: target.port,
      tls: isSecure ? tlsClient.optionsFor(target.hostname, target.port) : undefined,
      onread: options.onread,
      checkAddress: options.checkAddress,
      onStart: isSecure
        ? (socket: tls.TLSSocket) => tlsClient.keepSession(socket, target.hostname, target.port)
        : undefined,
    };
    return openSocket(wanted, (error, socket, address = '') => {
      if (!socket) done(error);
      else done(undefined, { socket, address, viaProxy: false, usesOnread: options.onread !== undefined });
    });
  };

  return {
    connect(target, options, done) {
      let isOver = false;
      let isResolving = false;
      let undo = (): void => undefined;
      const finish: ConnectDone = (error, connection) => {
        if (isOver) return void connection?.socket.destroy();
        isOver = true;
        clearTimeout(timer);
        done(error, connection);
      };
      const fail = (thrown: unknown): void => finish(classifyError(thrown));
      const giveUp = (): void => {
        isOver = true;
        clearTimeout(timer);
        undo();
      };
      // A turn later than the timer: while we were busy ourselves the connection may have come, and timers are told first.
      const expire = (): void => {
        if (isOver) return;
        giveUp();
        done(timeoutError(target, options.timeoutMs, isResolving));
      };
      const timer =
        options.timeoutMs === 0 ? undefined : setTimeout(() => setImmediate(expire), options.timeoutMs);

      const proxy = chooseProxy(target.protocol, target.hostname);
      if (proxy) {
        const onUndo = (next: () => void): void => (isOver ? next() : void (undo = next));
        connectThroughProxy({ proxy, target, options, resolver, tlsClient, onUndo }).then(
          (connection) => finish(undefined, connection),
          fail,
        );
        return giveUp;
      }
      const use = (addresses: readonly Address[]): void => {
        isResolving = false;
        if (!isOver) undo = connectDirectly(target, options, addresses, finish);
      };
      const answer = resolver.resolve(target.hostname, target.port);
      if (answer instanceof Promise) {
        isResolving = true;
        answer.then(use, fail);
      } else use(answer);
      return giveUp;
    },
  };
}

function timeoutError(target: ConnectTarget, timeoutMs: number, isResolving: boolean): FetchError {
  const within = `within ${timeoutMs / 1000} s`;
  return isResolving
    ? new FetchError('dns', 'ETIMEOUT', `cannot resolve ${target.hostname}: no answer ${within}`)
    : new FetchError(
        'timeout',
        'connect-timeout',
        `cannot connect to ${authorityOf(target)}: no answer ${within}`,
      );
}
