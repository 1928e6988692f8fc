"""mAP of the Revisited Oxford and Paris benchmarks (src/ml/metrics/revisited.ts)."""

from typing import Dict, List, NamedTuple, Set, Tuple


class RevisitedQuery(NamedTuple):
    """Image numbers: the ranking, best first, and the ground truth of one query."""

    ranking: List[int]
    easy: List[int]
    hard: List[int]
    junk: List[int]


# Of each protocol: the lists whose images are positive, and those whose images are taken out of the ranking.
PROTOCOLS: Dict[str, Tuple[Tuple[str, ...], Tuple[str, ...]]] = {
    "easy": (("easy",), ("junk", "hard")),
    "medium": (("easy", "hard"), ("junk",)),
    "hard": (("hard",), ("junk", "easy")),
}


def revisited_average_precision(ranking: List[int], positives: Set[int], ignored: Set[int]) -> float:
    """Area under the precision-recall curve in trapezoids, without the ignored images (Radenovic et al. 2018, 3.3)."""
    if not positives:
        return 0.0
    hits, total = 0, 0.0
    for rank, image in enumerate(image for image in ranking if image not in ignored):
        if image in positives:
            before = hits / rank if rank else 1.0
            hits += 1
            total += (before + hits / (rank + 1)) / 2
    return total / len(positives)


def revisited_map(queries: List[RevisitedQuery], protocol: str) -> float:
    """Mean over the queries that have a positive image; 0 when none has. `protocol` is easy, medium or hard."""
    positive_lists, ignored_lists = PROTOCOLS[protocol]
    precisions = []
    for query in queries:
        positives = {image for name in positive_lists for image in getattr(query, name)}
        ignored = {image for name in ignored_lists for image in getattr(query, name)}
        if positives:
            precisions.append(revisited_average_precision(query.ranking, positives, ignored))
    return sum(precisions) / max(1, len(precisions))
