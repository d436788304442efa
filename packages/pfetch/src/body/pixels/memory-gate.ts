/** Lets so much work go on at a time as fits into memory; what alone is larger waits until it is alone. */
export type MemoryGate = <Result>(bytes: number, work: () => Promise<Result>) => Promise<Result>;

/** A gate for `maxBytes`; who came first goes first. */
export function createMemoryGate(maxBytes: number): MemoryGate {
  const waiting: { bytes: number; begin: () => void }[] = [];
  let taken = 0;

  const beginNext = (): void => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (taken > 0 && taken + next.bytes > maxBytes) return;
      waiting.shift();
      taken += next.bytes;
      next.begin();
    }
  };

  return async (bytes, work) => {
    await new Promise<void>((begin) => {
      waiting.push({ bytes, begin });
      beginNext();
    });
    try {
      return await work();
    } finally {
      taken -= bytes;
      beginNext();
    }
  };
}
