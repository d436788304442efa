import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { findFreePort } from '../find-free-port.js';
import { writeUrls } from '../write-urls.js';
import { openBlackHole } from './open-black-hole.js';
import { planWorld } from './plan-world.js';
import { startNameServer } from './start-name-server.js';

const script = fileURLToPath(new URL('world-server.js', import.meta.url));

/**
 * Plans a web and opens it: its hosts, its name server, its black hole, and in `folder` the lists of its URLs. `takeCounts`
 * answers what the hosts have counted since it was asked last; each way to end something goes into `endings`.
 */
export async function openWorld(folder, size, endings) {
  const ports = {
    web: await findFreePort(),
    'no-syn-ack': await findFreePort(),
    refused: await findFreePort(),
  };
  const world = planWorld({ ...size, ports });
  writeUrls(folder, 'urls', world.urls);
  const statistics = join(folder, 'statistics.json');
  const plan = join(folder, 'world.json');
  writeFileSync(plan, JSON.stringify({ hosts: world.hosts, port: ports.web, statistics }));
  const server = spawn(process.execPath, [script, plan], { stdio: ['ignore', 'ignore', 'inherit'] });
  endings.push(() => void server.kill());
  const names = await startNameServer(folder, world.hosts);
  endings.push(names.stop, await openBlackHole(ports['no-syn-ack']));
  writeFileSync(join(folder, 'resolv.conf'), `nameserver ${names.address}\n`);
  return { ...world, names, takeCounts: () => takeCounts(server, statistics) };
}

async function takeCounts(server, statistics) {
  rmSync(statistics, { force: true });
  for (;;) {
    server.kill('SIGUSR2');
    await sleep(100);
    try {
      return JSON.parse(readFileSync(statistics, 'utf8'));
    } catch {
      if (server.exitCode !== null) throw new Error(`the hosts have ended with ${server.exitCode}`);
    }
  }
}
