"""Exact search with faiss IndexFlatIP, for test/bench/neighbours.ts. Run with Debian's Python: /usr/bin/python3.

Vectors and queries come as files of little-endian float32. Prints one line of JSON with what was found, then answers each line of
standard input, a number of queries, with the milliseconds that one of them took.
"""

import argparse
import json
import sys
import time

import faiss
import numpy as np


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vectors")
    parser.add_argument("queries")
    parser.add_argument("--dims", type=int, required=True)
    parser.add_argument("--k", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    options = parser.parse_args()

    faiss.omp_set_num_threads(options.threads)
    vectors = np.fromfile(options.vectors, dtype="<f4").reshape(-1, options.dims)
    queries = np.fromfile(options.queries, dtype="<f4").reshape(-1, options.dims)
    index = faiss.IndexFlatIP(options.dims)
    index.add(vectors)
    _, rows = index.search(queries, options.k)
    print(json.dumps({"version": faiss.__version__, "rows": rows.tolist()}), flush=True)
    for line in sys.stdin:
        count = int(line)
        start = time.perf_counter()
        index.search(queries[:count], options.k)
        print((time.perf_counter() - start) * 1000 / count, flush=True)


if __name__ == "__main__":
    main()
