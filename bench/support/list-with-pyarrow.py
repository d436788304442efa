"""What people write today: list-with-pyarrow.py FILE prints url and caption of every row as JSON."""

import json
import sys

import pyarrow.parquet as pq

out = sys.stdout
for batch in pq.ParquetFile(sys.argv[1]).iter_batches(columns=["URL", "TEXT"]):
    urls, texts = batch.column(0).to_pylist(), batch.column(1).to_pylist()
    out.writelines(
        json.dumps({"url": url, "caption": text}, ensure_ascii=False) + "\n" for url, text in zip(urls, texts)
    )
