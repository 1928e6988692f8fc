"""Groups of unit vectors with scikit-learn's DBSCAN, for test/bench/regroup.ts. Run with Debian's Python: /usr/bin/python3.

Vectors come as a file of little-endian float32. Answers each line of standard input, a cosine below which two photos are no
neighbours, with a line of JSON: milliseconds, and the group of each photo (-1: none).
"""

import argparse
import json
import sys
import time

import numpy as np
from sklearn.cluster import DBSCAN


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vectors")
    parser.add_argument("--dims", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--group-size", type=int, required=True)
    options = parser.parse_args()

    vectors = np.fromfile(options.vectors, dtype="<f4").reshape(-1, options.dims)
    for line in sys.stdin:
        clusterer = DBSCAN(
            eps=1 - float(line),
            min_samples=options.group_size,
            metric="cosine",
            algorithm="brute",
            n_jobs=options.threads,
        )
        start = time.perf_counter()
        groups = clusterer.fit_predict(vectors)
        seconds = time.perf_counter() - start
        print(json.dumps({"ms": seconds * 1000, "groups": groups.tolist()}), flush=True)


if __name__ == "__main__":
    main()
