"""Reader of `index.csv` (`path,landmark,source,split`), the small labelled set's own format."""

from pathlib import Path
from typing import Tuple

from data.csv_table import read_table
from data.labelled_photos import LabelledPhotos, collect_photos


def read_landmark_index(folder: Path, splits: Tuple[str, ...]) -> LabelledPhotos:
    """Photos of the named splits, in the order of the file. ValueError when there are none, or the file is no such index."""
    found, rows = set(), []
    for row in read_table(folder / "index.csv", ("path", "landmark", "split")):
        found.add(row["split"])
        if row["split"] in splits:
            rows.append((row["path"], row["landmark"]))
    if not rows:
        raise ValueError(f"{folder / 'index.csv'} has no photo of {', '.join(splits)}; it has {', '.join(sorted(found))}")
    return collect_photos(folder, rows)
