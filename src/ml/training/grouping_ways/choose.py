"""Which setting of a way is best: B-cubed F1 among those that keep strangers out."""

from typing import Dict, List, NamedTuple

from grouping_ways.sample import Sample
from grouping_ways.ways import KINDS, Setting, Way
from metrics.albums import AlbumFigures, average_figures

LEAST_PURITY = 0.96
MOST_LEAK = 0.01


class Candidate(NamedTuple):
    """One setting of a way on one view."""

    view: str
    setting: Setting

    def describe(self) -> str:
        """In short, for a table."""
        parts = [self.view, *(f"{name} {value:g}" for name, value in self.setting.items())]
        return ", ".join(part.replace("_", " ") for part in parts if part)


class Tried(NamedTuple):
    """Figures of a candidate by name of the samples."""

    candidate: Candidate
    figures: Dict[str, AlbumFigures]


def list_candidates(way: Way, kind: str) -> List[Candidate]:
    """Every setting on every view of the kind."""
    return [Candidate(view, setting) for view in KINDS[kind].views for setting in way.list_settings(KINDS[kind])]


def try_candidate(way: Way, kind: str, candidate: Candidate, samples: List[Sample]) -> AlbumFigures:
    """Mean figures over the samples."""
    return average_figures(
        [sample.judge(way.cluster(sample.view(kind, candidate.view), **candidate.setting)) for sample in samples]
    )


def rate(figures: AlbumFigures) -> float:
    """What is chosen by: F1 where purity and leak are good enough; else a number below 0: F1 less 1, less
    ten times what they lack."""
    shortfall = max(0.0, LEAST_PURITY - figures.purity) + max(0.0, figures.leak - MOST_LEAK)
    return figures.f1 if shortfall == 0 else figures.f1 - 1 - 10 * shortfall


def choose(tried: List[Tried], samples: str) -> Tried:
    """The best by its figures on the named samples; the first of equals. ValueError when nothing was tried."""
    return max(tried, key=lambda one: rate(one.figures[samples]))
