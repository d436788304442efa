/** The part of a URL in which a variable stands; `start` is everything before the host is known to begin. */
export type Place = 'start' | 'host' | 'path' | 'query' | 'fragment';

const ends: Record<Place, [RegExp, Place][]> = {
  start: [
    [/:\/\//, 'host'],
    [/#/, 'fragment'],
    [/\?/, 'query'],
    [/\//, 'path'],
  ],
  host: [[/[/\\?#]/, 'path']],
  path: [[/[?#]/, 'query']],
  query: [[/#/, 'fragment']],
  fragment: [],
};

/** The place after `text`, for text that begins in `place`. */
export function placeAfter(place: Place, text: string): Place {
  for (const [end, next] of ends[place]) {
    const found = end.exec(text);
    if (!found) continue;
    // The delimiter itself may already open the query or the fragment, so it is looked at again.
    return placeAfter(
      next,
      place === 'start' ? text.slice(found.index + found[0].length) : text.slice(found.index),
    );
  }
  return place;
}
