"""The ways that are compared, and the settings that each may choose from."""

from functools import partial
from itertools import product
from typing import Callable, Dict, List, NamedTuple, Sequence

import numpy as np

from grouping_ways.density_ways import cluster_dbscan, cluster_mean_shift
from grouping_ways.graph_ways import (
    cluster_chinese_whispers,
    cluster_components,
    cluster_infomap,
    cluster_leiden,
    cluster_louvain,
    cluster_rank_order,
    has_igraph,
)
from grouping_ways.hdbscan_way import cluster_hdbscan
from grouping_ways.linkage_ways import cluster_linkage
from grouping_ways.shared_neighbours import cluster_shared_neighbours
from grouping_ways.view import View, view_raw, view_reciprocal, view_smoothed

Setting = Dict[str, float]


class Kind(NamedTuple):
    """A kind of view: its variants by name, from which similarities an edge may begin on it, down to which mean
    similarity groups may merge, and below which distances (of unit vectors with that cosine) nothing need be split."""

    views: Dict[str, Callable[[np.ndarray], View]]
    least: List[float]
    mean: List[float]
    distances: List[float]


class Way(NamedTuple):
    """`cluster` takes a view and a setting and gives labels [n] (-1: noise); `list_settings` those to try on a kind."""

    name: str
    cluster: Callable[..., np.ndarray]
    list_settings: Callable[[Kind], List[Setting]]
    needs_vectors: bool = False
    needs_igraph: bool = False


def step(start: float, stop: float, width: float) -> List[float]:
    """Rounded numbers from start to stop, both among them."""
    return [round(start + index * width, 4) for index in range(int(round((stop - start) / width)) + 1)]


def cross(**choices: Sequence[float]) -> List[Setting]:
    """All combinations."""
    return [dict(zip(choices, values)) for values in product(*choices.values())]


KINDS = {
    "raw": Kind({"": view_raw}, step(0.24, 0.64, 0.02), step(0.1, 0.5, 0.02), [0, 0.8, 0.9, 1.0, 1.1]),
    "smoothed": Kind(
        {f"k {k}": partial(view_smoothed, ks=(k,)) for k in (2, 3, 5, 8)},
        step(0.32, 0.76, 0.02),
        step(0.2, 0.7, 0.02),
        [0, 0.6, 0.7, 0.85, 1.0],
    ),
    "smoothed twice": Kind(
        {
            **{f"k {a}, {b}": partial(view_smoothed, ks=(a, b)) for a, b in ((3, 5), (5, 5), (5, 8), (8, 8))},
            "k 5, 5 as Cairn": partial(view_smoothed, ks=(5, 5), shares=(0.5, 0.7)),
        },
        step(0.4, 0.84, 0.02),
        step(0.26, 0.8, 0.02),
        [0, 0.5, 0.6, 0.7, 0.85],
    ),
    "re-ranked": Kind(
        {f"k1 {a}, k2 {b}": partial(view_reciprocal, k1=a, k2=b) for a, b in ((14, 3), (20, 3), (20, 6))},
        step(0.26, 0.78, 0.04),
        step(0.14, 0.78, 0.04),
        [0, 0.7, 0.8, 0.9, 1.0],
    ),
}

WAYS = [
    Way("connected components", cluster_components, lambda kind: cross(least=kind.least)),
    Way("DBSCAN", cluster_dbscan, lambda kind: cross(min_points=[2, 3, 4, 6], least=kind.least)),
    Way(
        "HDBSCAN",
        cluster_hdbscan,
        lambda kind: cross(min_samples=[1, 3, 5, 8], min_size=[2, 3, 5], most_distance=kind.distances),
    ),
    Way("Chinese whispers", cluster_chinese_whispers, lambda kind: cross(k=[30, 50], least=kind.least[::2])),
    Way(
        "Leiden",
        cluster_leiden,
        lambda kind: cross(k=[50], least=kind.least[::3], resolution=[0.01, 0.03, 0.1, 0.2, 0.3]),
        needs_igraph=True,
    ),
    Way(
        "Louvain",
        cluster_louvain,
        lambda kind: cross(k=[30], least=kind.least[::2], resolution=[0.5, 1, 3]),
        needs_igraph=True,
    ),
    Way("Infomap", cluster_infomap, lambda kind: cross(k=[30, 50], least=kind.least[::2]), needs_igraph=True),
    Way("rank order", cluster_rank_order, lambda kind: cross(k=[8, 15, 25], most=[0.05, 0.1, 0.2, 0.4, 0.7])),
    Way("average linkage", partial(cluster_linkage, rule="average"), lambda kind: cross(least=kind.mean)),
    Way("complete linkage", partial(cluster_linkage, rule="complete"), lambda kind: cross(least=[0.0, *kind.mean])),
    Way(
        "mean shift",
        cluster_mean_shift,
        lambda kind: cross(reach=kind.least[::2], merge=[0.7, 0.9]),
        needs_vectors=True,
    ),
    Way(
        "shared neighbours",
        cluster_shared_neighbours,
        lambda kind: cross(k=[20, 40], least=kind.least[::2], overlap=[0.3, 0.6]),
    ),
]


def list_ways() -> List[Way]:
    """The ways that can run here: without python3-igraph some are left out."""
    return [way for way in WAYS if has_igraph() or not way.needs_igraph]


def list_kinds(way: Way) -> List[str]:
    """Names of the kinds of view that the way can work on."""
    return [name for name in KINDS if not (way.needs_vectors and name == "re-ranked")]
