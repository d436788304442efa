import type net from 'node:net';

import { FetchError } from '../fetch-error.js';

const maxHeadBytes = 64 * 1024;

/** Asks an HTTP proxy for a tunnel (CONNECT); the socket then speaks with `authority`, `host:port`. */
export function openTunnel(
  socket: net.Socket,
  authority: string,
  authorization: string | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const finish = (error?: FetchError): void => {
      socket.off('data', take).off('close', close).pause();
      if (error) {
        socket.destroy();
        reject(error);
      } else resolve();
    };
    const close = (): void =>
      finish(new FetchError('connect', 'proxy-closed', 'the proxy closed the connection'));
    const take = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end >= 0) {
        const rest = head.subarray(end + 4);
        finish(judgeAnswer(head.toString('latin1', 0, end), authority));
        if (rest.length > 0 && !socket.destroyed) socket.unshift(rest);
      } else if (head.length > maxHeadBytes) {
        finish(new FetchError('connect', 'proxy-answer', 'the proxy answered with endless headers'));
      }
    };
    socket.on('data', take).on('close', close);
    const credentials = authorization === undefined ? '' : `Proxy-Authorization: ${authorization}\r\n`;
    socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${credentials}\r\n`);
  });
}

function judgeAnswer(head: string, authority: string): FetchError | undefined {
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1]);
  if (status >= 200 && status < 300) return undefined;
  if (Number.isNaN(status)) return new FetchError('connect', 'proxy-answer', 'the proxy does not speak HTTP');
  const why = status === 407 ? 'it wants other credentials' : `status ${status}`;
  return new FetchError('connect', `proxy-${status}`, `the proxy refused a tunnel to ${authority}: ${why}`);
}
