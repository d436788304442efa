"""Writes a table of all types in groups of 10 rows, and the URLs that DuckDB finds by each condition (a JSON list of them)."""

import json
import sys

import duckdb
import pyarrow.parquet
from every_type import every_type

folder, conditions = sys.argv[1], json.loads(sys.argv[2])
table = every_type(200).drop_columns(["category", "float16"])
file = f"{folder}/where.parquet"
pyarrow.parquet.write_table(table, file, row_group_size=10, compression="snappy")
duckdb.sql("set timezone = 'UTC'")
found = [
    [url for (url,) in duckdb.sql(f"select url from '{file}' where {condition} order by sequence").fetchall()]
    for condition in conditions
]
with open(f"{folder}/where.json", "w") as out:
    json.dump(found, out)
