"""HDBSCAN* (Campello, Moulavi and Sander, "Density-Based Clustering Based on Hierarchical Density Estimates", 2013; the
condensed tree and its excess of mass as in McInnes and Healy, "Accelerated Hierarchical Density Based Clustering",
2017).

Debian 12's scikit-learn (1.2) does not have it.
"""

from typing import Dict, List, NamedTuple, Tuple

import numpy as np

from grouping_ways.view import View


class Branch(NamedTuple):
    """A cluster of the condensed tree. `birth` and `leave` are densities 1 / distance; `points` left it as points, at
    `leave`; `children` are the two clusters it splits into (or none), at density `split`, with so many points
    together."""

    birth: float
    points: List[int]
    leave: List[float]
    children: List[int]
    split: float
    below: int


def measure_reachability(similarity: np.ndarray, min_samples: int) -> np.ndarray:
    """Mutual reachability [n, n]: the distance, or the larger core distance. A photo counts among its own
    `min_samples`. Distances are those of unit vectors."""
    distances = np.sqrt(np.maximum(2 - 2 * similarity, 0))
    place = min(min_samples, len(distances)) - 1
    core = np.partition(distances, place, axis=1)[:, place]
    return np.maximum(distances, np.maximum(core[:, None], core[None, :]))


def span_tree(distances: np.ndarray) -> List[Tuple[float, int, int]]:
    """Edges (distance, a, b) of a minimum spanning tree, shortest first (Prim 1957)."""
    count = len(distances)
    best, source = distances[0].copy(), np.zeros(count, dtype=int)
    outside = np.ones(count, dtype=bool)
    outside[0] = False
    edges = []
    for _ in range(count - 1):
        node = int(np.where(outside, best, np.inf).argmin())
        edges.append((float(best[node]), int(source[node]), node))
        outside[node] = False
        closer = outside & (distances[node] < best)
        best[closer], source[closer] = distances[node, closer], node
    return sorted(edges)


def build_hierarchy(edges: List[Tuple[float, int, int]]) -> Dict[int, Tuple[int, int, float]]:
    """Single-linkage tree: node n + i is the i-th merge, of two nodes, at a distance. Photos are nodes 0 to n - 1."""
    count = len(edges) + 1
    root = list(range(2 * count - 1))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    tree = {}
    for index, (distance, a, b) in enumerate(edges):
        left, right = find(a), find(b)
        tree[count + index] = (left, right, distance)
        root[left] = root[right] = count + index
    return tree


def condense(tree: Dict[int, Tuple[int, int, float]], min_size: int) -> List[Branch]:
    """The tree with splits into two parts of `min_size` or more alone; smaller parts leave as points. Branch 0 is the
    root."""
    count = len(tree) + 1
    members: Dict[int, List[int]] = {photo: [photo] for photo in range(count)}
    for node in sorted(tree):
        members[node] = members[tree[node][0]] + members[tree[node][1]]
    branches: List[Branch] = []
    todo = [(max(tree, default=0), 0.0, -1)]
    while todo:
        node, birth, parent = todo.pop()
        if parent >= 0:
            branches[parent].children.append(len(branches))
        points: List[int] = []
        leave: List[float] = []
        split, below = birth, 0
        while node in tree:
            left, right, distance = tree[node]
            density = 1 / max(distance, 1e-6)
            large = [part for part in (left, right) if len(members[part]) >= min_size]
            for part in (left, right):
                if len(large) < 2 and part not in large:
                    points += members[part]
                    leave += [density] * len(members[part])
            if len(large) == 2:
                split, below = density, len(members[node])
                todo += [(part, density, len(branches)) for part in large]
            if len(large) != 1:
                break
            node = large[0]
        branches.append(Branch(birth, points, leave, [], split, below))
    return branches


def choose_branches(branches: List[Branch], most_distance: float, leaves: bool) -> List[int]:
    """The clusters by excess of mass (or the leaves); those born below `most_distance` give way to the ancestor that is
    not (Malzer and Baum, "A Hybrid Approach to Hierarchical Density-based Cluster Selection", 2020). The root is
    none."""
    parents = {child: index for index, branch in enumerate(branches) for child in branch.children}
    mass: List[float] = [0.0] * len(branches)
    chosen = [not branch.children for branch in branches]
    # A child has a higher number than its parent.
    for index in range(len(branches) - 1, 0, -1):
        branch = branches[index]
        own = sum(density - branch.birth for density in branch.leave) + branch.below * (branch.split - branch.birth)
        children = sum(mass[child] for child in branch.children)
        if branch.children and not leaves:
            chosen[index] = own >= children
        mass[index] = max(own, children)
    picked = []
    todo = list(branches[0].children)
    while todo:
        index = todo.pop()
        if chosen[index]:
            picked.append(climb(index, branches, parents, most_distance))
        else:
            todo += branches[index].children
    return drop_nested(sorted(set(picked)), parents)


def climb(index: int, branches: List[Branch], parents: Dict[int, int], most_distance: float) -> int:
    """The nearest ancestor that was born at `most_distance` or further apart; never the root."""
    while branches[index].birth * most_distance > 1 and parents[index] != 0:
        index = parents[index]
    return index


def drop_nested(picked: List[int], parents: Dict[int, int]) -> List[int]:
    """Without clusters that lie within another of them."""
    kept = set(picked)

    def has_ancestor(index: int) -> bool:
        while index in parents:
            index = parents[index]
            if index in kept:
                return True
        return False

    return [index for index in picked if not has_ancestor(index)]


def cluster_hdbscan(
    view: View, min_size: int, min_samples: int, most_distance: float = 0.0, leaves: bool = False
) -> np.ndarray:
    """Labels [n], noise -1. `most_distance` is the distance of unit vectors below which nothing is split."""
    branches = condense(build_hierarchy(span_tree(measure_reachability(view.similarity, min_samples))), min_size)
    labels = np.full(len(view.similarity), -1)
    for index in choose_branches(branches, most_distance, leaves):
        todo = [index]
        while todo:
            branch = branches[todo.pop()]
            labels[branch.points] = index
            todo += branch.children
    return labels
