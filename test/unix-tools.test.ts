import { beforeEach, describe, expect, test } from 'vitest';

import { describeWith } from './support/parts.js';
import { recipeSites, type RecipeSites } from './support/recipe-sites.js';
import { museum } from './support/sites/museum.js';
import { type Workdir, workdir } from './support/workdir.js';

let w: Workdir;
let sites: RecipeSites;
beforeEach(async () => {
  w = workdir();
  sites = await recipeSites([museum]);
});

const sh = (command: string) => w.sh(command, { env: sites.env, shell: 'bash' });
const urls = (ids: string) => `seq-urls 'http://museum.example/objects/{id}.jpg' id=${ids}`;
const fetch = "pfetch -d objects -o '{id}.jpg'";

describeWith(['jq', 'openssl'], 'jq', () => {
  test('chooses and changes rows between two tools', async () => {
    const { stdout } = await sh(
      `${urls('1..6')} | jq -c 'select(.id % 2 == 1) | .out = "odd-\\(.id).jpg"' | pfetch --plain | sort`,
    );
    expect(stdout).toBe('odd-1.jpg\nodd-3.jpg\nodd-5.jpg\n');
  });
});

describe('sort, uniq, tee, comm', () => {
  test('uniq leaves each URL once', async () => {
    const { stdout } = await sh(
      `{ ${urls('1..5')} --plain; ${urls('3..7')} --plain; } | sort | uniq | pfetch -d objects | wc -l`,
    );
    expect(stdout.trim()).toBe('7');
    expect(sites.requests).toHaveLength(7);
  });

  test('tee keeps the rows of every stage', async () => {
    const { stdout } = await sh(`${urls('1..5')} | tee urls.ndjson | ${fetch} | tee done.ndjson | wc -l`);
    expect(stdout.trim()).toBe('5');
    expect([w.read('urls.ndjson'), w.read('done.ndjson')].map(countLines)).toEqual([5, 5]);
  });

  test('comm shows what a second run found that the first had not', async () => {
    await sh(`${urls('1..5')} | ${fetch} --format '{url}' | sort > first`);
    await sh(`${urls('4..7')} | ${fetch} --format '{url}' | sort > second`);
    const { stdout } = await sh('comm -13 first second');
    expect(stdout).toBe('http://museum.example/objects/6.jpg\nhttp://museum.example/objects/7.jpg\n');
  });
});

describe('xargs', () => {
  test('xargs -0 takes paths with blanks', async () => {
    const { stdout } = await sh(
      `${urls('1..3')} | pfetch -d 'my pictures' -o 'no. {id}.jpg' --plain -0 | xargs -0 -n 1 wc -c`,
    );
    expect(stdout.match(/^[1-9]\d* my pictures\/no\. \d\.jpg$/gm)).toHaveLength(3);
  });
});

describe('sha256sum', () => {
  test('checks what result rows promise, and finds what was changed', async () => {
    const toSums = `jq -r 'select(.sha256) | .sha256 + "  " + .path' done.ndjson | sha256sum -c`;
    await sh(`${urls('1..3')} | ${fetch} > done.ndjson`);
    expect((await sh(toSums)).stdout.match(/: OK$/gm)).toHaveLength(3);
    w.write('objects/2.jpg', 'not the same');
    expect(await sh(toSums)).toMatchObject({
      status: 1,
      stdout: expect.stringMatching('2.jpg: FAILED') as string,
    });
  });

  test('reads --format without jq', async () => {
    await sh(`${urls('1..3')} | ${fetch} --format '{sha256}  {path}' > sums`);
    expect((await sh('sha256sum -c sums')).status).toBe(0);
  });
});

describeWith(['parallel'], 'parallel', () => {
  test('parallel --pipe spreads rows over several pfetch', async () => {
    const { stdout, status } = await sh(
      `${urls('1..40')} | parallel --will-cite --pipe -N 10 -j 2 ${fetch.replaceAll("'", `"'"`)} | sort -u | wc -l`,
    );
    expect(stdout.trim()).toBe('40');
    expect(status).toBe(0);
    expect(sites.requests).toHaveLength(40);
  });
});

describeWith(['wget'], 'wget', () => {
  test('wget -i reads what seq-urls writes', async () => {
    await sh(`wget -q -P there -i <(${urls('1..5')} --plain)`);
    expect(w.files()).toEqual([1, 2, 3, 4, 5].map((id) => `there/${id}.jpg`));
  });
});

describeWith(['curl'], 'curl', () => {
  test('curl -K reads what --format writes', async () => {
    const config = String.raw`--format 'url = "{url}"\noutput = "{id}.jpg"'`;
    await sh(`${urls('1..3')} ${config} > list && curl -s -Z -K list`);
    expect(w.files()).toEqual(['1.jpg', '2.jpg', '3.jpg', 'list']);
  });
});

describe('split and wc', () => {
  test('a list in pieces, each with its own result file', async () => {
    await sh(`${urls('1..9')} | split -l 3 - piece.`);
    await sh(`for piece in piece.a?; do ${fetch} "$piece" > "$piece.done" || true; done`);
    const pieces = w.files().filter((file) => file.endsWith('.done'));
    expect(pieces.map((piece) => countLines(w.read(piece)))).toEqual([3, 3, 3]);
  });
});

function countLines(text: string): number {
  return text.split('\n').length - 1;
}
