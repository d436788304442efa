import { narrowInteger } from './narrow-integer.js';
import type { Index, Value, Values } from './values.js';

/** The values of several parts, one part after the other; only the last part may be endless. */
export function joinValues(parts: Values[]): Values {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const starts: bigint[] = [];
  let size: bigint | undefined = 0n;
  for (const part of parts) {
    starts.push(size ?? 0n);
    size = part.size === undefined || size === undefined ? undefined : size + part.size;
  }
  const smallStarts = starts.map(Number);
  return { size, at, listed: parts.flatMap((part) => part.listed ?? []) };

  function at(index: Index): Value {
    let place = parts.length - 1;
    while (place > 0 && index < (smallStarts[place] ?? 0)) place--;
    const start = starts[place] ?? 0n;
    const within = typeof index === 'number' ? index - Number(start) : narrowInteger(index - start);
    return parts[place]?.at(within) ?? '';
  }
}
