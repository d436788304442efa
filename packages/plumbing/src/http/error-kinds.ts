/** The closed set of ways in which fetching a URL fails; part of the row contract. */
export const errorKinds = [
  'input',
  'dns',
  'connect',
  'tls',
  'timeout',
  'reset',
  'truncated',
  'http',
  'redirect',
  'type',
  'size',
  'checksum',
  'image',
  'placeholder',
  'policy',
  'host-down',
  'sink',
  'cancelled',
] as const;

export type ErrorKind = (typeof errorKinds)[number];
