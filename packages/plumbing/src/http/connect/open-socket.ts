import net from 'node:net';
import type tls from 'node:tls';

import type { Address } from '../names/address.js';
import { classifyError } from '../classify-error.js';
import { FetchError } from '../fetch-error.js';
import { late } from '../../late-modules.js';

export type SocketTarget = {
  /** How messages call the other end. */
  name: string;
  addresses: readonly Address[];
  port: number;
  tls?: tls.ConnectionOptions | undefined;
  onread?: net.OnReadOpts | undefined;
  /** Asked before an address is tried; what it refuses is passed over. */
  checkAddress?: ((address: string) => FetchError | undefined) | undefined;
  onStart?: ((socket: tls.TLSSocket) => void) | undefined;
};

export type SocketDone = (error: FetchError | undefined, socket?: net.Socket, address?: string) => void;

/** How long an address has the field to itself before the next one is tried beside it (RFC 8305, 5). */
const staggerMs = 250;

/**
 * Connects to the first of several addresses that answers, through the TLS handshake where one is wanted. Returns the
 * way to give up; `done` is called once, later than this call, and never after giving up.
 */
export function openSocket(target: SocketTarget, done: SocketDone): () => void {
  const running = new Set<net.Socket>();
  let next = 0;
  let stagger: NodeJS.Timeout | undefined;
  let lastError: FetchError | undefined;
  let isOver = false;

  const finish = (error: FetchError | undefined, socket?: net.Socket, address?: string): void => {
    stop(socket);
    done(error, socket, address);
  };
  const stop = (survivor?: net.Socket): void => {
    isOver = true;
    clearTimeout(stagger);
    for (const socket of running) if (socket !== survivor) socket.destroy();
    running.clear();
  };
  const lose = (error: FetchError): void => {
    lastError = error;
    if (next < target.addresses.length) tryNext();
    else if (running.size === 0) finish(lastError);
  };

  const tryNext = (): void => {
    clearTimeout(stagger);
    const address = target.addresses[next++];
    if (isOver || !address) return;
    const refusal = target.checkAddress?.(address.address);
    if (refusal) return queueMicrotask(() => !isOver && lose(refusal));
    const socket = start(target, address);
    running.add(socket);
    socket.on('error', (error: Error) => {
      if (!running.delete(socket) || isOver) return;
      socket.destroy();
      const where = target.name.includes(address.address)
        ? target.name
        : `${target.name} (${address.address})`;
      lose(describeFailure(where, error));
    });
    // The race is for the TCP connection; its winner alone goes through the handshake.
    socket.once('connect', () => {
      for (const other of running) if (other !== socket) other.destroy();
      running.clear();
      running.add(socket);
      next = target.addresses.length;
      clearTimeout(stagger);
    });
    socket.once(target.tls ? 'secureConnect' : 'connect', () => {
      socket.removeAllListeners('error');
      // Whoever gets the socket listens next; until then an error must not end the process.
      socket.on('error', ignore);
      finish(undefined, socket, address.address);
    });
    if (next < target.addresses.length) stagger = setTimeout(tryNext, staggerMs);
  };

  if (target.addresses.length === 0) {
    queueMicrotask(
      () => !isOver && finish(new FetchError('dns', 'ENODATA', `${target.name} has no address`)),
    );
  } else tryNext();
  return () => {
    if (!isOver) stop();
  };
}

function start({ port, tls: tlsOptions, onread, onStart }: SocketTarget, { address }: Address): net.Socket {
  const where = { host: address, port, noDelay: true, ...(onread && { onread }) };
  if (tlsOptions === undefined) return net.connect(where);
  const socket = late.tls.connect({ ...tlsOptions, ...where });
  onStart?.(socket);
  return socket;
}

/** A FetchError that names the other end, in OpenSSL's short words rather than its long ones. */
export function describeFailure(where: string, thrown: Error): FetchError {
  const error = classifyError(thrown);
  const reason = 'reason' in thrown && typeof thrown.reason === 'string' ? thrown.reason : error.message;
  const doing = error.kind === 'tls' ? 'no TLS with' : 'cannot connect to';
  return new FetchError(error.kind, error.code, `${doing} ${where}: ${reason.trim()}`);
}

function ignore(): void {}
