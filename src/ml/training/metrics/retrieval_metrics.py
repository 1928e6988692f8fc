"""Retrieval measures over labelled unit vectors; an empty label is a distractor."""

import collections
from typing import Dict, List

import numpy as np


def average_precision(ranked_hits: np.ndarray) -> float:
    """Mean of the precision at each hit; `ranked_hits` is boolean, best first, with at least one hit."""
    ranks = np.flatnonzero(ranked_hits) + 1
    return float(np.mean(np.arange(1, len(ranks) + 1) / ranks))


def global_average_precision(confidences: np.ndarray, is_right: np.ndarray, answerable: int) -> float:
    """GAP of Google Landmarks: predictions of all queries ranked together by confidence, divided by the answerable ones."""
    right = is_right[np.argsort(-confidences, kind="stable")]
    precision = np.cumsum(right) / np.arange(1, len(right) + 1)
    return float((precision * right).sum() / answerable)


def best_pair_f1(similarities: np.ndarray, is_same: np.ndarray) -> Dict[str, float]:
    """Best F1 of "one landmark" over thresholds on the cosine in steps of 0.005."""
    bins = np.clip(np.round((similarities + 1) * 200), 0, 400).astype(int)
    true = np.cumsum(np.bincount(bins[is_same], minlength=401)[::-1])
    false = np.cumsum(np.bincount(bins[~is_same], minlength=401)[::-1])
    f1 = 2 * true / (true + false + is_same.sum())
    best = int(np.argmax(f1))
    return {"pairF1": float(f1[best]), "threshold": (400 - best) / 200 - 1}


def select_pairs(vectors: np.ndarray, labels: np.ndarray):
    """Cosines of all pairs with at least one landmark photo, and whether both show one landmark."""
    first, second = np.triu_indices(len(vectors), 1)
    keep = (labels[first] != "") | (labels[second] != "")
    first, second = first[keep], second[keep]
    similarities = (vectors @ vectors.T)[first, second]
    return similarities, (labels[first] == labels[second]) & (labels[first] != "")


def measure(vectors: np.ndarray, label_list: List[str]) -> Dict[str, float]:
    """mAP and top-1 of every landmark photo against all others, GAP of leave-one-out nearest labels (raw cosine, and
    minus the mean of the 10 nearest distractors), best pair F1. `vectors` is n x d with unit rows."""
    labels = np.array(label_list, dtype=object)
    counts = collections.Counter(label for label in label_list if label)
    similarities = vectors @ vectors.T
    np.fill_diagonal(similarities, -np.inf)
    precisions, firsts, raw, penalized, is_right = [], [], [], [], []
    for row, label in enumerate(labels):
        order = np.argsort(-similarities[row], kind="stable")[:-1]
        ranked = labels[order]
        nearest = order[np.argmax(ranked != "")]
        penalty = similarities[row, order[ranked == ""][:10]].mean()
        raw.append(similarities[row, nearest])
        penalized.append(similarities[row, nearest] - penalty)
        is_right.append(bool(label) and labels[nearest] == label)
        if label and counts[label] >= 2:
            precisions.append(average_precision(ranked == label))
            firsts.append(ranked[0] == label)
    answerable = sum(1 for label in label_list if label and counts[label] >= 2)
    right = np.array(is_right)
    return {
        "photos": len(labels),
        "queries": len(precisions),
        "mAP": float(np.mean(precisions)),
        "top1": float(np.mean(firsts)),
        "GAPraw": global_average_precision(np.array(raw), right, answerable),
        "GAPpenalized": global_average_precision(np.array(penalized), right, answerable),
        **best_pair_f1(*select_pairs(vectors, labels)),
    }
