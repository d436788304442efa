import { FetchError, findHeader, type ResponseHead } from '@fetchutils/plumbing/http';

import type { PartState } from '../sinks/sink.js';
import { lengthOfContinuation } from './resume.js';

/** What is asked for where not the whole is, and of which version: from a byte up to another, or to the end. */
export type Continuation = {
  readonly from: number;
  /** Not in it. */
  readonly to?: number | undefined;
  readonly state: PartState;
};

/** What was asked, as far as the answer depends on it. */
export type Asked = {
  url: URL;
  /** Where only a part was asked for. */
  partial: Continuation | undefined;
  /** True where only a changed body was asked for. */
  isConditional: boolean;
};

/** What a response head asks us to do; `restart` is the same request again for the whole. */
export type HeadVerdict =
  | { act: 'receive'; from: number; length: number | undefined }
  | { act: 'restart' }
  | { act: 'unchanged' }
  | { act: 'fail'; error: FetchError };

const receivable: ReadonlySet<number> = new Set([200, 201, 202, 203, 226]);

/** Decides about a response that is no redirect. */
export function judgeHead(head: ResponseHead, asked: Asked): HeadVerdict {
  const { status } = head;
  if (isArchive(asked.url) && findHeader(head.headers, 'memento-datetime') === undefined && status < 300) {
    return fail('not-a-capture', 'the archive answered without Memento-Datetime, so this is no capture');
  }
  if (receivable.has(status)) return { act: 'receive', from: 0, length: wholeLength(head) };
  if (status === 206) return judgeContinuation(head, asked);
  if (status === 304 && asked.isConditional) return { act: 'unchanged' };
  if (status === 416 && asked.partial !== undefined) return { act: 'restart' };
  return fail(String(status), describe(head));
}

function judgeContinuation(head: ResponseHead, { partial }: Asked): HeadVerdict {
  if (partial === undefined) return fail('unasked-range', 'status 206, but the whole was asked for');
  const length = lengthOfContinuation(head, partial.from, partial.to);
  const etag = findHeader(head.headers, 'etag');
  const isSameVersion =
    etag === undefined || !partial.state.validator.startsWith('"') || etag === partial.state.validator;
  const isSameLength = partial.state.length === undefined || partial.state.length === length;
  return length === undefined || !isSameVersion || !isSameLength
    ? { act: 'restart' }
    : { act: 'receive', from: partial.from, length };
}

/** The Content-Length, where it counts the bytes that will arrive at the file. */
function wholeLength(head: ResponseHead): number | undefined {
  const length = findHeader(head.headers, 'content-length');
  const isPlain = (findHeader(head.headers, 'content-encoding') ?? 'identity').toLowerCase() === 'identity';
  return length !== undefined && isPlain && findHeader(head.headers, 'transfer-encoding') === undefined
    ? Number(length.split(',', 1)[0])
    : undefined;
}

/** A page of a web archive that replays another URL. */
function isArchive({ pathname }: URL): boolean {
  return /^\/web\/\d{1,14}[a-z_*]*\/https?:/.test(pathname);
}

function describe({ status, reason }: ResponseHead): string {
  return `status ${status}${reason === '' ? '' : ` ${reason.slice(0, 60)}`}`;
}

function fail(code: string, message: string): HeadVerdict {
  return { act: 'fail', error: new FetchError('http', code, message) };
}
