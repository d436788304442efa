import type { ResponseHead } from '../exchange.js';
import { FetchError } from '../fetch-error.js';

/** How the end of a body is known, and whether the connection is of use after it. */
export type Framing = {
  body: 'none' | 'length' | 'chunked' | 'until-close';
  length: number;
  keepsAlive: boolean;
};

/** Decides how the body of a response is framed (RFC 9112, 6.3). */
export function frameBody(head: ResponseHead, method: 'GET' | 'HEAD'): Framing | FetchError {
  const { lengths, codings, connection } = framingHeaders(head);
  const length = lengths === undefined ? undefined : parseLength(lengths);
  const isPersistent =
    head.httpVersion === '1.1' ? !says(connection, 'close') : says(connection, 'keep-alive');
  if (method === 'HEAD' || head.status === 204 || head.status === 304) {
    return { body: 'none', length: 0, keepsAlive: isPersistent };
  }
  if (codings !== undefined) {
    if (codings.toLowerCase() !== 'chunked') {
      return new FetchError(
        'http',
        'transfer-encoding',
        `Transfer-Encoding ${JSON.stringify(codings)} is not supported`,
      );
    }
    // Both headers at once is how responses are smuggled, and HTTP/1.0 knows no chunks: the connection is not used again.
    const isSure = lengths === undefined && head.httpVersion === '1.1';
    return { body: 'chunked', length: 0, keepsAlive: isPersistent && isSure };
  }
  if (length instanceof FetchError) return length;
  if (length === undefined) return { body: 'until-close', length: 0, keepsAlive: false };
  return { body: length === 0 ? 'none' : 'length', length, keepsAlive: isPersistent };
}

function says(connection: string, option: string): boolean {
  return (
    connection !== '' &&
    connection
      .toLowerCase()
      .split(',')
      .some((word) => word.trim() === option)
  );
}

/** The three headers that frame a body, found in one pass. */
function framingHeaders({ headers }: ResponseHead) {
  let lengths: string | undefined;
  let codings: string | undefined;
  let connection = '';
  for (const [name, value] of headers) {
    // Lengths first: comparing them is cheaper than lower-casing every name.
    if (name.length === 14 && name.toLowerCase() === 'content-length') lengths = joined(lengths, value);
    else if (name.length === 17 && name.toLowerCase() === 'transfer-encoding')
      codings = joined(codings, value);
    else if (name.length === 10 && name.toLowerCase() === 'connection')
      connection = joined(connection, value);
  }
  return { lengths, codings, connection };
}

function joined(before: string | undefined, value: string): string {
  return before === undefined || before === '' ? value : `${before}, ${value}`;
}

function parseLength(lengths: string): number | FetchError {
  const values = lengths.includes(',') ? distinct(lengths) : [lengths];
  const [value = ''] = values;
  if (values.length > 1)
    return new FetchError('http', 'conflicting-lengths', `conflicting Content-Length: ${lengths}`);
  if (!/^\d{1,15}$/.test(value))
    return new FetchError('http', 'bad-length', `Content-Length is not a length: ${value.slice(0, 40)}`);
  return Number(value);
}

function distinct(list: string): string[] {
  return [...new Set(list.split(',').map((value) => value.trim()))];
}
