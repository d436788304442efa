import known from './known.json' with { type: 'json' };
import { parsePlaceholders, type KnownPlaceholder } from './parse-placeholders.js';

/** The placeholders that pfetch knows without being told. */
export function knownPlaceholders(): KnownPlaceholder[] {
  return parsePlaceholders(JSON.stringify(known), 'known.json');
}
