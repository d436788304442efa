import dns from 'node:dns';

import { findFreePort } from './free-port.js';
import { type RunningProgram, startProgram } from './start-program.js';

/** A dnsmasq on loopback that knows only what it is told. */
export type DnsServer = {
  address: string;
  /** How often a name was asked for, all record types together. */
  countQueries: (name: string) => number;
  stop: () => Promise<void>;
};

/** Starts dnsmasq with records given as its own options, e.g. `--host-record=h.example,127.0.0.1,60`. */
export async function startDnsServer(records: readonly string[]): Promise<DnsServer> {
  const port = await findFreePort();
  const address = `127.0.0.1:${port}`;
  const fixed = [
    '--keep-in-foreground',
    '--no-resolv',
    '--no-hosts',
    '--conf-file=/dev/null',
    '--bind-interfaces',
  ];
  const logging = ['--log-queries', '--log-facility=-', '--pid-file='];
  const options = [
    ...fixed,
    ...logging,
    '--user=',
    '--listen-address=127.0.0.1',
    `--port=${port}`,
    ...records,
  ];
  const program: RunningProgram = await startProgram('dnsmasq', options, () => answers(address));
  return {
    address,
    countQueries: (name) =>
      program
        .output()
        .split('\n')
        .filter((line) => line.includes(`] ${name} from`)).length,
    stop: program.stop,
  };
}

/** Any answer will do, a refusal too: it comes from the server and not from the kernel. */
async function answers(address: string): Promise<boolean> {
  const resolver = new dns.promises.Resolver({ timeout: 200, tries: 1 });
  resolver.setServers([address]);
  return resolver.resolve4('ready.test').then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ECONNREFUSED' && error.code !== 'ETIMEOUT',
  );
}
