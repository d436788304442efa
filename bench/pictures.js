// What --image costs a download: CPU of the whole process for 10 kB JPEGs from nginx on loopback, against the same without
// it, round by round, medians of five. TMPDIR=/dev/shm keeps the disk out of it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import sharp from 'sharp';

import { cpuSeconds } from './support/cpu-seconds.js';
import { median } from './support/median.js';
import { startNginx } from './support/start-nginx.js';

const pfetch = fileURLToPath(new URL('../packages/pfetch/dist/main.js', import.meta.url));
const files = Number(process.argv[2] ?? 30_000);
const rounds = Number(process.argv[3] ?? 5);

const folder = mkdtempSync(join(tmpdir(), 'fetchutils-bench-'));
mkdirSync(join(folder, 'site'));
const nginx = await startNginx(folder);
try {
  const base = await makeJpeg();
  for (let i = 0; i < files; i++) writeFileSync(join(folder, `site/${i}.jpg`), numbered(base, i));
  const urls = Array.from({ length: files }, (_, i) => `http://127.0.0.1:${nginx.port}/${i}.jpg`);
  const list = join(folder, 'urls');
  writeFileSync(list, `${urls.join('\n')}\n`);

  const commands = {
    pfetch: '',
    'pfetch --image': '--image --min-dimensions 32x32',
    'pfetch --image, nothing learned': '--image --min-dimensions 32x32 --learn-placeholders 0',
    'pfetch --image --dedupe skip': '--image --min-dimensions 32x32 --learn-placeholders 0 --dedupe skip',
  };
  const seconds = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, options] of Object.entries(commands)) {
      const out = join(folder, 'out');
      seconds[name].push(
        await cpuSeconds(`${process.execPath} ${pfetch} -j 100 -d ${out} ${options} < ${list}`),
      );
      rmSync(out, { recursive: true });
    }
  }
  const plain = median(seconds['pfetch']);
  console.log(`${base.length} bytes a picture, ${urls.length} pictures, medians of ${rounds}`);
  for (const [name, times] of Object.entries(seconds)) {
    const each = (median(times) / urls.length) * 1e6;
    console.log(
      `${name.padEnd(34)} ${each.toFixed(0).padStart(4)} µs of CPU a picture  ${(median(times) / plain).toFixed(2)}`,
    );
  }
  console.log('(wanted: --image at most 1.15)');
} finally {
  await nginx.stop();
  rmSync(folder, { recursive: true });
}

async function makeJpeg() {
  const noise = Buffer.from(Array.from({ length: 160 * 113 * 3 }, (_, i) => (i * 2654435761) >>> 24));
  return sharp(noise, { raw: { width: 160, height: 113, channels: 3 } })
    .jpeg({ quality: 82 })
    .toBuffer();
}

/** The same picture with its number in a comment: the same bytes from many URLs would be a placeholder. */
function numbered(jpeg, number) {
  const comment = Buffer.from(`\xff\xfe\0\x0a${String(number).padStart(8, '0')}`, 'latin1');
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
}
