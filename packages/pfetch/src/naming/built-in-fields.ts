/** The fields that every row has for a name, beside its own, which win. */
export const builtInFields: readonly (readonly [name: string, meaning: string])[] = [
  ['host', 'the host, with its port where that is not the default of https'],
  ['path', 'the path and query, safe as a path of files'],
  ['name', 'the last segment of the path'],
  ['stem', 'the same without its extension'],
  ['ext', 'the extension that the first bytes ask for, else that of the URL'],
  ['seq', 'the number of the row in the input, from 1'],
  ['urlhash', '16 hex digits of SHA-256 of the URL'],
  ['sha256', 'SHA-256 of the body'],
];
