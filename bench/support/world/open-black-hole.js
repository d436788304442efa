import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('black-hole.js', import.meta.url));

/** Opens a port on all loopback addresses that answers no SYN; answers the way to end it. */
export async function openBlackHole(port) {
  const child = spawn(process.execPath, [script, port], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const fillers = [];
  for (let isFull = false; !isFull;) {
    const filler = net.connect(port, '127.0.0.1');
    filler.on('error', () => undefined);
    fillers.push(filler);
    isFull = await Promise.race([once(filler, 'connect').then(() => false), sleep(500, true)]);
  }
  return () => {
    for (const filler of fillers) filler.destroy();
    // The thread sleeps: it hears of no other signal.
    child.kill('SIGKILL');
  };
}
