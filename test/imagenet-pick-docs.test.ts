import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { generateImagenetList } from './support/imagenet-list.js';
import { workdir } from './support/workdir.js';

const page = readFileSync(new URL('../docs/imagenet.md', import.meta.url), 'utf8');

/** The commands that need nothing but the list and the table. */
const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)]
  .map(([, block]) => block ?? '')
  .filter((block) => !/pfetch|--api/.test(block))
  .flatMap((block) => block.split('\n').filter((line) => line !== ''));

/** Those shown with what they say. */
const shown = [...page.matchAll(/^```\n\$ (.*?)\n(.*?)^```$/gms)].map(([, run = '', says = '']) => ({
  run,
  says,
}));

/** A generated list, and some classes of the real one that the page names. */
function writeLists() {
  const w = workdir();
  const named: [wnid: string, urls: number][] = [
    ['n02084071', 1100],
    ['n02093056', 1100],
    ['n02121808', 1100],
    ['n02012849', 1100],
    ['n03126707', 900],
  ];
  const lines = named.flatMap(([wnid, urls]) =>
    Array.from({ length: urls }, (_, n) => `${wnid}_${n}\thttp://farm1.static.flickr.com/${wnid}/${n}.jpg\n`),
  );
  w.write(
    'fall11_urls.txt',
    Buffer.concat([...generateImagenetList({ lines: 40_000 }), Buffer.from(lines.join(''))]),
  );
  w.write('classes_in_imagenet.csv', 'synid,class_name,urls,flickr_urls\r\nn02084071,dog,1603,1100\r\n');
  return w;
}

const isWordNetThere = existsSync('/usr/share/wordnet/data.noun');

describe('docs/imagenet.md', () => {
  test('has commands to run and some shown with what they say', () => {
    expect(commands.length).toBeGreaterThanOrEqual(7);
    expect(shown).toHaveLength(1);
  });

  test.skipIf(!isWordNetThere).each(commands)('%s [needs wordnet-base]', async (command) => {
    const said = await writeLists().sh(`set -o pipefail; ${command}`, { shell: 'bash' });
    expect([said.stderr, said.status]).toEqual(['', 0]);
    expect(said.stdout).not.toBe('');
  });

  test.skipIf(!isWordNetThere).each(shown)('$run [needs wordnet-base]', async ({ run, says }) => {
    expect((await writeLists().sh(run)).stderr).toBe(says);
  });
});
