"""Agglomerative ways: average and complete linkage."""

from typing import NamedTuple

import numpy as np

from grouping_ways.view import View


class Merges(NamedTuple):
    """n - 1 merges, most similar first: two photos, one of each side, and how similar the sides are."""

    pairs: np.ndarray
    heights: np.ndarray


def build_dendrogram(similarity: np.ndarray, rule: str) -> Merges:
    """Merges by the rule 'average' (Sokal and Michener 1958) or 'complete', by chains of nearest neighbours (Murtagh
    1983): both rules are reducible, hence the order of merges does not matter."""
    linked = similarity.astype(np.float64).copy()
    np.fill_diagonal(linked, -np.inf)
    count = len(linked)
    sizes, alive = np.ones(count), np.ones(count, dtype=bool)
    pairs, heights, chain = [], [], []
    while len(pairs) < count - 1:
        if not chain:
            chain.append(int(alive.argmax()))
        tip = chain[-1]
        nearest = int(linked[tip].argmax())
        # The one before wins a tie, else the chain could run in circles.
        if len(chain) > 1 and linked[tip, chain[-2]] >= linked[tip, nearest]:
            nearest = chain[-2]
        if len(chain) < 2 or nearest != chain[-2]:
            chain.append(nearest)
            continue
        del chain[-2:]
        kept, gone = min(tip, nearest), max(tip, nearest)
        pairs.append((kept, gone))
        heights.append(linked[kept, gone])
        if rule == "average":
            row = (sizes[kept] * linked[kept] + sizes[gone] * linked[gone]) / (sizes[kept] + sizes[gone])
        else:
            row = np.minimum(linked[kept], linked[gone])
        sizes[kept] += sizes[gone]
        alive[gone] = False
        row[kept] = -np.inf
        row[~alive] = -np.inf
        linked[kept], linked[:, kept] = row, row
        linked[gone], linked[:, gone] = -np.inf, -np.inf
    order = np.argsort(-np.array(heights), kind="stable")
    return Merges(np.array(pairs, dtype=int).reshape(-1, 2)[order], np.array(heights)[order])


def cut_dendrogram(merges: Merges, least: float) -> np.ndarray:
    """Labels [n] after all merges at `least` or more."""
    labels = np.arange(len(merges.pairs) + 1)
    for (a, b), height in zip(merges.pairs, merges.heights):
        if height < least:
            break
        labels[labels == labels[b]] = labels[a]
    return labels


def cluster_linkage(view: View, rule: str, least: float) -> np.ndarray:
    """Groups whose mean (or least) similarity stays at `least` or more while they merge."""
    return cut_dendrogram(build_dendrogram(view.similarity, rule), least)
