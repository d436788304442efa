"""Writes test/samples/museum/objects.parquet: the list of a museum as it would publish it, for the demo and its recipe."""

import sys

import pyarrow as pa
import pyarrow.parquet as pq

makers = ["unknown", "workshop of Anna Lind", "J. Okafor", "Mori & Sons"]
things = ["vase", "map of the harbour", "portrait", "tea bowl", "clock", "herbarium sheet"]
count = 480
ids = list(range(1, count + 1))
table = pa.table(
    {
        "object_id": pa.array(ids, pa.int32()),
        "title": [f"{things[n % 6].capitalize()}, no. {n}" for n in ids],
        "maker": [None if n % 7 == 0 else makers[n % 4] for n in ids],
        "year": pa.array([1600 + n * 37 % 400 for n in ids], pa.int16()),
        "image_url": [f"http://museum.example/objects/{n}.jpg" for n in ids],
        "public_domain": [1600 + n * 37 % 400 < 1900 for n in ids],
        # What a museum has besides, and nobody who wants pictures: most of the file.
        "description": [" ".join(f"{things[(n * k) % 6]} {n * k * 7919 % 10007}" for k in range(1, 150)) for n in ids],
    }
)
pq.write_table(table, sys.argv[1], row_group_size=120, compression="zstd")
