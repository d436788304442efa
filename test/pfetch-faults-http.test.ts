import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fetchOne, inShort } from './support/fetch-one.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

const whole = 'fetched 200 whole';
const resumable = ['f.part', 'f.part.json'];

/** A fault, the one row that it gives at one attempt, and what is left on disk where nothing was fetched. */
type Case = [fault: string, answer: string, left?: string[]];

describe.each<[string, Case[]]>([
  [
    'connections that end too early',
    [
      ['reset-before-headers', 'failed - reset/ECONNRESET+'],
      ['reset-inside-headers', 'failed - reset/ECONNRESET+'],
      ['reset-inside-body', 'failed 200 reset/ECONNRESET+', resumable],
      ['close-before-headers', 'failed - reset/early-close+'],
      ['close-inside-headers', 'failed - reset/early-close+'],
      ['short-body', 'failed 200 truncated/early-close+', resumable],
      ['no-length-reset', 'failed 200 reset/ECONNRESET+'],
      ['chunked-cut', 'failed 200 truncated/early-close+'],
    ],
  ],
  [
    'lengths',
    [
      ['no-length', whole],
      ['empty', 'fetched 200 0 bytes'],
      // The length is the server's word for where its answer ends; bytes behind it are another's.
      ['long-body', 'fetched 200 9900 bytes'],
      ['length-and-chunked', whole],
      ['conflicting-lengths', 'failed - http/conflicting-lengths+'],
      ['length-no-number', 'failed - http/bad-length'],
      ['length-negative', 'failed - http/bad-length'],
      ['length-beyond-numbers', 'failed - http/bad-length'],
    ],
  ],
  [
    'chunks',
    [
      ['chunked', whole],
      ['chunk-extensions', whole],
      ['chunked-trailers', whole],
      ['bad-chunk-size', 'failed 200 http/bad-chunk+'],
      ['chunk-size-too-small', 'failed 200 http/bad-chunk+'],
      ['chunk-size-overflow', 'failed 200 http/bad-chunk+'],
      ['chunk-size-negative', 'failed 200 http/bad-chunk+'],
    ],
  ],
  [
    'heads',
    [
      ['huge-headers', 'failed - http/head-too-large'],
      ['huge-headers?size=200000', 'fetched 200 whole'],
      ['huge-header', 'failed - http/head-too-large'],
      ['endless-headers', 'failed - http/head-too-large'],
      ['bare-lf', whole],
      ['bare-lf-one-line', whole],
      ['folded-header', whole],
      ['header-without-colon', whole],
      ['header-space-colon', whole],
      ['header-nul', whole],
      ['header-latin1', whole],
      ['no-reason', whole],
      ['continue-first', whole],
      ['early-hints', whole],
      ['hints-for-ever', 'failed - http/endless-informational'],
    ],
  ],
  [
    'status lines',
    [
      ['http-1.0', whole],
      ['http-0.9', 'failed - http/bad-status-line+'],
      ['status-line-garbage', 'failed - http/bad-status-line+'],
      ['status-no-number', 'failed - http/bad-status-line+'],
      ['status-99', 'failed - http/bad-status-line+'],
      ['status-1000', 'failed - http/bad-status-line+'],
      ['status-999', 'failed 999 http/999'],
      ['ssh-banner', 'failed - http/bad-status-line+'],
      ['icy', 'failed - http/bad-status-line+'],
      ['http-2-status', 'failed - http/bad-status-line+'],
      ['switching-protocols', 'failed - http/upgrade'],
      ['body-with-204', 'failed 204 http/204'],
      ['body-with-304', 'failed 304 http/304'],
      ['status?code=201', 'fetched 201 9 bytes'],
      ['status?code=401', 'failed 401 http/401'],
      ['status?code=403', 'failed 403 http/403'],
      ['status?code=404', 'failed 404 http/404'],
      ['status?code=408', 'failed 408 http/408+'],
      ['status?code=410', 'failed 410 http/410'],
      ['status?code=425', 'failed 425 http/425+'],
      ['status?code=451', 'failed 451 http/451'],
      ['status?code=500', 'failed 500 http/500+'],
      ['status?code=501', 'failed 501 http/501'],
      ['status?code=502', 'failed 502 http/502+'],
      ['status?code=504', 'failed 504 http/504+'],
    ],
  ],
])('%s', (_, cases) => {
  test.each(cases)('%s: %s', async (fault, answer, left = []) => {
    const url = server.url(`/${fault}`);
    const fetched = await fetchOne(url, '--retry 0');
    const { row, files, said } = fetched;
    const isOk = answer.startsWith('fetched');
    expect([inShort(url, fetched), files]).toEqual([answer, isOk ? ['f'] : left]);
    expect(row).toMatchObject({ url, ok: isOk, attempts: 1 });
    expect([said.status, said.stderr === '']).toEqual([isOk ? 0 : 1, isOk]);
    expect(server.requests(`/${fault}`)).toHaveLength(1);
  });
});

test('a file that cannot be had leaves nothing under its name, and the row names no path', async () => {
  const { row } = await fetchOne(server.url('/short-body/row'), '--retry 0');
  expect(Object.keys(row).sort()).toEqual([
    'at',
    'attempts',
    'elapsed_ms',
    'error',
    'ok',
    'outcome',
    'status',
    'url',
    'waited_ms',
  ]);
});
