"""Embeddings with labels on disk: STEM.f32 (row-major little-endian float32) and STEM.csv (path,landmark,...)."""

import csv
from pathlib import Path
from typing import Dict, List, Tuple

import numpy as np


def read_vectors(stem: Path, dims: int = 512) -> Tuple[np.ndarray, List[Dict[str, str]]]:
    """Vectors [n, dims] and the n csv rows. ValueError when their counts differ."""
    with open(f"{stem}.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    vectors = np.fromfile(f"{stem}.f32", "<f4").reshape(-1, dims)
    if len(rows) != len(vectors):
        raise ValueError(f"{stem}: {len(rows)} rows in the csv, {len(vectors)} vectors")
    return vectors, rows


def select_split(
    vectors: np.ndarray, rows: List[Dict[str, str]], split: str
) -> Tuple[np.ndarray, List[Dict[str, str]]]:
    """The vectors and rows of one split. ValueError when it has none."""
    chosen = [index for index, row in enumerate(rows) if row["split"] == split]
    if not chosen:
        raise ValueError(f"no row is of the split {split!r}")
    return vectors[chosen], [rows[index] for index in chosen]


def write_vectors(stem: Path, vectors: np.ndarray, rows: List[Dict[str, str]]) -> None:
    """Writes STEM.f32 and STEM.csv."""
    vectors.astype("<f4").tofile(f"{stem}.f32")
    with open(f"{stem}.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
