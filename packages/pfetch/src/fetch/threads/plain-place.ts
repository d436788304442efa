import { FetchError } from '@fetchutils/plumbing/http';

import type { Place } from '../find-place.js';
import type { PlainPlace } from './messages.js';
import { fromPlainError, fromPlainOutcome, toPlainError, toPlainOutcome } from './plain-result.js';

/** A place for another thread. */
export function toPlainPlace(place: Place): PlainPlace {
  if (typeof place === 'string') return { name: place };
  return place instanceof FetchError ? { error: toPlainError(place) } : { outcome: toPlainOutcome(place) };
}

/** The place that another thread has sent. */
export function fromPlainPlace(place: PlainPlace): Place {
  if ('name' in place) return place.name;
  return 'error' in place ? fromPlainError(place.error) : fromPlainOutcome(place.outcome);
}
