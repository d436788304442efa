import { fileURLToPath } from 'node:url';

import { findFreePort } from '../find-free-port.js';
import { startServer } from '../start-server.js';

/** Starts a host that refuses; `begin` gives it the next rule and answers what it counted under the last. */
export async function startRefusingServer() {
  const port = await findFreePort();
  const program = fileURLToPath(new URL('refusing-server.js', import.meta.url));
  const stop = await startServer(process.execPath, [program, String(port)], { port });
  const url = `http://127.0.0.1:${port}`;
  const begin = async (rule) => {
    const answer = await fetch(`${url}/begin`, { method: 'POST', body: JSON.stringify(rule) });
    return answer.json();
  };
  return { url, begin, stop };
}
