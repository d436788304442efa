import type { Exchange, HeadersFor, HttpSettings, RawHeaders, Ticker } from '@fetchutils/plumbing/http';

import type { Job } from '../row/job.js';
import type { ReceiveSettings } from '../body/body-judge.js';
import type { Judges } from './judges.js';
import type { FetchError } from '@fetchutils/plumbing/http';
import type { Outcome } from '../row/outcome.js';
import type { FoundFile, FoundPart, Sink } from '../sinks/sink.js';
import type { NameChooser } from './create-name-chooser.js';
import type { Throttle } from './throttle.js';

/** Over how many connections one body may come, and how long it has to be for that. */
export type SplitSettings = { connections: number; minBytes: number };

/** What all attempts of a run share. */
export type AttemptSetting = {
  http: HttpSettings;
  exchange: Exchange;
  ticker: Ticker;
  receive: ReceiveSettings;
  judges: Judges;
  sink: Sink;
  throttle: Throttle | undefined;
  /** Which bodies come over several connections; undefined where none does. */
  split: SplitSettings | undefined;
  /** The headers of a request, but for those that ask for a part or a change. */
  headersFor: HeadersFor;
  /** Told of every response; true where it has changed the cookies. */
  onResponse(url: URL, headers: RawHeaders): boolean;
  /**
   * Looks before a request: for what an earlier attempt or run left, for the whole file where another run has brought it
   * since, and for why nothing can be put here.
   */
  lookFor(job: Job): FoundPart | 'busy' | Outcome | FetchError | undefined;
  /** The file that another run has brought since; undefined where it would be replaced in any case. */
  findFinished(job: Job): FoundFile | undefined;
  names: NameChooser;
  /** The name as the row tells it. */
  pathOf(name: string): string;
};
