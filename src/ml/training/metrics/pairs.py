"""One threshold on the cosine tells pairs of one landmark from all others (src/ml/metrics/pair-counts.ts)."""

from typing import Dict, Tuple

import numpy as np

BINS = 401


def find_bins(similarities: np.ndarray) -> np.ndarray:
    """Bins of 0.005 over [-1, 1]: bin b holds the cosines that round to b / 200 - 1, halves to the even bin."""
    return np.clip(np.round((similarities + 1) * 200), 0, BINS - 1).astype(int)


def trace_thresholds(similarities: np.ndarray, is_same: np.ndarray) -> Dict[str, np.ndarray]:
    """`threshold`, `precision`, `recall` and `f1` of "cosine >= threshold means one landmark", from the highest one
    down. Precision is 1 where no pair is that similar; recall and F1 are 0 when no pair is of one landmark."""
    bins = find_bins(similarities)
    true = np.cumsum(np.bincount(bins[is_same], minlength=BINS)[::-1])
    false = np.cumsum(np.bincount(bins[~is_same], minlength=BINS)[::-1])
    chosen, relevant = true + false, int(is_same.sum())
    return {
        "threshold": np.arange(BINS - 1, -1, -1) / 200 - 1,
        "precision": np.where(chosen > 0, true / np.maximum(chosen, 1), 1.0),
        "recall": true / max(relevant, 1),
        "f1": 2 * true / np.maximum(chosen + relevant, 1),
    }


def best_pair_f1(similarities: np.ndarray, is_same: np.ndarray) -> Dict[str, float]:
    """Best F1 of "one landmark" over these thresholds; the highest threshold of equals."""
    curve = trace_thresholds(similarities, is_same)
    best = int(np.argmax(curve["f1"]))
    return {"pairF1": float(curve["f1"][best]), "threshold": float(curve["threshold"][best])}


def select_pairs(vectors: np.ndarray, labels: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Cosines of all pairs with at least one landmark photo, and whether both show one landmark."""
    first, second = np.triu_indices(len(vectors), 1)
    keep = (labels[first] != "") | (labels[second] != "")
    first, second = first[keep], second[keep]
    similarities = (vectors @ vectors.T)[first, second]
    return similarities, (labels[first] == labels[second]) & (labels[first] != "")
