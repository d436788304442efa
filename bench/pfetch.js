// World 1, the fast server: pfetch beside what people use today, on the same files in the same run, interleaved.
// `node bench/pfetch.js --quick`; --files, --bytes, --jobs and --rounds set the size, --only the programs. Variants: --on
// disk, --tls, --http2 (over TLS), and --wait MS for a server that waits before each answer.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { chooseDownloaders } from './support/choose-downloaders.js';
import { makeCertificate } from './support/make-certificate.js';
import { requirePrograms } from './support/require-programs.js';
import { report } from './support/report.js';
import { runDownloader } from './support/run-downloader.js';
import { startNginx } from './support/start-nginx.js';
import { startWaitingServer } from './support/start-waiting-server.js';
import { summariseDownloads } from './support/summarise-downloads.js';
import { withWorkplace } from './support/with-workplace.js';
import { writeUrls } from './support/write-urls.js';

const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' }, only: { type: 'string' } },
    ...{ files: { type: 'string' }, bytes: { type: 'string', default: '10000' } },
    ...{ jobs: { type: 'string', default: '100' }, rounds: { type: 'string' } },
    ...{ wait: { type: 'string', default: '0' }, on: { type: 'string', default: 'tmpfs' } },
    ...{ tls: { type: 'boolean', default: false }, http2: { type: 'boolean', default: false } },
  },
});
const [bytes, jobs, waitMs] = [values.bytes, values.jobs, values.wait].map(Number);
const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
const files = Number(values.files ?? (values.quick ? 5000 : 20_000));
const isTls = values.tls || values.http2;

requirePrograms('time', ...(waitMs > 0 ? ['cc'] : ['nginx']), ...(isTls ? ['openssl'] : []));
await withWorkplace('pfetch', compare, { on: values.on });

async function compare({ folder, endings }) {
  const certificates = isTls ? makeCertificate(folder) : undefined;
  const server =
    waitMs > 0
      ? await startWaitingServer(folder, { waitMs, bytes })
      : await startFileServer(folder, certificates);
  endings.push(server.stop);

  const contenders = chooseDownloaders(folder, {
    ...{ only: values.only?.split(','), files, bytes, jobs, waitMs, port: server.port },
    ...{ certificate: certificates?.certificate, isHttp2: values.http2 },
  });
  for (const count of new Set([1, ...contenders.map((each) => each.count)]))
    writeUrls(folder, `${count}`, urlsOf(server.origin, count));
  show(await measure(folder, contenders));
}

async function startFileServer(folder, tls) {
  mkdirSync(join(folder, 'site/files'), { recursive: true });
  for (let i = 0; i < files; i += 1)
    writeFileSync(join(folder, `site/files/${i}.bin`), Buffer.alloc(bytes, 'x'));
  return startNginx(folder, { tls, isHttp2: values.http2 });
}

function urlsOf(origin, count) {
  return Array.from({ length: count }, (_, i) => `${origin}/files/${i}.bin`);
}

/** Round by round, so that a busy moment of the machine falls on all alike; a program that fails leaves the others. */
async function measure(folder, contenders) {
  const runs = contenders.map((contender) => ({ ...contender, one: [], all: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const each of runs.filter(({ failure }) => failure === undefined)) {
      // What the one before has left to write would be paid for by the next one.
      if (values.on === 'disk') spawnSync('sync');
      try {
        each.one.push(await runDownloader(folder, each, { count: 1, bytes, jobs }));
        each.all.push(
          each.count === 1
            ? each.one.at(-1)
            : await runDownloader(folder, each, { count: each.count, bytes, jobs }),
        );
      } catch (error) {
        each.failure = error.message;
      }
    }
  }
  return runs;
}

function show(runs) {
  const way = values.http2 ? 'HTTP/2 over TLS' : isTls ? 'HTTP/1.1 over TLS' : 'HTTP/1.1';
  const work = [`${files} files of ${bytes} bytes`, `${jobs} at a time`, way, `onto ${values.on}`].join(', ');
  const { notes, ...table } = summariseDownloads(
    runs.filter(({ failure }) => failure === undefined),
    { files, bytes, work: waitMs > 0 ? `${work}, ${waitMs} ms of waiting` : work },
  );
  report(
    {
      title: `World 1, ${waitMs > 0 ? `a server that waits ${waitMs} ms` : 'the fast server'}: ${work}`,
      setting: `${waitMs > 0 ? 'A server in C' : 'nginx with one worker'} on loopback, ${rounds} rounds, medians`,
      ...table,
      notes: [
        ...notes,
        ...(waitMs > 0 ? [`The waiting alone takes ${((waitMs * 1000) / jobs).toFixed(0)} µs a file.`] : []),
        ...runs.flatMap(({ failure }) => (failure === undefined ? [] : [`failed: ${failure}`])),
      ],
    },
    values.json,
  );
}
