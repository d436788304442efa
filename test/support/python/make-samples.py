"""Writes the small files of test/samples/tables: the same rows by several programs, and what pyarrow reads from each."""

import os
import sys

import duckdb
import polars
import pyarrow.parquet
from every_type import every_type
from expected import expect

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
table = every_type(30)
few = table.select(["url", "int64", "float64", "text", "date", "us", "boolean", "list", "struct", "decimal_big"])
pyarrow.parquet.write_table(table, f"{folder}/pyarrow.parquet", row_group_size=12, compression="zstd", data_page_version="2.0")
pyarrow.parquet.write_table(table.select(["url", "ns"]), f"{folder}/int96.parquet", use_deprecated_int96_timestamps=True)
polars.from_arrow(few).write_parquet(f"{folder}/polars.parquet", compression="lz4")
duckdb.from_arrow(few).write_parquet(f"{folder}/duckdb.parquet", compression="gzip")
for name in ["pyarrow", "int96", "polars", "duckdb"]:
    expect(folder, name)
