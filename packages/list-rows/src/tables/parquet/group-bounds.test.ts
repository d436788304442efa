import type { SchemaElement } from 'hyparquet';
import type { ColumnChunk, Statistics } from 'hyparquet/src/types.js';
import { expect, it } from 'vitest';

import { groupBounds } from './group-bounds.js';
import { leafTypeOf } from './leaf-type.js';

const bytes = (...values: number[]) => new Uint8Array(values);
const text = (value: string) => new Uint8Array(Buffer.from(value));

function boundsFor(element: Omit<SchemaElement, 'name'>, statistics: Statistics) {
  const chunk = { meta_data: { type: element.type, num_values: 10n, statistics } } as ColumnChunk;
  const bounds = groupBounds(chunk, leafTypeOf({ name: 'x', ...element }));
  return bounds && [bounds.min, bounds.max, bounds.nulls];
}

const int32 = { type: 'INT32' } as const;
const uint32 = { type: 'INT32', converted_type: 'UINT_32' } as const;
const string = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
const double = { type: 'DOUBLE' } as const;
const micros = { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' } as const;

it.each([
  ['numbers', int32, { min_value: 1, max_value: 5, null_count: 2n }, [1, 5, 2]],
  ['numbers of old writers', int32, { min: 1, max: 5 }, [1, 5, undefined]],
  ['large numbers', { type: 'INT64' }, { min_value: 1n, max_value: 2n ** 60n }, [1, 2n ** 60n, undefined]],
  ['texts', string, { min_value: text('a'), max_value: text('é') }, ['a', 'é', undefined]],
  [
    'days',
    { type: 'INT32', converted_type: 'DATE' },
    { min_value: 0, max_value: 1 },
    ['1970-01-01', '1970-01-02', undefined],
  ],
  [
    'moments',
    micros,
    { min_value: 0n, max_value: 1n },
    ['1970-01-01T00:00:00', '1970-01-01T00:00:00.000001', undefined],
  ],
  ['nulls alone', int32, { null_count: 10n }, [undefined, undefined, 10]],
] as const)('of %s', (_, element, statistics, bounds) => {
  expect(boundsFor(element, statistics)).toEqual(bounds);
});

it.each([
  ['no statistics of values', int32, { null_count: 2n }],
  ['one bound alone', int32, { min_value: 1 }],
  ['one bound alone beside nulls alone', int32, { min_value: 1, null_count: 10n }],
  ['NaN', double, { min_value: NaN, max_value: 3 }],
  ['the wrong way round', int32, { min_value: 5, max_value: 1 }],
  ['of another width', int32, { min_value: bytes(1, 0), max_value: bytes(9, 0) }],
  ['texts in the order of signed bytes', string, { min: text('a'), max: text('b') }],
  ['unsigned numbers in the order of signed ones', uint32, { min: 1, max: 5 }],
  ['cut in the middle of a character', string, { min_value: bytes(0x61, 0xc3), max_value: text('b') }],
  ['INT96', { type: 'INT96' }, { min_value: 5n, max_value: 9n }],
  ['binary', { type: 'BYTE_ARRAY' }, { min_value: text('a'), max_value: text('b') }],
  ['decimals', { type: 'INT32', converted_type: 'DECIMAL', scale: 2 }, { min_value: 1, max_value: 2 }],
  ['years of five digits', { type: 'INT32', converted_type: 'DATE' }, { min_value: 0, max_value: 9_000_000 }],
] as const)('are none where they are %s', (_, element, statistics) => {
  expect(boundsFor(element, statistics)).toBeUndefined();
});
