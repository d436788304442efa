import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { findFreePort } from '../find-free-port.js';
import { startServer } from '../start-server.js';

/**
 * Starts a dnsmasq that knows the hosts by addresses of their own on loopback. As root it stands on port 53 of an address
 * that nothing else uses, so that resolv.conf can name it: then every program can ask it.
 */
export async function startNameServer(folder, hosts) {
  const isRoot = process.getuid?.() === 0;
  const address = isRoot ? `127.53.${(process.pid >> 8) & 255}.${process.pid & 255}` : '127.0.0.1';
  const port = isRoot ? 53 : await findFreePort();
  const known = hosts
    .filter(({ kind }) => kind !== 'no-name')
    .map(({ name }, i) => `${addressOf(i)} ${name}\n`);
  writeFileSync(join(folder, 'hosts'), known.join(''));
  const fixed = [
    '--keep-in-foreground',
    '--conf-file=/dev/null',
    '--no-resolv',
    '--no-hosts',
    '--bind-interfaces',
  ];
  const own = [
    `--addn-hosts=${join(folder, 'hosts')}`,
    '--local=/bench.test/',
    '--pid-file=',
    '--user=',
    '--cache-size=0',
  ];
  const words = [...fixed, ...own, `--listen-address=${address}`, `--port=${port}`];
  return { address, port, isRoot, stop: await startServer('dnsmasq', words, { host: address, port }) };
}

function addressOf(i) {
  return `127.64.${i >> 8}.${i & 255}`;
}
