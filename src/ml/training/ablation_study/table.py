"""The ablation's table, as Markdown for the model card and as CSV."""

import csv
import io
from typing import Dict, List, NamedTuple

from ablation_study.result import Result
from metrics.landmark_precision import Difference, compare_by_landmark

FIGURES = ("mAP", "top1", "GAPraw", "GAPpenalized", "pairF1", "threshold")
COLUMNS = ("table", "name", "title", "photos", "queries", *FIGURES, "difference", "standardError", "steps", "seconds")
HEADER = "| {} | mAP | against {} | top-1 | GAP raw / penalised | pair F1 | steps | minutes |"
RULE = "|---|---|---|---|---|---|---|---|"


class Section(NamedTuple):
    """One table. `subject` heads its first column; `base` names the result that the others are compared with; `note`
    says what was measured."""

    name: str
    subject: str
    base: str
    results: List[Result]
    note: str


def compare(section: Section) -> Dict[str, Difference]:
    """Every other result's mAP against the base's, by name; empty where the base was not measured."""
    bases = [result for result in section.results if result.name == section.base]
    others = [result for result in section.results if result.name != section.base]
    if not bases:
        return {}
    return {result.name: compare_by_landmark(bases[0].landmarks, result.landmarks) for result in others}


def format_row(result: Result, differences: Dict[str, Difference]) -> str:
    """One line of Markdown."""
    figures, difference = result.figures, differences.get(result.name)
    against = f"{difference.value:+.3f} ± {difference.standard_error:.3f}" if difference else ""
    return (
        f"| {result.title} | {figures['mAP']:.3f} | {against} | {figures['top1']:.3f} "
        f"| {figures['GAPraw']:.3f} / {figures['GAPpenalized']:.3f} | {figures['pairF1']:.3f} "
        f"| {'' if result.steps is None else result.steps} | {result.seconds / 60:.1f} |"
    )


def write_markdown(sections: List[Section], cost: str) -> str:
    """All tables that have rows, each with its note, and what they cost."""
    blocks = []
    for section in sections:
        if not section.results:
            continue
        differences = compare(section)
        titles = {result.name: result.title for result in section.results}
        lines = [HEADER.format(section.subject, titles.get(section.base, section.base)), RULE]
        lines += [format_row(result, differences) for result in section.results]
        blocks += ["\n".join(lines), section.note]
    return "\n\n".join([*blocks, cost]) + "\n"


def write_csv(sections: List[Section]) -> str:
    """One row a result; cells that do not apply are empty."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for section in sections:
        differences = compare(section)
        for result in section.results:
            figures, difference = result.figures, differences.get(result.name)
            compared = [f"{value:.6f}" for value in difference] if difference else ["", ""]
            writer.writerow(
                [section.name, result.name, result.title, figures["photos"], figures["queries"]]
                + [f"{figures[name]:.6f}" for name in FIGURES]
                + [*compared, "" if result.steps is None else result.steps, f"{result.seconds:.1f}"]
            )
    return file.getvalue()
