"""Ways that look for dense regions: DBSCAN and mean shift."""

import numpy as np

from grouping_ways.neighbour_graph import label_components
from grouping_ways.view import View, normalize_rows

STEPS = 100


def cluster_dbscan(view: View, least: float, min_points: int) -> np.ndarray:
    """Ester et al. 1996: photos with `min_points` others and themselves in reach are core and joined when in reach;
    others join their nearest core (scikit-learn: the first that comes). Noise is -1."""
    reach = view.similarity >= least
    np.fill_diagonal(reach, True)
    core = reach.sum(axis=1) >= min_points
    labels = np.where(core, label_components(reach & core[:, None] & core[None, :]), -1)
    for border in np.flatnonzero(~core):
        near = np.flatnonzero(reach[border] & core)
        if len(near) > 0:
            labels[border] = labels[near[view.similarity[border, near].argmax()]]
    return labels


def cluster_mean_shift(view: View, reach: float, merge: float) -> np.ndarray:
    """Comaniciu and Meer 2002, flat kernel on the sphere: every photo climbs to the mean of the photos within cosine
    `reach` until it rests; resting places within cosine `merge` of a busier one are one group. ValueError without
    vectors."""
    if view.vectors is None:
        raise ValueError("mean shift needs vectors, not similarities alone")
    modes = view.vectors
    for _ in range(STEPS):
        inside = (modes @ view.vectors.T >= reach).astype(modes.dtype)
        lonely = inside.sum(axis=1) == 0
        moved = np.where(lonely[:, None], modes, normalize_rows(inside @ view.vectors))
        still = np.abs(moved - modes).max() < 1e-5
        modes = moved
        if still:
            break
    weight = (modes @ view.vectors.T >= reach).sum(axis=1)
    labels = np.full(len(modes), -1)
    for mode in np.argsort(-weight, kind="stable"):
        if labels[mode] < 0:
            labels[(labels < 0) & (modes @ modes[mode] >= merge)] = mode
    return labels
