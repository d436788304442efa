import type net from 'node:net';

import { FetchError } from '../fetch-error.js';
import type { Proxy } from './proxy.js';

/** Asks a SOCKS proxy on the other end of a socket for a connection to a host, by name or by address. */
export async function openSocksTunnel(
  socket: net.Socket,
  proxy: Proxy,
  host: string,
  port: number,
): Promise<net.Socket> {
  // Through `default`: in a bundle this CommonJS package has no other export.
  const { SocksClient } = (await import('socks')).default;
  try {
    const { socket: tunnel } = await SocksClient.createConnection({
      command: 'connect',
      existing_socket: socket,
      destination: { host, port },
      proxy: {
        host: proxy.hostname,
        port: proxy.port,
        type: proxy.scheme.startsWith('socks5') ? 5 : 4,
        ...(proxy.credentials && { userId: proxy.credentials.user, password: proxy.credentials.password }),
      },
    });
    return tunnel;
  } catch (error) {
    socket.destroy();
    const reason = error instanceof Error ? error.message : String(error);
    throw new FetchError('connect', 'socks', `the SOCKS proxy did not connect to ${host}:${port}: ${reason}`);
  }
}
