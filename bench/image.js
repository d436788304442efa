// What --image costs: the judge's CPU for one picture of about 10 kB, whole and in the chunks that a socket gives.
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';
import sharp from 'sharp';

const { createImageJudge } = await loadRoom('packages/pfetch/src/receive/image/image-judge.ts');
const noise = Buffer.from(Array.from({ length: 170 * 110 * 3 }, (_, i) => (i * i * 2654435761) >>> 24));
const picture = sharp(noise, { raw: { width: 170, height: 110, channels: 3 } });
const bodies = {
  'jpeg': await picture.jpeg({ quality: 64 }).toBuffer(),
  'jpeg progressive': await picture.jpeg({ quality: 62, progressive: true }).toBuffer(),
  'png': await picture.png().toBuffer(),
  'webp': await picture.webp().toBuffer(),
};

for (const [name, body] of Object.entries(bodies)) {
  for (const chunkBytes of [body.length, 4096, 1448]) {
    const us = microsecondsPer(() => judge(body, chunkBytes));
    console.log(`${name.padEnd(18)} ${body.length} bytes, chunks of ${chunkBytes}: ${us.toFixed(2)} µs`);
  }
}

function judge(body, chunkBytes) {
  const judge = createImageJudge({ min: { width: 32, height: 32 } });
  for (let at = 0; at < body.length; at += chunkBytes) {
    const verdict = judge.push(body.subarray(at, at + chunkBytes));
    if (verdict !== 'more') return verdict;
  }
  return judge.end();
}

/** CPU time, the least of five rounds: other work on the machine only ever adds. */
function microsecondsPer(run, times = 20_000) {
  if (run().ok !== true) throw new Error('the judge rejects a sound picture');
  let least = Infinity;
  for (let round = 0; round < 5; round++) {
    const before = process.cpuUsage();
    for (let i = 0; i < times; i++) run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / times);
  }
  return least;
}

async function loadRoom(path) {
  const entryPoints = [fileURLToPath(new URL(`../${path}`, import.meta.url))];
  const { outputFiles } = await build({ entryPoints, bundle: true, format: 'esm', platform: 'node', write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
