"""Lists the photos that whitening, landmark-ness and the atlas are made from: STEM.txt (a file a line) and STEM.csv.

At most `--at-most` of each landmark of `train`, chosen by a hash of their paths so that the same ones are chosen again; all
of the other splits, and all photos without a landmark. STEM.f32 comes from `cairn embed --list STEM.txt --out STEM.f32`.
"""

import argparse
import csv
from pathlib import Path
from typing import Dict, List, Tuple

from data.hold_out import order_by_hash
from data.photos import Photo, read_index

SPLITS = ("train", "validation", "unused")


def choose_photos(photos: List[Photo], at_most: int) -> List[Photo]:
    """Sorted by split and landmark, inside a landmark by hash."""
    groups: Dict[Tuple[str, str], List[Photo]] = {}
    for photo in photos:
        groups.setdefault((photo.split, photo.landmark), []).append(photo)
    chosen: List[Photo] = []
    for (split, landmark), members in sorted(groups.items()):
        ordered = [members[index] for index in order_by_hash([photo.path for photo in members])]
        chosen += ordered[:at_most] if split == "train" and landmark else ordered
    return chosen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, default=Path("../shared/photos"), help="folder with index.csv")
    parser.add_argument("--at-most", type=int, default=40)
    parser.add_argument("--out", type=Path, required=True, metavar="STEM")
    options = parser.parse_args()

    chosen = choose_photos(read_index(options.photos, SPLITS), options.at_most)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{(options.photos / photo.path).resolve()}\n" for photo in chosen]
    Path(f"{options.out}.txt").write_text("".join(lines), encoding="utf-8")
    with open(f"{options.out}.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Photo._fields)
        writer.writerows(chosen)
    print(f"{len(chosen)} photos")


if __name__ == "__main__":
    main()
