"""Cairn's first way (src/ml/grouping as of issue 3): mutual neighbours whose neighbourhoods overlap, core and border
photos."""

import numpy as np

from grouping_ways.neighbour_graph import join_mutual, label_components
from grouping_ways.view import View, rank_neighbours


def cluster_shared_neighbours(
    view: View, k: int, least: float, overlap: float, neighbour_least: float = 0.4, core_edges: int = 2
) -> np.ndarray:
    """Shared nearest neighbours (Jarvis and Patrick 1973; Ertöz et al. 2003), as the overlap coefficient of
    neighbourhoods that hold only photos above `neighbour_least`. Photos with `core_edges` edges are core; others join
    their nearest core."""
    similarity = view.similarity
    count = len(similarity)
    listed = np.eye(count, dtype=bool)
    np.put_along_axis(listed, rank_neighbours(similarity)[:, :k], True, axis=1)
    listed &= similarity >= neighbour_least
    sizes = listed.sum(axis=1)
    shared = listed.astype(np.float32) @ listed.T.astype(np.float32)
    overlaps = shared / np.minimum(sizes[:, None], sizes[None, :])
    edges = join_mutual(similarity, k, max(least, neighbour_least)) & (overlaps >= overlap)
    core = edges.sum(axis=1) >= core_edges
    labels = label_components(edges & core[:, None] & core[None, :])
    for border in np.flatnonzero(~core):
        near = np.flatnonzero(edges[border] & core)
        if len(near) > 0:
            labels[border] = labels[near[similarity[border, near].argmax()]]
    return labels
