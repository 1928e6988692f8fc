"""Compares published ways of grouping photos with each other on the same labelled vectors (docs/grouping.md).

Every way works on the photos that pass the landmark-ness gate, on raw, smoothed and re-ranked vectors, and its groups
pass the gate for groups, as src/ml/grouping has it. Its settings are chosen twice: on draws of training landmarks and
non-landmarks, and on the validation photos themselves, each time by the best B-cubed F1 at a purity of 0.96 and a leak
of 0.01. Both choices are judged on the validation photos, all of them and thinned out to at most 10 and 4 a landmark.
Leiden, Louvain and Infomap need Debian's python3-igraph and are left out without it.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import Dict, List

import numpy as np
from data.labelled_vectors import read_vectors
from grouping_ways.choose import Tried, choose, list_candidates, rate, try_candidate
from grouping_ways.graph_ways import has_igraph
from grouping_ways.sample import LabelledVectors, Sample, draw_landmarks, label_vectors, thin_out
from grouping_ways.ways import Way, list_kinds, list_ways
from metrics.albums import AlbumFigures
from onnx_export.model_folder import BUNDLED_FOLDER

DRAWN, UNSEEN, AT_MOST_10, AT_MOST_4 = "drawn", "all", "at most 10", "at most 4"
HEADER = (
    "| way | vectors | setting | purity | recall | F1 | leak | found | albums per found "
    "| at most 10: purity, F1 | at most 4: purity, F1 |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


def select(labelled: LabelledVectors, rows: List[Dict[str, str]], split: str) -> LabelledVectors:
    """The photos of a split. ValueError when it has no landmark or no non-landmark."""
    chosen = labelled.take(np.array([index for index, row in enumerate(rows) if row.get("split") == split], dtype=int))
    if not (chosen.truth >= 0).any() or not (chosen.truth < 0).any():
        raise ValueError(f"the csv needs landmarks and non-landmarks of the split {split!r}")
    return chosen


def gather_samples(
    train: LabelledVectors, unseen: LabelledVectors, draws: int, landmarks: int
) -> Dict[str, List[Sample]]:
    """Draws as large as the validation split; the split itself, and thinned copies of it."""
    others = int((unseen.truth < 0).sum())
    return {
        DRAWN: [Sample(train.take(draw_landmarks(train.truth, landmarks, others, seed))) for seed in range(draws)],
        UNSEEN: [Sample(unseen)],
        AT_MOST_10: [Sample(unseen.take(thin_out(unseen.truth, 10, turn))) for turn in range(4)],
        AT_MOST_4: [Sample(unseen.take(thin_out(unseen.truth, 4, turn))) for turn in range(8)],
    }


def compare_way(way: Way, kind: str, samples: Dict[str, List[Sample]]) -> Dict[str, Tried]:
    """The choices by the draws and by the validation photos, each with the figures of all samples."""
    tried = [
        Tried(candidate, {name: try_candidate(way, kind, candidate, samples[name]) for name in (DRAWN, UNSEEN)})
        for candidate in list_candidates(way, kind)
    ]
    choices = {}
    for by in (DRAWN, UNSEEN):
        best = choose(tried, by)
        thinned = {name: try_candidate(way, kind, best.candidate, samples[name]) for name in (AT_MOST_10, AT_MOST_4)}
        choices[by] = best._replace(figures={**best.figures, **thinned})
    return choices


def format_row(way: str, kind: str, choice: Tried, by: str) -> str:
    """One line of Markdown; a choice that kept too few strangers out where it was made is marked."""
    figures = choice.figures[UNSEEN]
    mark = "" if rate(choice.figures[by]) >= 0 else " (*)"
    thinned = [f"{choice.figures[name].purity:.3f}, {choice.figures[name].f1:.3f}" for name in (AT_MOST_10, AT_MOST_4)]
    cells = [way, kind, choice.candidate.describe() + mark, *(f"{figure:.3f}" for figure in figures), *thinned]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vectors", type=Path, required=True, help="stem of vectors with their splits")
    parser.add_argument("--model", type=Path, default=BUNDLED_FOLDER, help="folder with landmarkness.json")
    parser.add_argument("--draws", type=int, default=4, help="draws of training landmarks (4)")
    parser.add_argument("--landmarks", type=int, default=30, help="landmarks of a draw (30)")
    parser.add_argument("--ways", nargs="+", metavar="WAY", help="only these, e.g. DBSCAN 'average linkage'")
    options = parser.parse_args()

    ways = list_ways()
    names = [way.name for way in ways]
    for name in options.ways or []:
        if name not in names:
            parser.error(f"there is no way {name!r} here, only: {', '.join(names)}")
    if options.draws < 1 or options.landmarks < 1:
        parser.error("--draws and --landmarks begin at 1")
    if not has_igraph():
        print("Leiden, Louvain and Infomap are left out: apt-get install python3-igraph", file=sys.stderr)

    try:
        vectors, rows = read_vectors(options.vectors)
        labelled = label_vectors(vectors, rows, options.model)
        train, unseen = select(labelled, rows, "train"), select(labelled, rows, "validation")
    except (OSError, ValueError) as error:
        parser.error(str(error))
    samples = gather_samples(train, unseen, options.draws, options.landmarks)
    lines: Dict[str, List[str]] = {DRAWN: [], UNSEEN: []}
    for way in ways:
        if options.ways and way.name not in options.ways:
            continue
        for kind in list_kinds(way):
            start = time.monotonic()
            for by, choice in compare_way(way, kind, samples).items():
                lines[by].append(format_row(way.name, kind, choice, by))
            print(f"{way.name}, {kind}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    print(f"Settings chosen on {options.draws} draws of {options.landmarks} training landmarks:\n")
    print("\n".join([HEADER, *lines[DRAWN]]))
    print("\nSettings chosen on the validation photos themselves (they flatter):\n")
    print("\n".join([HEADER, *lines[UNSEEN]]))
    print("\n(*) No setting reached a purity of 0.96 at a leak of 0.01 where it was chosen.")


if __name__ == "__main__":
    main()
