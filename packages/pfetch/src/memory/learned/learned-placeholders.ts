import { stableHash } from '@fetchutils/plumbing';

import { createSlotTable, maxReference } from '@fetchutils/plumbing';

/** A body that came whole: its hash, the host and the URL of its row, wherever redirects have led from there. */
export type Sighting = { sha256: string; host: string; url: string };

/** What is thought of a body, and which rows, by reference, have kept files that now count as placeholders too. */
export type Finding = { isPlaceholder: boolean; takeBack: readonly number[] };

export type LearnedPlaceholders = {
  /** Memory taken. */
  readonly bytes: number;
  /** To be asked before a body is kept. */
  judge(sighting: Sighting): Finding;
  /**
   * To be told after a body was kept, by the row at `reference` (an offset in the journal). Downloads that ran side by side
   * may all have been kept before one was noted: here they are found out, and the rows returned hold this one, too.
   */
  note(sighting: Sighting, reference: number): readonly number[];
  /** Declares these bytes a placeholder of this host, as an earlier run has; returns the rows that have kept them. */
  condemn(sighting: Sighting): readonly number[];
};

/**
 * Learns placeholders: the same bytes from `threshold` different URLs of one host. Memory is bounded by two generations of
 * entries: when the younger is full the older is forgotten, but for what was met again meanwhile.
 */
export function createLearnedPlaceholders({
  threshold = 4,
  generationEntries = 2 ** 20,
} = {}): LearnedPlaceholders {
  let young = createSlotTable();
  let old = createSlotTable();
  const keyOf = rememberLast(computeKey);
  /** The key that was found new last, while nothing has been inserted since: what is judged is noted next. */
  let lastNew: Key | undefined;

  // One slot a kept copy; a placeholder's slots all say `condemned`.
  function insert({ high, low }: Key, reference: number, tag: number) {
    lastNew = undefined;
    if (young.size >= generationEntries) {
      old = young;
      young = createSlotTable();
    }
    young.insert(high, low, reference, tag);
  }

  function* slotsOf({ high, low }: Key) {
    for (const table of [young, old]) {
      for (let slot = table.find(high, low); slot >= 0; slot = table.next(slot)) yield { table, slot };
    }
  }

  function isNew(key: Key): boolean {
    if (key === lastNew) return true;
    const { high, low } = key;
    if (young.find(high, low) >= 0 || (old.size > 0 && old.find(high, low) >= 0)) return false;
    lastNew = key;
    return true;
  }

  function copiesOf(key: Key): Copies {
    const copies = unseen();
    for (const { table, slot } of slotsOf(key)) {
      if (table.reference(slot) === condemned) return { ...unseen(), isCondemned: true };
      copies.rows.push(table.reference(slot));
      copies.urls.add(table.tag(slot));
    }
    return copies;
  }

  function markCondemned(key: Key) {
    for (const { table, slot } of slotsOf(key)) table.set(slot, condemned, 0);
    if (young.find(key.high, key.low) < 0) insert(key, condemned, 0);
  }

  function condemn(sighting: Sighting): number[] {
    const key = keyOf(sighting);
    const { rows } = copiesOf(key);
    markCondemned(key);
    return rows;
  }

  function judge(sighting: Sighting): Finding {
    const key = keyOf(sighting);
    if (isNew(key)) return fresh;
    const { isCondemned, urls } = copiesOf(key);
    if (isCondemned) markCondemned(key);
    else if (urls.add(tagOf(sighting.url)).size < threshold) return fresh;
    return { isPlaceholder: true, takeBack: isCondemned ? none : condemn(sighting) };
  }

  function note(sighting: Sighting, reference: number): readonly number[] {
    const key = keyOf(sighting);
    const tag = tagOf(sighting.url);
    if (isNew(key)) {
      insert(key, reference, tag);
      return none;
    }
    const { isCondemned, urls } = copiesOf(key);
    if (isCondemned) return [reference];
    if (urls.has(tag)) {
      // The same URL again: its newest row is the one to correct.
      for (const { table, slot } of slotsOf(key))
        if (table.tag(slot) === tag) table.set(slot, reference, tag);
      return none;
    }
    if (urls.add(tag).size >= threshold) return [...condemn(sighting), reference];
    insert(key, reference, tag);
    return none;
  }

  return {
    get bytes() {
      return young.bytes + old.bytes;
    },
    judge,
    note,
    condemn,
  };
}

type Key = { high: number; low: number };
type Copies = { isCondemned: boolean; rows: number[]; urls: Set<number> };

const condemned = maxReference;
const none: readonly number[] = [];
const unseen = (): Copies => ({ isCondemned: false, rows: [], urls: new Set() });
const fresh: Finding = { isPlaceholder: false, takeBack: none };

/** Keeps the key of the last sighting: one and the same object while it is asked for again. */
function rememberLast(compute: (sha256: string, host: string) => Key): (sighting: Sighting) => Key {
  let last = { sha256: '', host: '', key: { high: 0, low: 0 } };
  return ({ sha256, host }) => {
    if (last.sha256 !== sha256 || last.host !== host) last = { sha256, host, key: compute(sha256, host) };
    return last.key;
  };
}

// 64 bits of the content's hash, turned by the host: the same bytes of another host are another matter.
function computeKey(sha256: string, host: string): Key {
  const turn = stableHash(host);
  return { high: wordAt(sha256, 0) ^ turn, low: wordAt(sha256, 8) ^ Math.imul(turn, 0x9e3779b1) };
}

// Eight hex digits as a signed word: a tenth of the time of parseInt over a slice.
function wordAt(hex: string, from: number): number {
  let word = 0;
  for (let at = from; at < from + 8; at++) {
    const code = hex.charCodeAt(at);
    word = (word << 4) | ((code & 15) + (code > nine ? 9 : 0));
  }
  return word;
}

const nine = 0x39;

// Sixteen bits tell a URL from a few others; two that share them only make a placeholder known one copy later.
function tagOf(url: string): number {
  return stableHash(url) >>> 16;
}
