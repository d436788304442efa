import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';

const sleeper = `
  const server = require('node:net').createServer();
  server.listen({ host: process.argv[1], port: Number(process.argv[2]), backlog: 1 }, () => {
    process.stdout.write('ready', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });`;

/**
 * A TCP port that answers no SYN, as behind a firewall that drops: a listener that accepts nothing, its queue filled.
 * Returns the way to end it.
 */
export async function openBlackHole(host: string, port: number): Promise<() => void> {
  const child = spawn(process.execPath, ['-e', sleeper, host, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const fillers: net.Socket[] = [];
  let isFull = false;
  while (!isFull) {
    const filler = net.connect(port, host);
    filler.on('error', () => undefined);
    fillers.push(filler);
    isFull = await Promise.race([
      once(filler, 'connect').then(() => false),
      new Promise<boolean>((resolve) => setTimeout(resolve, 300, true)),
    ]);
  }
  return () => {
    for (const filler of fillers) filler.destroy();
    child.kill('SIGKILL');
  };
}
