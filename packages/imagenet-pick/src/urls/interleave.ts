/** Takes one item of each of several lists in turn. Lists are opened as long as no more than `maxHeld` items wait; then one when room is made. */
export async function* interleave<Item>(
  lists: AsyncIterable<readonly Item[]>,
  maxHeld = 100_000,
): AsyncGenerator<Item[]> {
  const source = lists[Symbol.asyncIterator]();
  let open: Item[][] = [];
  let held = 0;
  let hasMore = true;
  for (;;) {
    while (hasMore && held < maxHeld) {
      const list = await source.next();
      if (list.done === true) hasMore = false;
      else if (list.value.length > 0) {
        // Taken from the end, so that what has been given is no longer held.
        open.push(list.value.toReversed());
        held += list.value.length;
      }
    }
    if (open.length === 0) return;
    const round = open.flatMap((items) => items.splice(-1));
    held -= round.length;
    yield round;
    open = open.filter((items) => items.length > 0);
  }
}
