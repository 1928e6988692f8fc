"""Ways that cut a graph of similar photos: components, Chinese whispers, communities, flows."""

import random

import numpy as np

from grouping_ways.neighbour_graph import join_above, join_mutual, label_components
from grouping_ways.view import View, rank_neighbours

try:
    import igraph
except ImportError:
    igraph = None

WHISPERS = 30


def has_igraph() -> bool:
    """Whether Debian's python3-igraph is there: Leiden, Louvain and Infomap need it."""
    return igraph is not None


def cluster_components(view: View, least: float) -> np.ndarray:
    """Connected components of the pairs at least that similar (single linkage)."""
    return label_components(join_above(view.similarity, least))


def cluster_mutual_components(view: View, k: int, least: float) -> np.ndarray:
    """Connected components of mutual k nearest neighbours (Brito et al. 1997)."""
    return label_components(join_mutual(view.similarity, k, least))


def cluster_chinese_whispers(view: View, k: int, least: float, seed: int = 1) -> np.ndarray:
    """Biemann, "Chinese Whispers", 2006, section 2: in random order every node takes the label that is heaviest among
    its neighbours, ties to the lower label, until none changes."""
    edges = join_mutual(view.similarity, k, least)
    near = [np.flatnonzero(row) for row in edges]
    labels = np.arange(len(edges))
    generator = np.random.default_rng(seed)
    for _ in range(WHISPERS):
        before = labels.copy()
        for node in generator.permutation(len(edges)):
            if len(near[node]) > 0:
                weights = np.bincount(labels[near[node]], view.similarity[node, near[node]])
                labels[node] = int(weights.argmax())
        if (labels == before).all():
            break
    return labels


def build_graph(view: View, k: int, least: float) -> "igraph.Graph":
    """Mutual k nearest neighbours at least that similar, weighted by similarity. RuntimeError without
    python3-igraph."""
    if igraph is None:
        raise RuntimeError("Leiden, Louvain and Infomap need igraph: apt-get install python3-igraph")
    first, second = np.nonzero(np.triu(join_mutual(view.similarity, k, least), 1))
    graph = igraph.Graph(len(view.similarity), list(zip(first.tolist(), second.tolist())))
    graph.es["weight"] = np.maximum(view.similarity[first, second], 1e-6).tolist()
    igraph.set_random_number_generator(random.Random(1))
    return graph


def cluster_leiden(view: View, k: int, least: float, resolution: float) -> np.ndarray:
    """Traag et al., "From Louvain to Leiden", 2019, with the constant Potts model (Traag et al. 2011, section II): a
    group stays together while its mean similarity, absent edges being 0, is above `resolution`."""
    graph = build_graph(view, k, least)
    found = graph.community_leiden("CPM", weights="weight", resolution_parameter=resolution, n_iterations=-1)
    return np.array(found.membership)


def cluster_louvain(view: View, k: int, least: float, resolution: float) -> np.ndarray:
    """Blondel et al. 2008: modularity, `resolution` as in Reichardt and Bornholdt 2006."""
    graph = build_graph(view, k, least)
    return np.array(graph.community_multilevel(weights="weight", resolution=resolution).membership)


def cluster_infomap(view: View, k: int, least: float) -> np.ndarray:
    """Rosvall and Bergstrom, "Maps of random walks on complex networks", 2008."""
    return np.array(build_graph(view, k, least).community_infomap(edge_weights="weight", trials=3).membership)


def cluster_rank_order(view: View, k: int, most: float) -> np.ndarray:
    """Otto et al., "Clustering Millions of Faces by Identity", 2018, section 4.1 (after Zhu et al. 2011): components of
    the pairs whose neighbour lists agree, d(a, b) = (misses(a, b) + misses(b, a)) / min(rank a in b, rank b in a)."""
    count = len(view.similarity)
    near = np.hstack([np.arange(count)[:, None], rank_neighbours(view.similarity)[:, :k]])
    k = near.shape[1] - 1
    ranks = np.full((count, count), k + 1)
    np.put_along_axis(ranks, near, np.arange(k + 1)[None, :].repeat(count, 0), axis=1)
    edges = np.zeros((count, count), dtype=bool)
    places = np.arange(1, k + 1)
    for a in range(count):
        others = near[a, 1:]
        # Of a's list up to each other, who is not in that one's list; and the other way round.
        missed = (ranks[others][:, near[a]] > k).cumsum(axis=1)[places - 1, places]
        missed_back = (ranks[a, near[others]] > k).cumsum(axis=1)[places - 1, np.minimum(ranks[others, a], k)]
        agree = (missed + missed_back) / np.minimum(places, ranks[others, a]) < most
        edges[a, others[agree]] = True
    return label_components(edges | edges.T)
