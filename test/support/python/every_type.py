"""A table of all types."""

import datetime
import decimal
import math

import numpy
import pyarrow


def every_type(rows):
    """A table of all types, with nulls, in an order without a pattern."""
    numbers = numpy.random.RandomState(7)

    def some(values, kind):
        return pyarrow.array([None if numbers.rand() < 0.15 else value for value in values], type=kind)

    def integers(low, high):
        return [int(value) for value in numbers.randint(low, high, rows)]

    words = ["", "plain", "with \"quotes\" and \\", "zwölf Boxkämpfer", "日本語", "🙂 text", "line\nbreak\ttab", "\u2028", "x" * 300]
    texts = [words[index] for index in integers(0, len(words))]
    unique = [f"text {index} {texts[index]}" for index in range(rows)]
    big = [int(a) * int(b) for a, b in zip(numbers.randint(-(2**31), 2**31, rows), numbers.randint(-(2**31), 2**31, rows))]
    blobs = [numbers.bytes(length) for length in integers(0, 20)]
    lists = [[int(value) for value in numbers.randint(-5, 5, length)] for length in integers(0, 5)]
    with_nulls = [[None if value == 0 else value for value in each] for each in lists]
    structs = [{"a": each, "b": {"c": texts[index], "d": lists[index]}} for index, each in enumerate(integers(0, 9))]
    return pyarrow.table({
        "url": pyarrow.array([f"https://h.example/{index}" for index in range(rows)], type=pyarrow.string()),
        "boolean": some([value == 1 for value in integers(0, 2)], pyarrow.bool_()),
        "int8": some(integers(-128, 128), pyarrow.int8()),
        "uint8": some(integers(0, 256), pyarrow.uint8()),
        "int16": some(integers(-32768, 32768), pyarrow.int16()),
        "uint16": some(integers(0, 65536), pyarrow.uint16()),
        "int32": some(integers(-(2**31), 2**31), pyarrow.int32()),
        "uint32": some(integers(0, 2**32), pyarrow.uint32()),
        "int64": some(big, pyarrow.int64()),
        "uint64": some([abs(value) * 2 for value in big], pyarrow.uint64()),
        "sequence": pyarrow.array(range(rows), type=pyarrow.int64()),
        "float16": some([numpy.float16(value) for value in numbers.randn(rows)], pyarrow.float16()),
        "float32": some([float(value) for value in numbers.randn(rows)], pyarrow.float32()),
        "float64": some([float(value) * 1e300 for value in numbers.randn(rows)], pyarrow.float64()),
        "infinite": pyarrow.array([[1.5, math.nan, math.inf, -math.inf][index % 4] for index in range(rows)]),
        "text": some(texts, pyarrow.string()),
        "unique_text": pyarrow.array(unique, type=pyarrow.string()),
        "large_text": some(unique, pyarrow.large_string()),
        "binary": some(blobs, pyarrow.binary()),
        "fixed": some([numbers.bytes(5) for _ in range(rows)], pyarrow.binary(5)),
        "date": some([datetime.date(1900, 1, 1) + datetime.timedelta(days=value) for value in integers(0, 80000)], pyarrow.date32()),
        "time32": some([datetime.time(value // 3600 % 24, value // 60 % 60, value % 60, 7000) for value in integers(0, 86400)], pyarrow.time32("ms")),
        "time64": some([datetime.time(value // 3600 % 24, value // 60 % 60, value % 60, value % 1000) for value in integers(0, 86400)], pyarrow.time64("us")),
        "ms": some(integers(-(2**40), 2**40), pyarrow.timestamp("ms")),
        "us": some(integers(-(2**50), 2**50), pyarrow.timestamp("us", tz="UTC")),
        "ns": some(integers(-(2**60), 2**60), pyarrow.timestamp("ns")),
        "decimal_int32": some([decimal.Decimal(value).scaleb(-2) for value in integers(-99999, 99999)], pyarrow.decimal128(7, 2)),
        "decimal_int64": some([decimal.Decimal(value).scaleb(-6) for value in big], pyarrow.decimal128(25, 6)),
        "decimal_big": some([decimal.Decimal(value).scaleb(-10) for value in big], pyarrow.decimal128(38, 10)),
        "category": pyarrow.array(texts).dictionary_encode(),
        "list": some(lists, pyarrow.list_(pyarrow.int32())),
        "list_of_nulls": some(with_nulls, pyarrow.list_(pyarrow.int64())),
        "list_of_lists": some([[each, None, []] if each else [] for each in lists], pyarrow.list_(pyarrow.list_(pyarrow.int32()))),
        "struct": some(structs, pyarrow.struct([("a", pyarrow.int32()), ("b", pyarrow.struct([("c", pyarrow.string()), ("d", pyarrow.list_(pyarrow.int32()))]))])),
        "list_of_structs": some([[{"x": value, "y": str(value)} for value in each] for each in lists], pyarrow.list_(pyarrow.struct([("x", pyarrow.int32()), ("y", pyarrow.string())]))),
        "map": some([[(f"k{at}", value) for at, value in enumerate(each)] for each in lists], pyarrow.map_(pyarrow.string(), pyarrow.int32())),
        "all_null": pyarrow.nulls(rows, pyarrow.int32()),
    })
