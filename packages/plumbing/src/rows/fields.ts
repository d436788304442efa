/** The fields that mean something to our tools, each with what it means: parsers, answers, manuals and docs go by these lists. */
export type FieldMeaning = readonly [name: string, meaning: string];

/** Digests that a row may carry of its body, by the number of their hex digits; sha256 is always compared, the others on request. */
export const digestLengths = { md5: 32, sha1: 40, sha256: 64, sha384: 96, sha512: 128 } as const;

export type DigestName = keyof typeof digestLengths;

export const digestNames = Object.keys(digestLengths) as DigestName[];

/** What became of a row. */
export const outcomes = ['fetched', 'unchanged', 'skipped', 'rejected', 'failed', 'cancelled'] as const;

export type OutcomeName = (typeof outcomes)[number];

/** What a work row may say to whoever fetches it; all other fields are the user's. */
export const inputFields = [
  ['url', 'http:, https: or data:'],
  ['out', 'the name of the file, relative to --dir; wins over --output'],
  ['mirrors', 'a list of URLs to try when url fails for good'],
  ['headers', 'an object of headers, sent with the request of this row'],
  ['referer', 'the same for this one header'],
  ['method', 'GET, or absent: a row that asks for POST and the like is refused, and so is its body'],
  ['size', 'the number of bytes expected, where it is a number or digits'],
  ['sha256', 'the digest expected, in hex; others by --checksum'],
  ['etag', 'where the file is here: ask for its body only if it has changed since'],
  ['last_modified', 'the same, by its date'],
] as const satisfies readonly FieldMeaning[];

/** What an answer adds to its row, in the order in which it stands there. */
export const resultFields = [
  ['input', 'the fields of the row whose names stand in this list, as they were'],
  ['ok', 'true where nothing that was asked for is missing'],
  ['outcome', 'fetched, unchanged, skipped, rejected, failed or cancelled'],
  ['reason', 'why a row was skipped: exists, journal, duplicate, quota, dry-run'],
  ['status', 'the status of the last response'],
  ['path', 'the file, from where pfetch was started'],
  ['bytes', 'its size'],
  ['sha256', 'its digest; of a row that is not ok, or whose verified is empty, the one expected'],
  ['type', 'its media type by its first bytes, whatever the server says'],
  ['width', 'of a picture, as stored'],
  ['height', 'of a picture, as stored'],
  ['etag', 'the version that is here, as the server names it'],
  ['last_modified', 'the same, by its date'],
  ['final_url', 'where redirects have led'],
  ['verified', 'the digests of the row that were compared; empty where the file was not looked at'],
  ['duplicate_of', 'the file that has the same bytes'],
  ['error', 'of a row that is not ok: kind, code, message and retryable'],
  ['retracts', 'the URL whose earlier answer no longer holds'],
  ['removed', 'the file that is gone for it'],
  ['attempts', 'requests made, redirects not counted'],
  ['elapsed_ms', 'how long they took, one after the other'],
  ['waited_ms', 'how long it waited between them: pauses, rates, other rows'],
  ['at', 'when the answer was known: ISO 8601, UTC'],
] as const satisfies readonly FieldMeaning[];

/** What of an input row is about its one URL and the body there, and so about no other: a login in a header least of all. */
export const bodyFields: readonly string[] = [
  'headers',
  'referer',
  'out',
  'mirrors',
  'size',
  ...digestNames,
  'etag',
  'last_modified',
];

/** What of an answer was true of one run, and is not of the next. */
export const passingFields: readonly string[] = [
  'input',
  'ok',
  'outcome',
  'reason',
  'attempts',
  'elapsed_ms',
  'waited_ms',
  'at',
];
