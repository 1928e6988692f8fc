"""Finding photo files that cannot be read, before and while training runs."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Iterable, List, Optional

import numpy as np
from data.csv_table import read_table, write_table
from data.labelled_photos import LabelledPhotos, LeftOut
from data.photos import read_upright
from PIL import Image

# What the app refuses too: a bomb of a few kilobytes can unpack to gigabytes.
MAX_PIXELS = 120_000_000


def find_fault(path: Path, decodes: bool) -> Optional[str]:
    """Why the photo cannot be used, or None. The header alone, or with `decodes` every pixel (100 times slower)."""
    try:
        with Image.open(path) as image:
            if image.width * image.height > MAX_PIXELS:
                return f"{image.width} x {image.height} pixels are too many"
        if decodes:
            read_upright(path)
    # Decoders raise nearly anything on files from outside; whatever it is, the photo is left out and named.
    except Exception as error:
        return str(error) or type(error).__name__
    return None


def leave_out_broken(photos: LabelledPhotos, decodes: bool = False, threads: int = 4) -> LabelledPhotos:
    """`photos` without those that `find_fault` faults; they are added to `left_out`."""
    with ThreadPoolExecutor(threads) as pool:
        faults = list(pool.map(lambda row: find_fault(photos.get_path(row), decodes), range(len(photos)), chunksize=64))
    broken = tuple(LeftOut(photos.get_name(row), fault) for row, fault in enumerate(faults) if fault)
    return photos.select(np.flatnonzero([fault is None for fault in faults]), broken)


def write_left_out(path: Path, left_out: Iterable[LeftOut]) -> None:
    """CSV `path,reason`."""
    write_table(path, LeftOut._fields, left_out)


def read_left_out(path: Path) -> List[LeftOut]:
    """What `write_left_out` wrote; nothing when there is no such file. ValueError when it is none of ours."""
    if not path.exists():
        return []
    return [LeftOut(row["path"], row["reason"]) for row in read_table(path, LeftOut._fields)]
