"""Writes tables as pyarrow does, in all codecs, encodings and versions, and beside each what pyarrow reads from it."""

import os
import sys

import pyarrow
import pyarrow.parquet
from every_type import every_type
from expected import expect

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)


def write(name, table, **options):
    pyarrow.parquet.write_table(table, f"{folder}/{name}.parquet", **options)
    expect(folder, name)


table = every_type(3000)
for codec in ["none", "snappy", "gzip", "zstd", "brotli", "lz4"]:
    write(f"codec-{codec}", table, compression=codec)
for version in ["1.0", "2.0"]:
    write(f"pages-{version}", table, data_page_version=version, data_page_size=2000, row_group_size=700, dictionary_pagesize_limit=3000)
    write(f"plain-{version}", table, data_page_version=version, use_dictionary=False, row_group_size=1000, write_page_index=True)
write("compat", table.drop_columns(["uint32", "float16"]), version="1.0", coerce_timestamps="ms", allow_truncated_timestamps=True)
write("int96", table.select(["url", "ns", "us", "ms"]), use_deprecated_int96_timestamps=True)
write("legacy-lists", table.select(["url", "list", "list_of_lists", "list_of_structs"]), use_compliant_nested_type=False)
encodings = {
    "DELTA_BINARY_PACKED": ["int32", "int64", "uint32", "sequence", "date", "us"],
    "DELTA_LENGTH_BYTE_ARRAY": ["text", "binary", "unique_text"],
    "DELTA_BYTE_ARRAY": ["text", "unique_text", "binary", "fixed"],
    "BYTE_STREAM_SPLIT": ["float32", "float64", "int32", "int64", "fixed", "decimal_big"],
    "RLE": ["boolean"],
}
for encoding, names in encodings.items():
    for version in ["1.0", "2.0"]:
        chosen = table.select(["url", *names])
        write(f"{encoding.lower()}-{version}", chosen, use_dictionary=False, data_page_version=version, column_encoding={name: encoding for name in names}, compression="zstd")
write("decimals-as-integers", table.select(["url", "decimal_int32"]), store_decimal_as_integer=True)
required = pyarrow.schema([pyarrow.field("url", pyarrow.string(), nullable=False), pyarrow.field("sequence", pyarrow.int64(), nullable=False)])
write("required", table.select(["url", "sequence"]).cast(required))
write("no-rows", table.slice(0, 0))

