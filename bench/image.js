// What --image costs: the CPU that its rooms take for one picture of about 10 kB, whole and in the chunks a socket gives.
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';
import sharp from 'sharp';

const { createImageJudge } = await loadRoom('image/image-judge.ts');
const { createLearnedPlaceholders } = await loadRoom('placeholder/learned-placeholders.ts');
const { createDuplicates } = await loadRoom('contents/duplicates.ts');
const { typeOf } = await loadRoom('magic.ts');

let state = 1;
const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
const noise = Buffer.from(Array.from({ length: 120 * 90 * 3 }, () => random() >>> 24));
const picture = sharp(noise, { raw: { width: 120, height: 90, channels: 3 } });
const bodies = {
  jpeg: await picture.jpeg({ quality: 82 }).toBuffer(),
  'jpeg progressive': await picture.jpeg({ quality: 82, progressive: true }).toBuffer(),
  png: await picture.png({ palette: true }).toBuffer(),
  webp: await picture.webp({ quality: 82 }).toBuffer(),
};

for (const [name, body] of Object.entries(bodies)) {
  for (const chunkBytes of [body.length, 4096, 1448]) {
    report(`${name}, ${body.length} bytes in chunks of ${chunkBytes}`, () => judge(body, chunkBytes));
  }
}
report('type by magic bytes, jpeg', () => typeOf(bodies.jpeg));

const hashes = Array.from({ length: 100_000 }, (_, i) =>
  createHash('sha256').update(String(i)).digest('hex'),
);
const learned = createLearnedPlaceholders();
const duplicates = createDuplicates();
let row = 0;
report('learning placeholders, one new picture', () => {
  const sighting = {
    sha256: hashes[row++ % hashes.length],
    host: 'img.example',
    url: `https://img.example/${row}.jpg`,
  };
  learned.judge(sighting);
  return learned.note(sighting, row);
});
report('finding duplicates, one picture', () => {
  const sha256 = hashes[row++ % hashes.length];
  if (duplicates.find(sha256) === undefined) duplicates.add(sha256, row);
  return true;
});

function judge(body, chunkBytes) {
  const judge = createImageJudge({ min: { width: 32, height: 32 } });
  for (let at = 0; at < body.length; at += chunkBytes) {
    const verdict = judge.push(body.subarray(at, at + chunkBytes));
    if (verdict !== 'more') return verdict.ok;
  }
  return judge.end().ok;
}

/** CPU time a call, the least of five rounds: other work on the machine only ever adds. */
function report(what, run, times = 20_000) {
  if (!run()) throw new Error(`${what}: a sound picture is rejected`);
  let least = Infinity;
  for (let round = 0; round < 5; round++) {
    const before = process.cpuUsage();
    for (let i = 0; i < times; i++) run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / times);
  }
  console.log(`${least.toFixed(2).padStart(6)} µs  ${what}`);
}

async function loadRoom(path) {
  const entryPoints = [fileURLToPath(new URL(`../packages/pfetch/src/body/${path}`, import.meta.url))];
  const { outputFiles } = await build({
    entryPoints,
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
