"""Draws photos of a configuration beside augmented views of them, to judge the augmentation by eye.

The sheet shows photos: it stays on this computer.
"""

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import List

import numpy as np
from data.augmentation import augment, seed_view
from data.labelled_photos import LabelledPhotos
from data.photo_reader import PhotoReader
from data.photos import stretch
from engine.config import RunConfig, read_config
from engine.evaluation import choose_rows
from engine.training_photos import read_run_photos
from PIL import Image

GAP = 4


def build_row(reader: PhotoReader, row: int, config: RunConfig, views: int, width: int, height: int) -> List[np.ndarray]:
    """The plain photo and its first views, uint8 [height, width, 3] each."""
    row, image = reader.read(row)
    name = reader.photos.get_name(row)
    drawn = [
        augment(image, config.augmentation, seed_view(config.seed, name, view), width, height)
        for view in range(1, views + 1)
    ]
    return [stretch(image, width, height), *drawn]


def draw_sheet(photos: LabelledPhotos, config: RunConfig, count: int, views: int, side: int) -> Image.Image:
    """`count` photos below each other, the plain photo first, at the last stage's proportions with `side` pixels across."""
    stage, reader = config.stages[-1], PhotoReader(photos)
    height = round(side * stage.height / stage.width)
    rows = choose_rows(len(photos), count, config.seed)
    sheet = Image.new("RGB", ((side + GAP) * (views + 1) - GAP, (height + GAP) * len(rows) - GAP), "white")
    for line, row in enumerate(rows):
        for column, pixels in enumerate(build_row(reader, int(row), config, views, side, height)):
            sheet.paste(Image.fromarray(pixels), (column * (side + GAP), line * (height + GAP)))
    return sheet


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path, metavar="CONFIG.toml")
    parser.add_argument("--out", type=Path, required=True, metavar="SHEET.png")
    parser.add_argument("--photos", help="folder of the photos, instead of data.photos")
    parser.add_argument("--count", type=int, default=8, help="photos")
    parser.add_argument("--views", type=int, default=7, help="augmented views of each")
    parser.add_argument("--side", type=int, default=160, help="pixels across one view")
    options = parser.parse_args()
    try:
        config = read_config(options.config)
        data = dataclasses.replace(config.data, photos=options.photos or config.data.photos)
        photos = read_run_photos(data, dataclasses.replace(config.evaluation, split="none")).train
        draw_sheet(photos, config, options.count, options.views, options.side).save(options.out, "PNG")
    except (ValueError, OSError) as error:
        sys.exit(f"contact_sheet.py: {error}")


if __name__ == "__main__":
    main()
