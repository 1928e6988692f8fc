"""Graphs over photos and their connected components."""

import numpy as np

from grouping_ways.view import find_reciprocal, rank_neighbours


def join_above(similarity: np.ndarray, least: float) -> np.ndarray:
    """Adjacency [n, n] without loops: pairs at least that similar."""
    edges = similarity >= least
    np.fill_diagonal(edges, False)
    return edges


def join_mutual(similarity: np.ndarray, k: int, least: float) -> np.ndarray:
    """Adjacency [n, n] without loops: pairs among each other's k nearest and at least that similar."""
    return find_reciprocal(rank_neighbours(similarity)[:, :k]) & join_above(similarity, least)


def label_components(edges: np.ndarray) -> np.ndarray:
    """Number of each node's connected component [n], numbered by their first nodes."""
    labels = np.full(len(edges), -1)
    found = 0
    for start in range(len(edges)):
        if labels[start] >= 0:
            continue
        labels[start] = found
        fringe = np.array([start])
        while len(fringe) > 0:
            reached = edges[fringe].any(axis=0) & (labels < 0)
            labels[reached] = found
            fringe = np.flatnonzero(reached)
        found += 1
    return labels
