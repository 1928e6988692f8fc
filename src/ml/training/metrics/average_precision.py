"""Measures of one ranked list (src/ml/metrics/average-precision.ts). `ranked_hits` is boolean, best row first."""

from typing import Optional

import numpy as np


def average_precision(ranked_hits: np.ndarray) -> float:
    """Mean of the precision at each hit; 0 without a hit."""
    return average_precision_at(ranked_hits, len(ranked_hits))


def average_precision_at(ranked_hits: np.ndarray, depth: int, relevant_count: Optional[int] = None) -> float:
    """The same over the first `depth` rows, divided by `min(relevant_count, depth)`: at 100 the measure of Google
    Landmarks v2 retrieval (Weyand et al. 2020, section 3). `relevant_count` is the number of hits when left out."""
    if relevant_count is None:
        relevant_count = int(np.count_nonzero(ranked_hits))
    if relevant_count == 0:
        return 0.0
    ranks = np.flatnonzero(ranked_hits[:depth]) + 1
    return float(np.sum(np.arange(1, len(ranks) + 1) / ranks) / min(relevant_count, depth))


def precision_at(ranked_hits: np.ndarray, k: int) -> float:
    """Share of hits among the first k rows; a shorter list is filled up with wrong ones."""
    return float(np.count_nonzero(ranked_hits[:k]) / k)
