"""mAP landmark by landmark, to tell a difference between two models from chance."""

import math
from typing import Dict, List, NamedTuple

import numpy as np
from metrics.average_precision import average_precision


class LandmarkPrecision(NamedTuple):
    """One landmark: its photos that were queries, and the mean of their average precisions."""

    queries: int
    mean: float


class Difference(NamedTuple):
    """Of two mAPs on the same photos, with its standard error."""

    value: float
    standard_error: float


def measure_by_landmark(vectors: np.ndarray, label_list: List[str]) -> Dict[str, LandmarkPrecision]:
    """Every photo of a landmark with two photos or more against all others, as in `measure_ranking`. `vectors` is n x d
    with unit rows; an empty label is a distractor."""
    labels = np.array(label_list, dtype=object)
    similarities = vectors @ vectors.T
    np.fill_diagonal(similarities, -np.inf)
    precisions: Dict[str, List[float]] = {}
    for row, label in enumerate(label_list):
        order = np.argsort(-similarities[row], kind="stable")[:-1]
        hits = labels[order] == label
        if label and hits.any():
            precisions.setdefault(label, []).append(average_precision(hits))
    return {label: LandmarkPrecision(len(each), float(np.mean(each))) for label, each in sorted(precisions.items())}


def compare_by_landmark(base: Dict[str, LandmarkPrecision], other: Dict[str, LandmarkPrecision]) -> Difference:
    """mAP of `other` minus that of `base`. ValueError when the two were not measured on the same photos.

    Photos of one landmark rise and fall together, so landmarks are what chance draws: the standard error is the
    cluster-robust one of a mean (Liang and Zeger 1986).
    """
    if {name: item.queries for name, item in base.items()} != {name: item.queries for name, item in other.items()}:
        raise ValueError("the two were measured on different photos")
    queries = np.array([item.queries for item in base.values()], float)
    changes = np.array([other[name].mean - item.mean for name, item in base.items()])
    value = float((queries * changes).sum() / queries.sum())
    count = len(queries)
    spread = float(((queries * (changes - value)) ** 2).sum())
    return Difference(value, math.sqrt(spread * count / max(1, count - 1)) / float(queries.sum()))
