import type { RawHeaders } from '@fetchutils/plumbing/http';

import type { Job } from '../../intake/job.js';
import type { PfetchOptions } from '../../options.js';
import type { Received } from '../../receive/body-receiver.js';
import type { PlainError, PlainOutcome, PlainResult } from './plain-result.js';

/** What a thread is told when it begins. */
export type ThreadData = {
  options: PfetchOptions;
  env: Record<string, string | undefined>;
  dir: string;
  mayExist: boolean;
  /** The clock of --limit-rate, in memory that all threads share. */
  paidUntil: BigInt64Array | undefined;
};

/** One attempt to make: of its job, what a request and a file need. */
export type Order = Pick<Job, 'expected' | 'headers' | 'validators' | 'attempts' | 'isSecondLook'> & {
  id: number;
  url: string;
  key: string;
  /** Its place hangs on more than the key: ask. */
  asksPlace: boolean;
};

/** A whole body that waits for its place. */
export type Question = {
  id: number;
  received: Received;
  /** Where it came from, after redirects. */
  url: string;
  headers: RawHeaders;
};

/** A Place as it goes between threads. */
export type PlainPlace = { name: string } | { error: PlainError } | { outcome: PlainOutcome };

/** All that a thread is told in one turn: a message costs 15 us and more, however little is in it. */
export type ToThread = {
  orders: Order[];
  places: { id: number; place: PlainPlace }[];
  aborts: { ids: ReadonlySet<number>; error: PlainError }[];
};

/** All that a thread tells in one turn. */
export type FromThread = { results: (PlainResult & { id: number })[]; questions: Question[] };
