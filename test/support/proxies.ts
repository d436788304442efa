import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { findFreePort } from './free-port.js';
import { isListening } from './is-listening.js';
import { startProgram } from './start-program.js';

/** A proxy server on 127.0.0.1. */
export type ProxyServer = { port: number; output: () => string; stop: () => Promise<void> };

/** tinyproxy: relays http:, tunnels to any port. */
export async function startHttpProxy(
  folder: string,
  login?: { user: string; password: string },
): Promise<ProxyServer> {
  const port = await findFreePort();
  const lines = [
    `Port ${port}`,
    'Listen 127.0.0.1',
    'Timeout 20',
    'MaxClients 100',
    'LogLevel Connect',
    'Allow 127.0.0.1',
  ];
  if (login) lines.push(`BasicAuth ${login.user} ${login.password}`);
  const config = join(folder, `tinyproxy-${port}.conf`);
  await writeFile(config, `${lines.join('\n')}\n`);
  return { port, ...(await startProgram('tinyproxy', ['-d', '-c', config], () => isListening(port))) };
}

/** dante: SOCKS4 and SOCKS5 without login. */
export async function startSocksProxy(folder: string): Promise<ProxyServer> {
  const port = await findFreePort();
  const config = join(folder, `danted-${port}.conf`);
  const rule = 'pass { from: 0.0.0.0/0 to: 0.0.0.0/0 log: connect }';
  const lines = ['logoutput: stdout', `internal: 127.0.0.1 port = ${port}`, 'external: 127.0.0.1'];
  const methods = ['clientmethod: none', 'socksmethod: none', `client ${rule}`, `socks ${rule}`];
  await writeFile(config, `${[...lines, ...methods].join('\n')}\n`);
  const args = ['-f', config, '-p', join(folder, `danted-${port}.pid`), '-N', '1'];
  return { port, ...(await startProgram('danted', args, () => isListening(port))) };
}
