import { expect, test } from 'vitest';

import { createPartOfHost } from './part-of-host.js';

const none = (): boolean => false;
const parts = [0, 1, 2].map((index) => createPartOfHost({ index, count: 3 }, none));
const partsOf = (url: unknown): number[] =>
  parts.flatMap((isMine, index) => (isMine({ url }) ? [index] : []));

test('every row is one part’s, whatever it holds', () => {
  const urls = ['http://a.example/1', 'data:,x', 'no URL', 7, undefined, 'http://ümlaut.example/', '/a'];
  expect(urls.map((url) => partsOf(url).length)).toEqual(urls.map(() => 1));
  expect([partsOf('no URL'), partsOf(undefined)]).toEqual([[0], [0]]);
});

test('all spellings of a host are one part’s', () => {
  const spellings = [
    'http://h.example/1',
    'https://H.EXAMPLE:8443/2',
    'http://u:p@h.example./3',
    'http://%68.example/',
  ];
  expect(new Set(spellings.map((url) => partsOf(url)[0])).size).toBe(1);
});

test('hosts and URLs fall where they fell in every version', () => {
  const hosts = Array.from({ length: 12 }, (_, n) => partsOf(`http://host-${n}.example/x`)[0]);
  expect(hosts).toMatchInlineSnapshot(`
    [
      0,
      1,
      2,
      2,
      2,
      1,
      1,
      2,
      1,
      0,
      2,
      2,
    ]
  `);
});

test('the rows of a host that is spread go by their URL', () => {
  const spread = [0, 1].map((index) =>
    createPartOfHost({ index, count: 2 }, (host) => host === 'big.example'),
  );
  const taken = (host: string): number[] =>
    spread.map(
      (isMine) =>
        Array.from({ length: 1000 }, (_, n) => n).filter((n) => isMine({ url: `http://${host}/${n}` }))
          .length,
    );
  expect(taken('big.example').every((count) => count > 400)).toBe(true);
  expect(taken('other.example').sort()).toEqual([0, 1000]);
});
