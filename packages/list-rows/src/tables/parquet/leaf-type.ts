import type { SchemaElement } from 'hyparquet';
import { parseFloat16 } from 'hyparquet/src/convert.js';

import { formatClock, formatDay, formatMoment, type Unit } from './format-time.js';

/** What the values of a leaf column mean. */
export type LeafType = {
  /** As --schema tells it. */
  readonly name: string;
  /** A stored value as conditions and templates see it: text, a number, true or false. */
  value(raw: unknown): unknown;
  json(raw: unknown): string;
};

/** The type of a leaf, by what the schema says of it. */
export function leafTypeOf(element: SchemaElement): LeafType {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') return decimalOf(element);
  switch (type) {
    case 'BOOLEAN':
      return { name: 'boolean', value: (raw) => raw, json: (raw) => (raw === true ? 'true' : 'false') };
    case 'FLOAT':
      return { ...real, name: 'float' };
    case 'DOUBLE':
      return { ...real, name: 'double' };
    case 'INT96':
      return textual('timestamp', (raw) => formatMoment(nanosOfInt96(raw as bigint), 'NANOS', false));
    case 'INT32':
    case 'INT64':
      return integerOf(element);
    case 'BYTE_ARRAY':
    case 'FIXED_LEN_BYTE_ARRAY':
    case undefined:
      break;
  }
  return bytesOf(element);
}

const real = {
  value: (raw: unknown) => raw,
  json: (raw: unknown) => (Number.isFinite(raw) ? String(raw) : 'null'),
};

function textual(name: string, toText: (raw: unknown) => string): LeafType {
  return { name, value: toText, json: (raw) => JSON.stringify(toText(raw)) };
}

/** Days since the year -4713 and nanoseconds of the day, as old Spark, Hive and Impala store moments. */
function nanosOfInt96(value: bigint): bigint {
  return ((value >> 64n) - 2_440_588n) * 86_400_000_000_000n + (value & 0xffffffffffffffffn);
}

function integerOf({ type, converted_type: converted, logical_type: logical }: SchemaElement): LeafType {
  if (converted === 'DATE' || logical?.type === 'DATE')
    return textual('date', (raw) => formatDay(Number(raw)));
  const unit = unitOf(converted, logical);
  if (unit !== undefined) {
    const isTime = converted?.startsWith('TIME_') === true || logical?.type === 'TIME';
    if (isTime) return textual('time', (raw) => formatClock(BigInt(raw as number | bigint), unit));
    const isUtc = logical?.type === 'TIMESTAMP' ? logical.isAdjustedToUTC : true;
    return textual('timestamp', (raw) => formatMoment(BigInt(raw as number | bigint), unit, isUtc));
  }
  const isUnsigned =
    converted?.startsWith('UINT_') === true || (logical?.type === 'INTEGER' && !logical.isSigned);
  const read = (raw: unknown): number | bigint => {
    if (typeof raw === 'bigint') return isUnsigned ? BigInt.asUintN(64, raw) : raw;
    return isUnsigned ? (raw as number) >>> 0 : (raw as number);
  };
  const name = `${isUnsigned ? 'u' : ''}${type === 'INT64' ? 'int64' : 'int32'}`;
  return { name, value: (raw) => toNumber(read(raw)), json: (raw) => String(read(raw)) };
}

/** A number where that is exact; beyond 2^53 it stays what it is. */
function toNumber(value: number | bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function unitOf(
  converted: SchemaElement['converted_type'],
  logical: SchemaElement['logical_type'],
): Unit | undefined {
  if (logical?.type === 'TIME' || logical?.type === 'TIMESTAMP') return logical.unit;
  if (converted === 'TIME_MILLIS' || converted === 'TIMESTAMP_MILLIS') return 'MILLIS';
  return converted === 'TIME_MICROS' || converted === 'TIMESTAMP_MICROS' ? 'MICROS' : undefined;
}

function decimalOf({ scale, precision, logical_type: logical }: SchemaElement): LeafType {
  const places = (logical?.type === 'DECIMAL' ? logical.scale : scale) ?? 0;
  const digits = (raw: unknown): string => {
    const whole = raw instanceof Uint8Array ? signedOf(raw) : BigInt(raw as number | bigint);
    if (places <= 0) return String(whole * 10n ** BigInt(-places));
    const text = String(whole < 0n ? -whole : whole).padStart(places + 1, '0');
    return `${whole < 0n ? '-' : ''}${text.slice(0, -places)}.${text.slice(-places)}`;
  };
  return { name: `decimal(${precision ?? 0},${places})`, value: (raw) => Number(digits(raw)), json: digits };
}

function signedOf(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
}

const textTypes: ReadonlySet<string | undefined> = new Set(['UTF8', 'ENUM', 'JSON', 'STRING']);

function bytesOf({ converted_type: converted, logical_type: logical }: SchemaElement): LeafType {
  if (textTypes.has(converted) || textTypes.has(logical?.type)) return textual('text', textOf);
  if (logical?.type === 'UUID') return textual('uuid', uuidOf);
  if (logical?.type === 'FLOAT16') {
    const half = (raw: unknown) => parseFloat16(raw as Uint8Array);
    return { name: 'float16', value: half, json: (raw) => real.json(half(raw)) };
  }
  return textual('binary', (raw) => bufferOf(raw).toString('base64'));
}

/** The text of bytes, which are text already where a page of them was decoded together. */
export function textOf(raw: unknown): string {
  return typeof raw === 'string' ? raw : bufferOf(raw).toString();
}

function uuidOf(raw: unknown): string {
  return bufferOf(raw)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function bufferOf(raw: unknown): Buffer {
  const { buffer, byteOffset, byteLength } = raw as Uint8Array;
  return Buffer.from(buffer, byteOffset, byteLength);
}
