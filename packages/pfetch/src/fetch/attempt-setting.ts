import type { Exchange, HeaderOccasion, HttpSettings, RawHeaders, Ticker } from '@fetchutils/plumbing/http';

import type { Job } from '../intake/job.js';
import type { ReceiveSettings } from '../receive/body-receiver.js';
import type { Judges } from '../receive/judges.js';
import type { Partial, Sink } from '../sinks/sink.js';
import type { FindPlace } from './find-place.js';
import type { Throttle } from './throttle.js';

/** What all attempts of a run share. */
export type AttemptSetting = {
  http: HttpSettings;
  exchange: Exchange;
  ticker: Ticker;
  receive: ReceiveSettings;
  judges: Judges;
  sink: Sink;
  throttle: Throttle | undefined;
  /** The headers of a request, but for those that ask for a part or a change. */
  headersFor(occasion: HeaderOccasion): RawHeaders;
  /** Told of every response; true where it has changed the cookies. */
  onResponse(url: URL, headers: RawHeaders): boolean;
  /** What an earlier attempt or run left. */
  findPartial(job: Job): Partial | undefined;
  findPlace: FindPlace;
  /** The name as the row tells it. */
  pathOf(name: string): string;
};
