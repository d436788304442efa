import { describe, expect, test } from 'vitest';

import { checkAddress } from './address-guard.js';

const open = { hostname: 'h.example', address: '8.8.8.8' };
const inside = { hostname: 'wiki.intranet', address: '10.0.0.5' };
const proxied = (hostname: string) => ({ hostname, address: '' });

describe('checkAddress', () => {
  test('by default refuses only the step from public to private', () => {
    expect(checkAddress('default', inside)).toBeUndefined();
    expect(checkAddress('default', inside, inside)).toBeUndefined();
    expect(checkAddress('default', open, inside)).toBeUndefined();
    expect(checkAddress('default', open, open)).toBeUndefined();
    expect(checkAddress('default', inside, open)).toMatchObject({
      kind: 'policy',
      code: 'private-address',
      message: 'wiki.intranet (10.0.0.5) is a private address, and a public one led there',
      retryable: false,
    });
  });

  test('deny refuses private addresses from the start', () => {
    expect(checkAddress('deny', inside)).toMatchObject({ kind: 'policy' });
    expect(checkAddress('deny', { hostname: '[::1]', address: '::1' })).toMatchObject({
      code: 'loopback-address',
    });
    expect(checkAddress('deny', open)).toBeUndefined();
  });

  test('allow lifts it', () => expect(checkAddress('allow', inside, open)).toBeUndefined());

  test('behind a proxy judges what the name itself tells', () => {
    expect(checkAddress('deny', proxied('h.example'))).toBeUndefined();
    expect(checkAddress('deny', proxied('[fd00::1]'))).toMatchObject({ code: 'private-address' });
    expect(checkAddress('default', proxied('169.254.169.254'), proxied('h.example'))).toMatchObject({
      code: 'link-local-address',
      message: '169.254.169.254 is a link-local address, and a public one led there',
    });
    expect(checkAddress('default', proxied('a.localhost'), proxied('h.example'))).toMatchObject({
      kind: 'policy',
    });
    expect(checkAddress('default', proxied('169.254.169.254'), proxied('10.0.0.1'))).toBeUndefined();
  });
});
