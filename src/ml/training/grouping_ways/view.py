"""What a way of grouping sees of the photos: how similar every two are, by raw, smoothed or re-ranked vectors."""

from typing import NamedTuple, Optional, Sequence

import numpy as np

LEAST_SMOOTHING_COSINE = 0.2


class View(NamedTuple):
    """`similarity` [n, n]: symmetric, 1 on the diagonal, higher is more alike. `vectors` [n, d]: the unit vectors whose
    cosines it is, None where it is no cosine."""

    similarity: np.ndarray
    vectors: Optional[np.ndarray]


def normalize_rows(vectors: np.ndarray) -> np.ndarray:
    """Rows at length 1."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)


def rank_neighbours(similarity: np.ndarray) -> np.ndarray:
    """All others of each row [n, n - 1], most similar first, ties by index."""
    hidden = similarity.copy()
    np.fill_diagonal(hidden, -np.inf)
    return np.argsort(-hidden, axis=1, kind="stable")[:, : max(0, len(hidden) - 1)]


def view_raw(vectors: np.ndarray) -> View:
    """Cosines of unit vectors [n, d]."""
    similarity = np.clip(vectors @ vectors.T, -1, 1)
    np.fill_diagonal(similarity, 1)
    return View(similarity, vectors)


def smooth(vectors: np.ndarray, k: int, share: float = 0) -> np.ndarray:
    """Each vector becomes the mean of itself and its k nearest, weights cosine^3: database-side augmentation
    (Arandjelović and Zisserman, "Three things everyone should know to improve object retrieval", 2012, section 5).
    Left out are neighbours below a cosine of 0.2 or below `share` of the nearest one's
    (src/ml/grouping/smooth-vectors.ts)."""
    cosines = view_raw(vectors).similarity
    near = rank_neighbours(cosines)[:, :k]
    weights = np.take_along_axis(cosines, near, axis=1)
    least = np.maximum(LEAST_SMOOTHING_COSINE, share * weights[:, :1])
    weights = np.where(weights >= least, weights, 0) ** 3
    return normalize_rows(vectors + np.einsum("nk,nkd->nd", weights, vectors[near]))


def view_smoothed(vectors: np.ndarray, ks: Sequence[int], shares: Sequence[float] = (0, 0)) -> View:
    """Cosines after one round of smoothing for each k."""
    for k, share in zip(ks, shares):
        vectors = smooth(vectors, k, share)
    return view_raw(vectors)


def view_reciprocal(vectors: np.ndarray, k1: int, k2: int) -> View:
    """1 minus the Jaccard distance of k-reciprocal neighbourhoods (Zhong et al., "Re-ranking Person Re-identification
    with k-reciprocal Encoding", 2017, sections 3.2 to 3.4)."""
    similarity = view_raw(vectors).similarity
    near = np.hstack([np.arange(len(similarity))[:, None], rank_neighbours(similarity)])
    whole, half = find_reciprocal(near[:, : k1 + 1]), find_reciprocal(near[:, : k1 // 2 + 1])
    shared = whole.astype(np.float32) @ half.T.astype(np.float32)
    # Row p, column q: q is in R(p, k1), and so are two thirds of R(q, k1 / 2), which then come in as a whole.
    trusted = whole & (shared >= 2 / 3 * half.sum(axis=1)[None, :])
    expanded = whole | (trusted.astype(np.float32) @ half.astype(np.float32) > 0)
    encoding = np.where(expanded, np.exp(similarity - 1), 0).astype(np.float32)
    encoding /= encoding.sum(axis=1, keepdims=True)
    encoding = encoding[near[:, :k2]].mean(axis=1)
    # Rows sum to 1: the sum of the larger ones is 2 minus that of the smaller ones.
    smaller = np.stack([np.minimum(row, encoding).sum(axis=1) for row in encoding])
    jaccard = smaller / (2 - smaller)
    np.fill_diagonal(jaccard, 1)
    return View((jaccard + jaccard.T) / 2, None)


def find_reciprocal(near: np.ndarray) -> np.ndarray:
    """Matrix [n, n] of who is in each other's list [n, k]."""
    listed = np.zeros((len(near), len(near)), dtype=bool)
    np.put_along_axis(listed, near, True, axis=1)
    return listed & listed.T
