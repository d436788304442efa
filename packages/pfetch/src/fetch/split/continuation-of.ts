import { Ranges } from '../../body/ranges.js';
import { whatIsThere } from '../../body/split-body.js';
import type { FoundPart } from '../../sinks/sink.js';
import type { Continuation } from '../judge-head.js';
import { isValidator } from '../resume.js';

/** What to ask for behind what an earlier attempt has left of a body; undefined where that is no beginning of this one. */
export function continuationOf(found: FoundPart | undefined, url: URL): Continuation | undefined {
  const state = found?.state;
  // What is left of another URL that had this name, or of a mirror, is no beginning of this body.
  if (found === undefined || state?.url !== url.href || !isValidator(state.validator)) return undefined;
  if (state.ranges === undefined || state.length === undefined) return { from: found.bytes, state };
  const missing = new Ranges(state.length, whatIsThere(found)).take(1);
  return missing === undefined ? undefined : { from: missing.at, to: missing.end, state };
}
