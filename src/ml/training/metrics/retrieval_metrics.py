"""Retrieval figures of labelled unit vectors; an empty label is a distractor (src/ml/metrics/evaluate-vectors.ts)."""

import collections
from typing import Callable, Dict, List

import numpy as np

from metrics.average_precision import average_precision, average_precision_at, precision_at
from metrics.gap import global_average_precision
from metrics.pairs import best_pair_f1, select_pairs

# Distractors in the penalty of a query.
PENALTY_NEIGHBOURS = 10


def measure_ranking(vectors: np.ndarray, label_list: List[str]) -> Dict[str, float]:
    """mAP, mAP@100 and precision at 1, 5 and 10 of every landmark photo against all others; GAP of leave-one-out nearest
    labels (raw cosine, and minus the mean of the 10 nearest distractors). `vectors` is n x d with unit rows. Equal
    cosines keep the order of the photos."""
    labels = np.array(label_list, dtype=object)
    counts = collections.Counter(label for label in label_list if label)
    similarities = vectors @ vectors.T
    np.fill_diagonal(similarities, -np.inf)
    rankings, raw, penalized, is_right = [], [], [], []
    for row, label in enumerate(labels):
        order = np.argsort(-similarities[row], kind="stable")[:-1]
        ranked = labels[order]
        if label and counts[label] >= 2:
            rankings.append(ranked == label)
        if not (ranked != "").any():
            continue
        nearest = order[np.argmax(ranked != "")]
        distractors = order[ranked == ""][:PENALTY_NEIGHBOURS]
        penalty = similarities[row, distractors].mean() if len(distractors) else 0.0
        raw.append(similarities[row, nearest])
        penalized.append(similarities[row, nearest] - penalty)
        is_right.append(bool(label) and labels[nearest] == label)
    right = np.array(is_right, dtype=bool)

    def average(score: Callable[[np.ndarray], float]) -> float:
        return float(np.mean([score(hits) for hits in rankings])) if rankings else 0.0

    return {
        "photos": len(labels),
        "queries": len(rankings),
        "mAP": average(average_precision),
        "mAPAt100": average(lambda hits: average_precision_at(hits, 100)),
        "precisionAt1": average(lambda hits: precision_at(hits, 1)),
        "precisionAt5": average(lambda hits: precision_at(hits, 5)),
        "precisionAt10": average(lambda hits: precision_at(hits, 10)),
        "gapRaw": global_average_precision(np.array(raw), right, len(rankings)),
        "gapPenalised": global_average_precision(np.array(penalized), right, len(rankings)),
    }


def measure(vectors: np.ndarray, label_list: List[str]) -> Dict[str, float]:
    """The table of the model card: mAP, top-1, both GAPs (see `measure_ranking`) and the best pair F1."""
    ranking = measure_ranking(vectors, label_list)
    return {
        "photos": ranking["photos"],
        "queries": ranking["queries"],
        "mAP": ranking["mAP"],
        "top1": ranking["precisionAt1"],
        "GAPraw": ranking["gapRaw"],
        "GAPpenalized": ranking["gapPenalised"],
        **best_pair_f1(*select_pairs(vectors, np.array(label_list, dtype=object))),
    }
