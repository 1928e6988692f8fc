"""Readers of Google Landmarks Dataset v2 as published (Weyand et al., CVPR 2020): the CSV files and 0/1/2/<id>.jpg.

FOLDER holds `train.csv`, `train_clean.csv`, `index.csv`, `test.csv`, the two ground-truth files of version 2.1, and the
photos below `train/`, `index/` and `test/`. Only what is asked for has to be there.
"""

import re
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Tuple

from data.csv_table import read_table
from data.labelled_photos import LabelledPhotos, LeftOut, collect_photos

ID_PATTERN = re.compile(r"[0-9a-f]{16}")

# GLDv2, GLDv2-clean (Yokoo et al., CVPR workshops 2020), and GLDv2x: all training photos of the classes that the clean
# set kept (Henkel 2021, section 3.1).
VARIANTS = ("full", "clean", "extended")


class RecognitionQuery(NamedTuple):
    """A test photo; `landmarks` that it shows (none for an out-of-domain photo); `usage`: Public, Private or Ignored."""

    id: str
    landmarks: Tuple[str, ...]
    usage: str


class RetrievalQuery(NamedTuple):
    """A test photo, the ids of the index photos that show the same landmark, and its `usage`."""

    id: str
    relevant: Tuple[str, ...]
    usage: str


def get_photo_path(part: str, photo_id: str) -> str:
    """`part` is train, index or test. The first three characters of the id are folders."""
    return f"{part}/{photo_id[0]}/{photo_id[1]}/{photo_id[2]}/{photo_id}.jpg"


def is_id(text: str) -> bool:
    """Whether `text` is 16 hexadecimal digits; anything else would name a path of its own."""
    return ID_PATTERN.fullmatch(text) is not None


def label_photos(folder: Path, part: str, pairs: Iterator[Tuple[str, str]]) -> LabelledPhotos:
    """`pairs` of (id, landmark) as photos of the part; ids that are none are left out."""
    rows: List[Tuple[str, str]] = []
    broken: List[LeftOut] = []
    for photo_id, landmark in pairs:
        if is_id(photo_id):
            rows.append((get_photo_path(part, photo_id), landmark))
        else:
            broken.append(LeftOut(photo_id, "an id has 16 hexadecimal digits"))
    return collect_photos(folder, rows, broken)


def read_clean_classes(folder: Path) -> Dict[str, List[str]]:
    """`train_clean.csv`: landmark id -> ids of its photos."""
    table = read_table(folder / "train_clean.csv", ("landmark_id", "images"))
    return {row["landmark_id"]: row["images"].split() for row in table}


def read_gldv2_train(folder: Path, variant: str) -> LabelledPhotos:
    """Training photos of one of `VARIANTS`. There are no distractors among them. ValueError for another variant."""
    if variant not in VARIANTS:
        raise ValueError(f"GLDv2 has the variants {', '.join(VARIANTS)}, not {variant!r}")
    if variant == "clean":
        classes = read_clean_classes(folder)
        return label_photos(folder, "train", ((image, name) for name, images in classes.items() for image in images))
    rows = ((row["id"], row["landmark_id"]) for row in read_table(folder / "train.csv", ("id", "landmark_id")))
    if variant == "extended":
        kept = set(read_clean_classes(folder))
        rows = (row for row in rows if row[1] in kept)
    return label_photos(folder, "train", rows)


def list_gldv2_photos(folder: Path, part: str) -> LabelledPhotos:
    """Photos that `index.csv` or `test.csv` lists, in their order, without labels."""
    return label_photos(folder, part, ((row["id"], "") for row in read_table(folder / f"{part}.csv", ("id",))))


def read_gldv2_recognition(folder: Path) -> List[RecognitionQuery]:
    """`recognition_solution_v2.1.csv`."""
    table = read_table(folder / "recognition_solution_v2.1.csv", ("id", "landmarks", "Usage"))
    return [RecognitionQuery(row["id"], tuple(row["landmarks"].split()), row["Usage"]) for row in table]


def read_gldv2_retrieval(folder: Path) -> List[RetrievalQuery]:
    """`retrieval_solution_v2.1.csv`; the word `None` stands there for no photo."""
    table = read_table(folder / "retrieval_solution_v2.1.csv", ("id", "images", "Usage"))
    return [
        RetrievalQuery(row["id"], tuple(name for name in row["images"].split() if name != "None"), row["Usage"])
        for row in table
    ]


def read_gldv2_test(folder: Path) -> LabelledPhotos:
    """Test photos that count, under the first landmark they show; those that show none are distractors."""
    queries = (query for query in read_gldv2_recognition(folder) if query.usage != "Ignored")
    return label_photos(folder, "test", ((query.id, "".join(query.landmarks[:1])) for query in queries))
