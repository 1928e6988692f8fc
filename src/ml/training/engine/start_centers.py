"""Where ArcFace's centers start: at the untrained vectors of their photos."""

import torch
from engine.objective import ArcFaceOptions, Objective
from losses.open_set_arcface import OpenSetArcFace
from model.normalize import normalize
from torch import Tensor

ITERATIONS = 5


def cluster_vectors(vectors: Tensor, k: int, generator: torch.Generator) -> Tensor:
    """Unit vectors [n, d] -> k unit centers by spherical k-means (Dhillon and Modha 2001), which begins at k of them."""
    if len(vectors) < k:
        # One center for all, and the others near it: equal ones would stay equal.
        noise = torch.randn(k, vectors.shape[1], generator=generator) / vectors.shape[1] ** 0.5
        return normalize(vectors.mean(0, keepdim=True) + 0.05 * noise)
    centers = vectors[torch.randperm(len(vectors), generator=generator)[:k]].clone()
    for _ in range(ITERATIONS):
        nearest = (vectors @ centers.t()).argmax(1)
        for index in range(k):
            members = vectors[nearest == index]
            if len(members):
                centers[index] = normalize(members.mean(0, keepdim=True))[0]
    return centers


@torch.no_grad()
def start_centers_at_means(objective: Objective, vectors: Tensor, seed: int) -> None:
    """Sets the centers of every ArcFace that asks for it. `vectors` float32 [photos, d], the rows of the objective."""
    generator = torch.Generator().manual_seed(seed)
    vectors = vectors.cpu()
    labels = objective.labels.cpu()
    for term, options in zip(objective.terms, objective.options):
        if not isinstance(options, ArcFaceOptions) or not options.starts_at_means:
            continue
        for label in range(len(term.centers)):
            centers = cluster_vectors(vectors[labels == label], options.sub_centers, generator)
            term.centers[label] = centers.view(term.centers[label].shape)
        if isinstance(term, OpenSetArcFace):
            term.distractor_centers.copy_(vectors[labels < 0])
