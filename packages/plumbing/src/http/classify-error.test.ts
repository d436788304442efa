import net from 'node:net';
import { once } from 'node:events';

import { describe, expect, test } from 'vitest';

import { classifyError } from './classify-error.js';
import { FetchError } from './fetch-error.js';

const cases: [code: string, kind: string, retryable: boolean][] = [
  ['ENOTFOUND', 'dns', false],
  ['ESERVFAIL', 'dns', true],
  ['EAI_AGAIN', 'dns', true],
  ['ECONNREFUSED', 'connect', true],
  ['EMFILE', 'connect', true],
  ['ENETUNREACH', 'connect', true],
  ['ETIMEDOUT', 'timeout', true],
  ['ECONNRESET', 'reset', true],
  ['EPIPE', 'reset', true],
  ['ERR_HTTP2_STREAM_ERROR', 'reset', true],
  ['CERT_HAS_EXPIRED', 'tls', false],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', false],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', false],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', false],
  ['ABORT_ERR', 'cancelled', false],
];

describe('classifyError', () => {
  test.each(cases)('%s is of kind %s', (code, kind, retryable) => {
    const error = classifyError(Object.assign(new Error('as node says it'), { code }));
    expect(error).toMatchObject({ kind, code, retryable });
  });

  test('passes a FetchError through, also from under a wrapper', () => {
    const own = new FetchError('policy', 'private-address', 'no');
    expect(classifyError(own)).toBe(own);
    expect(classifyError(new TypeError('fetch failed', { cause: own }))).toBe(own);
  });

  test('looks into an AggregateError', () => {
    const inner = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    expect(classifyError(new AggregateError([inner]))).toMatchObject({
      kind: 'connect',
      code: 'ECONNREFUSED',
    });
  });

  test('gives what it does not know the kind that the caller names, not to be retried', () => {
    expect(classifyError('odd', 'sink')).toMatchObject({
      kind: 'sink',
      code: 'unknown',
      message: 'odd',
      retryable: false,
    });
  });

  test('knows what a real refused connection says', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    server.close();
    await once(server, 'close');
    const [error] = (await once(net.connect(port, '127.0.0.1'), 'error').catch((e: unknown) => [e])) as [
      unknown,
    ];
    expect(classifyError(error)).toMatchObject({ kind: 'connect', code: 'ECONNREFUSED', retryable: true });
  });
});
