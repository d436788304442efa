const number = /^\s*-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;
/** From here on the halves of a character that takes two units are. */
const firstSurrogate = 0xd800;

/**
 * The order of two values: negative, 0 or positive; undefined where they have none, as one that is absent, NaN, or of
 * another type. A text beside a number or a boolean is read as one, because CSV has no types.
 */
export function compareValues(left: unknown, right: unknown): number | undefined {
  if (typeof left === 'number' || typeof left === 'bigint') return compareNumbers(left, right);
  if (typeof left === 'string') {
    if (typeof right === 'string') return compareTexts(left, right);
    if (typeof right === 'boolean') return negated(compareBooleans(right, left));
    return negated(compareNumbers(right, left));
  }
  return typeof left === 'boolean' ? compareBooleans(left, right) : undefined;
}

/** The order of moments as cells have them, some of which end in Z. */
export function compareMoments(left: unknown, right: unknown): number | undefined {
  return compareValues(withoutZone(left), withoutZone(right));
}

function withoutZone(moment: unknown): unknown {
  return typeof moment === 'string' && moment.endsWith('Z') ? moment.slice(0, -1) : moment;
}

/** True for what is written as null: an absent value, and NaN. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || Number.isNaN(value);
}

function compareNumbers(left: unknown, right: unknown): number | undefined {
  if (!isNumber(left)) return undefined;
  const other = typeof right === 'string' && number.test(right) ? Number(right) : right;
  if (!isNumber(other)) return undefined;
  return left < other ? -1 : left > other ? 1 : 0;
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && !Number.isNaN(value));
}

function compareBooleans(left: boolean, right: unknown): number | undefined {
  const other = typeof right === 'string' ? booleans[right.toLowerCase()] : right;
  return typeof other === 'boolean' ? Number(left) - Number(other) : undefined;
}

const booleans: Readonly<Record<string, boolean>> = { true: true, false: false };

/** By code points, which is the order of the bytes of UTF-8, by which Parquet says between what values lie. */
function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (a !== b) return orderOf(a) - orderOf(b);
  }
  return left.length - right.length;
}

/** Halves of characters come behind all that is one unit. */
function orderOf(unit: number): number {
  return unit >= firstSurrogate && unit < 0xe000 ? unit + 0x10000 : unit;
}

function negated(order: number | undefined): number | undefined {
  return order === undefined ? undefined : -order;
}
