import { createSlotTable } from '@fetchutils/plumbing';

/** Which contents have been saved, and by which row: about 16 bytes of memory each, 20 with the room to grow. */
export type Duplicates = {
  readonly size: number;
  readonly bytes: number;
  /**
   * The reference of the row that saved these bytes first. 80 bits of the hash are compared, so whoever acts on it reads that
   * row and compares the whole hash: at a hundred million contents one chance in 250 of a single false hint.
   */
  find(sha256: string): number | undefined;
  /** Remembers that the row at `reference` (an offset in the journal) has saved these bytes; a later row takes the place. */
  add(sha256: string, reference: number): void;
  /** Forgets bytes whose file has been taken back, so that the next copy counts as the first. */
  forget(sha256: string): void;
};

export function createDuplicates(): Duplicates {
  const table = createSlotTable();
  let forgotten = 0;

  function slotOf(sha256: string): number {
    const tag = bits(sha256, 16, 20);
    let slot = table.find(bits(sha256, 0, 8), bits(sha256, 8, 16));
    while (slot >= 0 && table.tag(slot) !== tag) slot = table.next(slot);
    return slot;
  }

  return {
    get size() {
      return table.size - forgotten;
    },
    get bytes() {
      return table.bytes;
    },
    find(sha256) {
      const slot = slotOf(sha256);
      const reference = slot < 0 ? nowhere : table.reference(slot);
      return reference === nowhere ? undefined : reference;
    },
    add(sha256, reference) {
      const slot = slotOf(sha256);
      if (slot < 0)
        return table.insert(bits(sha256, 0, 8), bits(sha256, 8, 16), reference, bits(sha256, 16, 20));
      if (table.reference(slot) === nowhere) forgotten--;
      table.set(slot, reference, table.tag(slot));
    },
    forget(sha256) {
      const slot = slotOf(sha256);
      if (slot < 0 || table.reference(slot) === nowhere) return;
      table.set(slot, nowhere, table.tag(slot));
      forgotten++;
    },
  };
}

// No journal is that long. The slot stays: taking it out would break the run of slots that probing follows.
const nowhere = 2 ** 48 - 2;

function bits(hex: string, from: number, to: number): number {
  return Number.parseInt(hex.slice(from, to), 16);
}
