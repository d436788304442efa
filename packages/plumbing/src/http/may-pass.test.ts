import { expect, test } from 'vitest';

import { mayPass } from './may-pass.js';

test.each([
  ['dns', 'ESERVFAIL', true],
  ['dns', 'EAI_AGAIN', true],
  ['dns', 'ENOTFOUND', false],
  ['dns', 'ENODATA', false],
  ['connect', 'ECONNREFUSED', true],
  ['connect', 'proxy-502', true],
  ['connect', 'proxy-407', false],
  ['connect', 'proxy-answer', false],
  ['tls', 'CERT_HAS_EXPIRED', false],
  ['timeout', 'idle-timeout', true],
  ['reset', 'ECONNRESET', true],
  ['truncated', 'early-close', true],
  ['http', '404', false],
  ['http', '429', true],
  ['http', '500', true],
  ['http', '501', false],
  ['http', '5030', false],
  ['http', 'bad-chunk', true],
  ['http', 'head-too-large', false],
  ['sink', 'busy', true],
  ['sink', 'ENOENT', true],
  ['sink', 'ENOSPC', false],
  ['cancelled', 'interrupted', true],
  ['cancelled', 'cancelled', false],
  ['host-down', 'host-down', true],
  ['policy', 'robots', false],
] as const)('%s %s: %s', (kind, code, expected) => {
  expect(mayPass(kind, code)).toBe(expected);
});
