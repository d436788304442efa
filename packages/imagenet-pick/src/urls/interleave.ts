/** Takes one item of each of several lists in turn. Up to `lanes` lists are open at once; the next takes the place of one that has ended. */
export async function* interleave<Item>(
  lists: AsyncIterable<readonly Item[]>,
  lanes = 256,
): AsyncGenerator<Item[]> {
  const source = lists[Symbol.asyncIterator]();
  let open: Lane<Item>[] = [];
  let hasMore = true;
  for (;;) {
    while (hasMore && open.length < lanes) {
      const list = await source.next();
      if (list.done === true) hasMore = false;
      else if (list.value.length > 0) open.push({ items: list.value, taken: 0 });
    }
    if (open.length === 0) return;
    yield takeRound(open);
    open = open.filter(({ items, taken }) => taken < items.length);
  }
}

type Lane<Item> = { items: readonly Item[]; taken: number };

function takeRound<Item>(open: Lane<Item>[]): Item[] {
  const round: Item[] = [];
  for (const lane of open) {
    const item = lane.items[lane.taken];
    if (item !== undefined) round.push(item);
    lane.taken += 1;
  }
  return round;
}
