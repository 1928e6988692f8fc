"""Synthetic photos for the tests of grouping ways: tight blobs, a chain between two of them, and noise."""

from typing import Tuple

import numpy as np
from grouping_ways.view import normalize_rows

DIMS = 64
# Photos that the chain and the noise consist of.
CHAIN, NOISE = 3, 12


def draw_blobs(sizes: Tuple[int, ...], spread: float = 0.5, seed: int = 1) -> Tuple[np.ndarray, np.ndarray]:
    """Unit vectors [sum, 64] around one axis a blob, and the blob of each. Cosines within a blob are about
    1 / (1 + spread^2), between blobs about 0."""
    generator = np.random.default_rng(seed)
    truth = np.repeat(np.arange(len(sizes)), sizes)
    return normalize_rows(np.eye(DIMS)[truth] + generator.normal(0, spread / np.sqrt(DIMS), (len(truth), DIMS))), truth


def draw_library(seed: int = 1) -> Tuple[np.ndarray, np.ndarray]:
    """Blobs of 12, 9, 7 and 4 photos, then a chain of 3 from the first to the second, then 12 photos like no other; the
    blob of each, -1 for chain and noise. Neighbours in the chain have cosines of about 0.7, its ends and their blobs
    about 0.63."""
    vectors, truth = draw_blobs((12, 9, 7, 4), seed=seed)
    axes = np.eye(DIMS)
    # The middle one is a little nearer to the first blob: no ties.
    chain = np.stack([axes[0] + axes[50], 0.04 * axes[0] + axes[50], axes[50] + axes[1]])
    noise = np.random.default_rng(seed + 100).normal(size=(NOISE, DIMS))
    everything = np.vstack([vectors, normalize_rows(chain), normalize_rows(noise)])
    return everything, np.concatenate([truth, np.full(CHAIN + NOISE, -1)])
