import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Starts a server program and waits until it takes connections; answers the way to end it. */
export async function startServer(program, words, { host = '127.0.0.1', port }) {
  const path = `${process.env.PATH}:/usr/sbin:/sbin`;
  const child = spawn(program, words, {
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  for (let tries = 0; tries < 100; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
    if (await isListening(host, port)) return stop;
    await sleep(50);
  }
  await stop();
  throw new Error(`${program} does not listen on ${host}:${port}`);
}

function isListening(host, port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, host);
    const end = (answer) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', end(true));
    socket.on('error', end(false));
  });
}
