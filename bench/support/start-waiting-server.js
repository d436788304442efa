import { compileProgram } from './compile-program.js';
import { findFreePort } from './find-free-port.js';
import { startServer } from './start-server.js';

/** Starts a site whose every answer of so many bytes waits `waitMs`. It needs cc. */
export async function startWaitingServer(folder, { waitMs, bytes }) {
  const program = compileProgram('waiting-server', folder);
  const port = await findFreePort();
  const stop = await startServer(program, [port, waitMs, bytes].map(String), { port });
  return { origin: `http://127.0.0.1:${port}`, port, stop };
}
