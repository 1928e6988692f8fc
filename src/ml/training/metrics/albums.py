"""How good albums are, against the labels of their photos (src/ml/metrics/evaluate-albums.ts)."""

from typing import List, NamedTuple

import numpy as np


class AlbumFigures(NamedTuple):
    """B-cubed precision (`purity`), recall and F1 over the landmark photos (Bagga and Baldwin 1998; Amigó et al. 2009,
    section 3.2), a photo in no album being alone; `leak`: share of non-landmarks in any album; `found`: share of
    landmarks of five and more photos with an album of their own; `albums`: albums per landmark that has one of its
    own."""

    purity: float
    recall: float
    f1: float
    leak: float
    found: float
    albums: float


def evaluate_albums(truth: np.ndarray, albums: np.ndarray) -> AlbumFigures:
    """`truth` and `albums` [n] are numbers; -1: not a landmark, in no album."""
    is_landmark = truth >= 0
    labels, groups = truth[is_landmark], albums[is_landmark].copy()
    alone = groups < 0
    groups[alone] = albums.max(initial=-1) + 1 + np.arange(alone.sum())
    _, groups = np.unique(groups, return_inverse=True)
    names, labels = np.unique(labels, return_inverse=True)
    table = np.zeros((groups.max(initial=-1) + 1, len(names)))
    np.add.at(table, (groups, labels), 1)
    together = table[groups, labels]
    sizes, album_sizes = table.sum(axis=0), table.sum(axis=1)
    count = max(1, len(labels))
    purity = float((together / album_sizes[groups]).sum() / count)
    recall = float((together / sizes[labels]).sum() / count)
    f1 = 0.0 if purity + recall == 0 else 2 * purity * recall / (purity + recall)
    leak = float((albums[~is_landmark] >= 0).sum() / max(1, (~is_landmark).sum()))
    owned = ((table >= 2) & (table > album_sizes[:, None] / 2)).sum(axis=0)
    found = float((owned[sizes >= 5] > 0).sum() / max(1, (sizes >= 5).sum()))
    return AlbumFigures(purity, recall, f1, leak, found, float(owned.sum() / max(1, (owned > 0).sum())))


def average_figures(figures: List[AlbumFigures]) -> AlbumFigures:
    """Mean of each figure. ValueError when there are none."""
    if not figures:
        raise ValueError("no figures to average")
    return AlbumFigures(*np.mean(np.array(figures), axis=0).tolist())
