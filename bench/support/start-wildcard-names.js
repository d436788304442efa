import { findFreePort } from './find-free-port.js';
import { startServer } from './start-server.js';

/** Starts a dnsmasq that has an address on loopback for every name below `alive.test`, and none for those below `dead.test`. */
export async function startWildcardNames() {
  const port = await findFreePort();
  const fixed = ['--keep-in-foreground', '--conf-file=/dev/null', '--no-resolv', '--no-hosts'];
  const own = [
    ...['--bind-interfaces', '--listen-address=127.0.0.1', `--port=${port}`, '--pid-file=', '--user='],
    ...['--cache-size=0', '--address=/alive.test/127.0.0.1', '--local=/dead.test/'],
  ];
  const stop = await startServer('dnsmasq', [...fixed, ...own], { port });
  return { address: `127.0.0.1:${port}`, stop };
}
