import { platform } from 'node:os';

import { late } from './late-modules.js';

/** Held until it is given back, or its process has died in whatever way. */
export type FileLock = { release(): void };

/** The file that is meant, whatever it is called: what `fstat` says of it. */
export type FileIdentity = { dev: number; ino: number };

/**
 * Makes this process the owner of a file; undefined where another one on this machine is. It is the flock that Node lacks:
 * a socket with an abstract name has one owner, needs no file, and is closed by the system when a process is killed.
 * It says nothing about the path: ask again whether that still leads to this file. On systems other than Linux, and from
 * containers or machines that share no network with the owner, it always succeeds.
 */
export function lockFile({ dev, ino }: FileIdentity): FileLock | undefined {
  if (platform() !== 'linux') return { release: () => undefined };
  const server = late.net.createServer((socket) => socket.destroy());
  // That the name is taken is told twice: at once by `listening`, and by this event a turn later.
  server.on('error', () => undefined);
  server.listen(`\0fetchutils/${dev}:${ino}`);
  if (!server.listening) return undefined;
  server.unref();
  return { release: () => void (server.listening && server.close()) };
}
