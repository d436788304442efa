// Memory and time as the hosts grow: the same number of rows over 1 to 100,000 host names, which all lead to one nginx; and
// over as many names that do not exist. `node bench/hosts.js --quick`; --rows is the length of the list.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { hasProgram } from './support/has-program.js';
import { measureCommand } from './support/measure-command.js';
import { ownPrograms } from './support/own-programs.js';
import { report } from './support/report.js';
import { startNginx } from './support/start-nginx.js';
import { startWildcardNames } from './support/start-wildcard-names.js';
import { withWorkplace } from './support/with-workplace.js';

const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' }, rows: { type: 'string' } },
  },
});
const rows = Number(values.rows ?? (values.quick ? 10_000 : 100_000));
const hostCounts = [1, 100, 1000, 10_000, 100_000].filter((count) => count <= rows);
const promisedMb = 150;

const missing = ['nginx', 'dnsmasq'].filter((program) => !hasProgram(program));
if (missing.length === 0) await withWorkplace('hosts', run);
else console.log(`skipped: ${missing.join(' and ')} not installed`);

async function run({ folder, endings }) {
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'site/file.bin'), Buffer.alloc(1000, 'x'));
  const nginx = await startNginx(folder);
  endings.push(nginx.stop);
  const names = await startWildcardNames();
  endings.push(names.stop);
  const measured = [];
  for (const domain of ['alive.test', 'dead.test']) {
    for (const hosts of hostCounts) {
      const { port } = nginx;
      measured.push({ domain, hosts, ...(await fetchAll(folder, { domain, hosts, port, names })) });
    }
  }
  show(measured);
}

async function fetchAll(folder, { domain, hosts, port, names }) {
  const urls = Array.from(
    { length: rows },
    (_, n) => `http://h${n % hosts}.${domain}:${port}/file.bin?${n}\n`,
  );
  writeFileSync(join(folder, 'urls'), urls.join(''));
  const out = join(folder, 'out');
  rmSync(out, { recursive: true, force: true });
  const words = ['-q', '-j', '100', '-d', 'out', '-o', '{seq}', '--dns-servers', names.address, 'urls'];
  const figures = await measureCommand([...ownPrograms.pfetch, ...words], { folder });
  const found = domain === 'alive.test' ? readdirSync(out).length : rows;
  if (found !== rows) throw new Error(`${found} of ${rows} files from ${hosts} hosts`);
  return figures;
}

function show(measured) {
  report(
    {
      title: 'Memory and time as the hosts grow',
      setting: `${rows} rows of 1 kB over so many host names on loopback, or names that do not exist; 100 at a time; peak memory (RSS)`,
      columns: ['hosts', 'that', 'seconds', 'CPU µs/row', 'rows/s', 'peak MB', `promise of ${promisedMb} MB`],
      rows: measured.map(({ domain, hosts, seconds, cpuSeconds, peakMb }) => [
        ...[hosts, domain === 'alive.test' ? 'answer' : 'do not exist', seconds.toFixed(2)],
        ...[((cpuSeconds / rows) * 1e6).toFixed(0), (rows / seconds).toFixed(0), peakMb.toFixed(0)],
        peakMb <= promisedMb ? 'kept' : 'BROKEN',
      ]),
      bars: ['seconds', 'peakMb'].map((figure) => ({
        label: figure === 'seconds' ? 'seconds by hosts' : 'peak MB by hosts',
        items: measured.map((each) => [`${each.hosts} of ${each.domain}`, each[figure]]),
      })),
      notes: ['The first row of a host costs two DNS queries and a connection.'],
    },
    values.json,
  );
}
