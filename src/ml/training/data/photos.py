"""Labelled photos: the index and the pixels."""

import csv
from pathlib import Path
from typing import List, NamedTuple, Tuple

import numpy as np
from PIL import Image, ImageOps


class Photo(NamedTuple):
    """One row of `index.csv`; `landmark` is empty for a distractor."""

    path: str
    landmark: str
    split: str


def read_index(folder: Path, splits: Tuple[str, ...]) -> List[Photo]:
    """Rows of the named splits, in the order of the file."""
    with open(folder / "index.csv", newline="", encoding="utf-8") as file:
        rows = [Photo(row["path"], row["landmark"], row["split"]) for row in csv.DictReader(file)]
    return [row for row in rows if row.split in splits]


def read_upright(path: Path) -> Image.Image:
    """The photo upright by its EXIF orientation, RGB."""
    with Image.open(path) as image:
        return ImageOps.exif_transpose(image).convert("RGB")


def stretch(image: Image.Image, width: int, height: int) -> np.ndarray:
    """uint8 [height, width, 3], stretched with the bicubic kernel (antialiased where it shrinks)."""
    return np.asarray(image.resize((width, height), Image.BICUBIC))


def choose_size(image_size: Tuple[int, int], sizes: List[Tuple[int, int]]) -> Tuple[int, int]:
    """Of the (width, height) pairs, the one whose log aspect ratio is nearest to the photo's; the first of equals."""
    wanted = np.log(image_size[0] / image_size[1])
    return min(sizes, key=lambda size: abs(np.log(size[0] / size[1]) - wanted))
