"""Writes a made-up list of the shape of LAION's: make-list.py FILE ROWS."""

import random
import sys

import pyarrow as pa
import pyarrow.parquet as pq

path, rows = sys.argv[1], int(sys.argv[2])
rng = random.Random(20261128)
words = [f"{a}{b}" for a in ("red", "old", "blue", "small", "wooden", "city") for b in ("house", "cat", "chair", "street", "lamp", "boat")]
schema = pa.schema(
    [
        ("SAMPLE_ID", pa.int64()),
        ("URL", pa.string()),
        ("TEXT", pa.string()),
        ("HEIGHT", pa.int32()),
        ("WIDTH", pa.int32()),
        ("LICENSE", pa.string()),
        ("NSFW", pa.string()),
        ("similarity", pa.float64()),
    ]
)
with pq.ParquetWriter(path, schema, compression="snappy") as writer:
    for first in range(0, rows, 100_000):
        count = min(100_000, rows - first)
        ids = [rng.getrandbits(62) for _ in range(count)]
        writer.write_table(
            pa.table(
                [
                    pa.array(ids),
                    pa.array([f"https://cdn{n % 4999}.example.com/images/{n:x}/large.jpg?w={n % 1000}" for n in ids]),
                    pa.array([" ".join(words[(n >> k) % 36] for k in range(0, 40, 4)) for n in ids]),
                    pa.array([n % 1500 for n in ids], pa.int32()),
                    pa.array([n % 2000 for n in ids], pa.int32()),
                    pa.array(["?" if n % 10 else "cc-by" for n in ids]),
                    pa.array([("UNLIKELY", "UNSURE", "NSFW")[n % 3] for n in ids]),
                    pa.array([0.28 + n % 10_000 / 50_000 for n in ids]),
                ],
                schema=schema,
            )
        )
