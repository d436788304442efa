"""The same by DuckDB's COPY: list-with-duckdb.py FILE."""

import sys

import duckdb

duckdb.sql(
    f"COPY (SELECT URL AS url, TEXT AS caption FROM '{sys.argv[1]}') TO '/dev/stdout' (FORMAT json)"
)
