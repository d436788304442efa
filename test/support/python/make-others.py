"""Writes one table as pandas, polars, DuckDB and Hugging Face datasets do, and beside each what pyarrow reads from it."""

import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"

import datasets
import duckdb
import pandas
import polars
from every_type import every_type
from expected import expect

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
names = ["url", "int32", "int64", "float64", "text", "unique_text", "date", "us", "boolean", "list", "struct", "decimal_big"]
table = every_type(3000).select(names)
flat = table.select(["url", "int32", "float64", "text", "date", "us", "boolean", "list"])

flat.to_pandas().to_parquet(f"{folder}/pandas.parquet")
polars.from_arrow(table).write_parquet(f"{folder}/polars.parquet", row_group_size=800)
polars.from_arrow(table).write_parquet(f"{folder}/polars-lz4.parquet", compression="lz4")
duckdb.from_arrow(table).write_parquet(f"{folder}/duckdb.parquet", row_group_size=2048)
duckdb.from_arrow(table).write_parquet(f"{folder}/duckdb-zstd.parquet", compression="zstd")
datasets.disable_progress_bars()
datasets.Dataset(table.select(["url", "int32", "text", "list", "struct"])).to_parquet(f"{folder}/datasets.parquet")
for name in ["pandas", "polars", "polars-lz4", "duckdb", "duckdb-zstd", "datasets"]:
    expect(folder, name)
