"""What pyarrow reads from a file, as list-rows is to write it."""

import base64
import datetime
import decimal
import json
import math

import numpy
import pyarrow
import pyarrow.parquet


def as_json(value):
    """A value of pyarrow's as list-rows is to write it."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (numpy.floating,)):
        return float(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, decimal.Decimal):
        return {"digits": format(value, "f")}
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        if value and all(isinstance(each, tuple) for each in value):
            return {str(key): as_json(each) for key, each in value}
        return [as_json(each) for each in value]
    if isinstance(value, (datetime.date, datetime.time, datetime.datetime)):
        return str(value)
    return value


def moments(array, unit, is_utc):
    """ISO texts with every digit; Python's datetime ends at microseconds."""
    per_second = {"s": 1, "ms": 1000, "us": 10**6, "ns": 10**9}[unit]
    texts = []
    for value in array.cast(pyarrow.int64()).to_pylist():
        if value is None:
            texts.append(None)
            continue
        seconds, rest = divmod(value, per_second)
        text = (datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0")
        if rest:
            text += "." + str(rest).rjust(len(str(per_second)) - 1, "0").rstrip("0")
        texts.append(text + ("Z" if is_utc else ""))
    return texts


def clocks(array):
    texts = []
    for value in array.to_pylist():
        texts.append(None if value is None else value.isoformat().rstrip("0").rstrip(".") if "." in value.isoformat() else value.isoformat())
    return texts


def column(array):
    kind = array.type
    if pyarrow.types.is_timestamp(kind):
        return moments(array, kind.unit, kind.tz is not None)
    if pyarrow.types.is_time(kind):
        return clocks(array)
    if pyarrow.types.is_dictionary(kind):
        return column(array.cast(kind.value_type))
    if pyarrow.types.is_map(kind):
        return [None if value is None else {str(key): as_json(each) for key, each in value} for value in array.to_pylist()]
    return [as_json(value) for value in array.to_pylist()]


def expect(folder, name):
    """Writes the rows of a Parquet file beside it, as NDJSON."""
    table = pyarrow.parquet.read_table(f"{folder}/{name}.parquet", partitioning=None)
    columns = [column(table.column(field).combine_chunks()) for field in table.column_names]
    with open(f"{folder}/{name}.expected", "w") as out:
        for row in zip(*columns):
            out.write(json.dumps(dict(zip(table.column_names, row)), ensure_ascii=False) + "\n")
