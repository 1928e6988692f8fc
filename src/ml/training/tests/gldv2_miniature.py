"""Google Landmarks v2 in small: the published files with a handful of drawn photos."""

import csv
import hashlib
from pathlib import Path
from typing import Dict, Iterable, List, Sequence

from data.gldv2 import get_photo_path
from PIL import Image
from tests.drawn_photos import draw_distractor, draw_landmark

# Landmark ids with gaps, as there. The clean set kept the first two, and only some of their photos.
LANDMARKS = (17, 203, 5081)
PHOTOS_EACH = 5
CLEAN_LANDMARKS = (17, 203)
CLEAN_PHOTOS_EACH = 3


def make_id(text: str) -> str:
    """16 hexadecimal digits that look random."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A CSV file with a first line of names."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def save_photo(folder: Path, part: str, photo_id: str, image: Image.Image) -> None:
    """The photo as JPEG where the layout wants it."""
    path = folder / get_photo_path(part, photo_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, "JPEG", quality=90)


def write_gldv2_miniature(folder: Path) -> Dict[str, List[str]]:
    """All files below `folder`. Returns the ids: `train` (by landmark, then photo), `index`, `test`.

    Test photos: two of landmark 17, one of 203 and 5081 together, one of nothing, one that is ignored. Index photos: two
    of each landmark.
    """
    train = [make_id(f"train {landmark} {photo}") for landmark in LANDMARKS for photo in range(PHOTOS_EACH)]
    index = [make_id(f"index {landmark} {photo}") for landmark in LANDMARKS for photo in range(2)]
    test = [make_id(f"test {number}") for number in range(5)]
    labels = [landmark for landmark in LANDMARKS for _ in range(PHOTOS_EACH)]
    for row, photo_id in enumerate(train):
        save_photo(folder, "train", photo_id, draw_landmark(labels[row], row % PHOTOS_EACH))
    for row, photo_id in enumerate(index):
        save_photo(folder, "index", photo_id, draw_landmark(LANDMARKS[row // 2], 50 + row % 2))
    for photo_id, landmark in zip(test, (17, 17, 203, None, 5081)):
        image = draw_distractor(1) if landmark is None else draw_landmark(landmark, 90)
        save_photo(folder, "test", photo_id, image)

    urls = [f"https://example.org/{photo_id}.jpg" for photo_id in train]
    write_csv(folder / "train.csv", ("id", "url", "landmark_id"), zip(train, urls, labels))
    clean = [
        (landmark, " ".join(train[number * PHOTOS_EACH : number * PHOTOS_EACH + CLEAN_PHOTOS_EACH]))
        for number, landmark in enumerate(CLEAN_LANDMARKS)
    ]
    write_csv(folder / "train_clean.csv", ("landmark_id", "images"), clean)
    write_csv(folder / "index.csv", ("id",), ([photo_id] for photo_id in index))
    write_csv(folder / "test.csv", ("id",), ([photo_id] for photo_id in test))
    usage = ("Public", "Private", "Private", "Public", "Ignored")
    write_csv(
        folder / "recognition_solution_v2.1.csv",
        ("id", "landmarks", "Usage"),
        zip(test, ("17", "17", "203 5081", "", "5081"), usage),
    )
    relevant = (" ".join(index[:2]), " ".join(index[:2]), " ".join(index[2:]), "None", "None")
    write_csv(folder / "retrieval_solution_v2.1.csv", ("id", "images", "Usage"), zip(test, relevant, usage))
    return {"train": train, "index": index, "test": test}
