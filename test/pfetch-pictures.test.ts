import { createHash } from 'node:crypto';

import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';

import { fetchOne } from './support/fetch-one.js';
import { startHostileServer } from './support/hostile-server/hostile-server.js';
import { noPictures } from './support/no-pictures.js';
import { type PictureSite, type SiteAnswer, startPictureSite } from './support/picture-site.js';
import { makePictures, type Picture } from './support/pictures.js';
import { workdir } from './support/workdir.js';

let pictures: Picture[] = [];
beforeAll(async () => {
  pictures = await makePictures();
});

function named(name: string): Picture {
  const found = pictures.find((picture) => picture.name === name);
  if (found === undefined) throw new Error(`the corpus has no ${name}`);
  return found;
}

/** A site of named bodies, at `/0`, `/1` and so on. */
async function siteOf(bodies: readonly Uint8Array[], headers: SiteAnswer['headers'] = {}) {
  return startPictureSite((path) => {
    const body = bodies[Number(path.slice(1))];
    return body === undefined ? { status: 404 } : { headers, body };
  });
}

function listOf(site: PictureSite, count: number): string {
  return Array.from({ length: count }, (_, i) => `${site.url(`/${i}`)}\n`).join('');
}

describe('--image', () => {
  test('keeps every whole picture of the corpus and nothing else', async () => {
    const paddings = [Buffer.alloc(0), Buffer.alloc(7), Buffer.from('\r\n')];
    const whole = pictures.flatMap((picture) =>
      paddings.map((padding) => ({ picture, body: Buffer.concat([picture.bytes, padding]) })),
    );
    const short = pictures.flatMap(({ name, bytes, end }) =>
      [0.02, 0.3, 0.6, 0.9, 1].map((part) => ({
        name,
        body: bytes.subarray(0, part === 1 ? end - 1 : Math.floor(end * part)),
      })),
    );
    const none = Object.entries(noPictures).map(([name, body]) => ({ name, body }));
    const bodies = [...whole, ...short, ...none].map(({ body }) => body);
    await using site = await siteOf(bodies, { 'content-type': 'image/jpeg' });
    const w = workdir();
    const said = await w.sh('pfetch --image --svg --learn-placeholders 0 -d out', {
      input: listOf(site, bodies.length),
    });
    const rows = new Map(said.rows().map((row) => [Number(String(row['url']).replace(/.*\//, '')), row]));
    expect(rows.size).toBe(bodies.length);

    const falseRejects = whole.filter(({ picture: { type, width, height }, body }, i) => {
      const row = rows.get(i);
      const path = row?.['path'];
      const isRight = row?.['type'] === type && row['width'] === width && row['height'] === height;
      return row?.['outcome'] !== 'fetched' || !isRight || !w.bytes(String(path)).equals(body);
    });
    const others = [...short, ...none];
    const falseAccepts = others.filter((_, i) => {
      const row = rows.get(whole.length + i);
      return row?.['outcome'] !== 'rejected' || (row['error'] as { kind: string }).kind !== 'image';
    });
    process.stdout.write(
      `pfetch --image: ${whole.length} whole pictures, ${short.length} cut short, ${none.length} that are none: ` +
        `${falseRejects.length} false rejects, ${falseAccepts.length} false accepts\n`,
    );
    expect(falseRejects.map(({ picture }) => picture.name)).toEqual([]);
    expect(falseAccepts.map(({ name }) => name)).toEqual([]);
    expect(w.files().filter((file) => file.startsWith('out/'))).toHaveLength(whole.length);
  });
});

/** Every row of the table in docs/pictures.md: what is served, the options that reject it, and those that get it anyway. */
const rejections: {
  says: string;
  serves: () => SiteAnswer | Promise<SiteAnswer>;
  rejects: string;
  keeps: string;
}[] = [
  {
    says: 'image/no-picture',
    serves: () => ({
      body: Buffer.from('<!doctype html><p>gone'),
      headers: { 'content-type': 'image/jpeg' },
    }),
    rejects: '--image',
    keeps: '',
  },
  {
    says: 'image/corrupt',
    serves: () => ({ body: Buffer.from(named('png').bytes.map((byte, i) => (i === 20 ? byte ^ 1 : byte))) }),
    rejects: '--image',
    keeps: '',
  },
  {
    says: 'image/truncated',
    serves: () => ({ body: named('jpeg').bytes.subarray(0, -2) }),
    rejects: '--image',
    keeps: '',
  },
  {
    says: 'image/too-small',
    serves: () => ({ body: named('jpeg').bytes }),
    rejects: '--min-dimensions 98x1',
    keeps: '--min-dimensions 33x32',
  },
  {
    says: 'image/too-large',
    serves: () => ({ body: named('jpeg').bytes }),
    rejects: '--max-dimensions 32x900',
    keeps: '--max-dimensions 900x900',
  },
  {
    says: 'image/aspect',
    serves: () => ({ body: named('jpeg').bytes }),
    rejects: '--aspect 16:1..',
    keeps: '--aspect 1:9..9:1',
  },
  {
    says: 'image/svg',
    serves: () => ({ body: named('svg bare').bytes }),
    rejects: '--image',
    keeps: '--image --svg',
  },
  {
    says: 'image/corrupt',
    serves: () => ({ body: spoilt(named('jpeg').bytes) }),
    rejects: '--decode',
    keeps: '--image',
  },
  {
    says: 'placeholder/redirect',
    serves: () => ({ status: 302, headers: { location: '/pw/images/en-us/photo_unavailable_l.png' } }),
    rejects: '--image',
    keeps: '--image --no-placeholders',
  },
  {
    says: 'placeholder/head',
    serves: () => ({
      body: named('png').bytes,
      headers: {
        etag: '"d835884373f4d6c8f24742ceabe74946"',
        'transfer-encoding': 'chunked',
        'content-length': [],
      },
    }),
    rejects: '--image',
    keeps: '--image --no-placeholders',
  },
  {
    says: 'placeholder/hash',
    serves: () => ({ body: named('gif').bytes }),
    rejects: '--placeholders mine.ndjson',
    keeps: '--image',
  },
  {
    says: 'placeholder/alike',
    serves: async () => ({ body: await sharp(named('jpeg').bytes).resize(60).webp().toBuffer() }),
    rejects: '--like like.jpg',
    keeps: '--image',
  },
  {
    says: 'policy/robots',
    serves: () => ({
      body: named('jpeg').bytes,
      headers: { 'x-robots-tag': ['googlebot: noindex', 'noai'] },
    }),
    rejects: '--image',
    keeps: '--image --ignore noai',
  },
];

function spoilt(bytes: Buffer): Buffer {
  const third = Math.floor(bytes.length / 3);
  return Buffer.concat([bytes.subarray(0, third), Buffer.alloc(third), bytes.subarray(2 * third)]);
}

describe('every rejection of docs/pictures.md', () => {
  test.each(rejections)(
    '$says, with $rejects and not with "$keeps"',
    async ({ says, serves, rejects, keeps }) => {
      const answer = await serves();
      await using site = await startPictureSite((path) =>
        path === '/asked' ? answer : { body: named('png').bytes },
      );
      const w = workdir();
      w.write('mine.ndjson', `{"name":"mine","md5":"${md5Of(named('gif').bytes)}"}\n`);
      w.write('like.jpg', named('jpeg').bytes);
      const run = async (options: string) =>
        (await w.sh(`pfetch -d out -o f ${options}`, { input: `${site.url('/asked')}\n` })).rows()[0] ?? {};

      const rejected = await run(rejects);
      const { kind, code, retryable } = rejected['error'] as Record<string, unknown>;
      expect([`${String(kind)}/${String(code)}`, rejected['ok'], rejected['outcome'], retryable]).toEqual([
        says,
        false,
        'rejected',
        false,
      ]);
      expect(w.files()).toEqual(['like.jpg', 'mine.ndjson']);
      if (says === 'placeholder/redirect') expect(site.requests).toEqual(['/asked']);
      expect(await run(keeps)).toMatchObject({ ok: true, outcome: 'fetched', path: 'out/f' });
    },
  );
});

function md5Of(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex');
}

describe('while it streams', () => {
  const cases: [what: string, first: () => Buffer, options: string, code: string][] = [
    [
      'a picture that is too small',
      () => named('jpeg').bytes.subarray(0, 700),
      '--min-dimensions 500x500',
      'too-small',
    ],
    ['no picture', () => Buffer.from('<!doctype html><html><body>'), '--image', 'no-picture'],
    [
      'a picture that is broken',
      () => Buffer.concat([named('png').bytes.subarray(0, 33), Buffer.alloc(60)]),
      '--image',
      'corrupt',
    ],
  ];
  test.each(cases)('%s is dropped before the rest of the body is sent', async (_, first, options, code) => {
    const declared = 500_000_000;
    let sent = 0;
    await using server = await startHostileServer({
      routes: {
        async large(exchange) {
          await exchange.head(200, { 'Content-Length': String(declared) });
          await exchange.send(first());
          for (
            const piece = Buffer.alloc(65_536);
            sent < declared && !exchange.isClientGone;
            sent += piece.length
          )
            await exchange.send(piece);
        },
      },
    });
    const { error, files } = await fetchOne(server.url('/large'), options);
    expect([error?.kind, error?.code, files]).toEqual(['image', code, []]);
    expect(sent).toBeLessThan(declared / 10);
  });
});

describe('X-Robots-Tag', () => {
  const outcomes: [header: string | string[], options: string, outcome: string][] = [
    ['noai', '--image', 'rejected'],
    ['noimageai', '--image', 'rejected'],
    ['noai', '', 'fetched'],
    ['noai', '--respect noai', 'rejected'],
    ['noai', '--image --ignore all', 'fetched'],
    ['noai', '--image --ignore noimageai', 'rejected'],
    ['noindex', '--image', 'fetched'],
    ['noindex', '--image --respect noindex', 'rejected'],
    ['none', '--respect noindex', 'rejected'],
    ['googlebot: noai', '--image', 'fetched'],
    ['max-image-preview:none, noai', '--image', 'rejected'],
    ['unavailable_after: Tue, 25 Jun 2010 15:00:00 GMT', '--respect unavailable_after', 'rejected'],
    ['unavailable_after: Tue, 25 Jun 2090 15:00:00 GMT', '--respect unavailable_after', 'fetched'],
    [['otherbot: noindex', 'noimageai'], '--image', 'rejected'],
  ];
  test.each(outcomes)('%j with "%s" is %s', async (header, options, outcome) => {
    const { bytes } = named('jpeg');
    await using site = await startPictureSite(() => ({ body: bytes, headers: { 'x-robots-tag': header } }));
    const { row } = await fetchOne(site.url('/'), options);
    expect(row['outcome']).toBe(outcome);
  });
});

describe('options that cannot be', () => {
  test.each([
    ['--min-dimensions 32', /--min-dimensions "32": expected a width and a height such as 32x32/],
    ['--aspect 3:1..1:3', /--aspect "3:1\.\.1:3": expected shapes/],
    ['--learn-placeholders 1', /--learn-placeholders "1": expected 0, or at least 2 URLs/],
    ['--dedupe drop', /--dedupe "drop": expected one of skip, link, keep/],
    ['--ignore "no ai"', /--ignore "no ai": expected rules of X-Robots-Tag/],
    ['--placeholders none.json', /--placeholders "none.json": /],
    ['--placeholders bad.ndjson', /--placeholders bad\.ndjson: entry 2 has "md4"/],
    ['--like none.jpg', /--like none\.jpg: no picture/],
    ['--image --no-sha256', /placeholders are learned by sha256/],
    ['--plain --image', /--plain prints paths of files that may yet be taken back/],
    ['--dedupe skip --no-sha256', /--dedupe skip compares by sha256/],
  ])('%s', async (options, message) => {
    const w = workdir();
    w.write('bad.ndjson', '{"name":"a","bytes":3,"hosts":"h.example"}\n{"md4":"x"}\n');
    const { status, stderr, stdout } = await w.sh(`pfetch ${options}`, { input: 'http://127.0.0.1:9/\n' });
    expect(stderr).toMatch(message);
    expect([status, stdout]).toEqual([2, '']);
  });
});

test('--like-distance says how far from alike still counts', async () => {
  const input = `data:image/png;base64,${named('png').bytes.toString('base64')}\n`;
  for (const [distance, outcome] of [
    ['1', 'fetched'],
    ['64', 'rejected'],
  ]) {
    const w = workdir();
    w.write('like.jpg', await sharp(named('jpeg').bytes).flip().negate().jpeg().toBuffer());
    const said = await w.sh(`pfetch --like like.jpg --like-distance ${distance}`, { input });
    expect([distance, said.rows()[0]?.['outcome']]).toEqual([distance, outcome]);
  }
});

test('a data: picture is judged as one that comes from a server', async () => {
  const url = (bytes: Buffer) => `data:image/png;base64,${bytes.toString('base64')}`;
  const { bytes, width, height } = named('png');
  expect((await fetchOne(url(bytes), '--image')).row).toMatchObject({ outcome: 'fetched', width, height });
  expect((await fetchOne(url(bytes.subarray(0, -9)), '--image')).error).toMatchObject({ code: 'truncated' });
});
