"""Writes test/fixtures/metrics/cases.json: inputs of every measure with the values that they must give.

The values are worked out here from the definitions alone, by plain loops that share no code with the measures. The tests
of the Python measures (tests/test_metrics.py) and of the TypeScript ones (test/unit/ml/metrics/parity.test.ts) compute all
of them. Random cases come from a fixed seed and are full of ties; vectors have components of n/64, so that their products
are exact in single precision, too.
"""

import argparse
import json
import math
import random
from pathlib import Path
from typing import Dict, List, Optional, Sequence

SEED = 20200404
LABELS = ("a", "b", "c", "d")


def order_by(values: Sequence[float]) -> List[int]:
    """Places of the values, the highest first, equal ones in their order."""
    return sorted(range(len(values)), key=lambda place: (-values[place], place))


def gap(truth: List[Optional[str]], predictions: List[Optional[list]]) -> float:
    answerable = sum(1 for label in truth if label is not None)
    rows = [row for row, prediction in enumerate(predictions) if prediction is not None]
    ranked = [rows[place] for place in order_by([predictions[row][1] for row in rows])]
    total = 0.0
    for rank, row in enumerate(ranked, start=1):
        if predictions[row][0] == truth[row]:
            right_so_far = sum(1 for other in ranked[:rank] if predictions[other][0] == truth[other])
            total += right_so_far / rank
    return total / answerable if answerable else 0.0


def average_precision(hits: List[bool], relevant: int, depth: int) -> float:
    total = 0.0
    for rank in range(1, min(len(hits), depth) + 1):
        if hits[rank - 1]:
            total += sum(hits[:rank]) / rank
    return total / min(relevant, depth) if relevant else 0.0


def revisited(queries: List[Dict[str, List[int]]], protocol: str) -> float:
    precisions = []
    for query in queries:
        easy, hard, junk = query["easy"], query["hard"], query["junk"]
        positives = {"easy": easy, "medium": easy + hard, "hard": hard}[protocol]
        ignored = {"easy": junk + hard, "medium": junk, "hard": junk + easy}[protocol]
        if not positives:
            continue
        kept = [image for image in query["ranking"] if image not in ignored]
        area = 0.0
        for place, image in enumerate(kept):
            if image in positives:
                hits = sum(1 for other in kept[:place] if other in positives)
                before = 1.0 if place == 0 else hits / place
                area += (before + (hits + 1) / (place + 1)) / 2 / len(positives)
        precisions.append(area)
    return sum(precisions) / len(precisions) if precisions else 0.0


def pair_curve(cosines: List[float], is_same: List[bool]) -> List[Dict[str, float]]:
    """From the threshold 1 down to -1."""
    bins = [min(400, max(0, round((cosine + 1) * 200))) for cosine in cosines]
    points = []
    for lowest in range(400, -1, -1):
        chosen = [same for place, same in zip(bins, is_same) if place >= lowest]
        right, relevant = sum(chosen), sum(is_same)
        precision = right / len(chosen) if chosen else 1.0
        recall = right / relevant if relevant else 0.0
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        points.append({"threshold": lowest / 200 - 1, "precision": precision, "recall": recall, "f1": f1})
    return points


def best_point(points: List[Dict[str, float]]) -> Dict[str, float]:
    best = points[0]
    for point in points:
        # Two ways to the same F1 may differ in the last digit.
        if point["f1"] > best["f1"] + 1e-12:
            best = point
    return best


def auc(scores: List[float], is_positive: List[bool]) -> float:
    positives = [score for score, positive in zip(scores, is_positive) if positive]
    negatives = [score for score, positive in zip(scores, is_positive) if not positive]
    if not positives or not negatives:
        return 0.5
    wins = sum(1.0 if p > n else 0.5 if p == n else 0.0 for p in positives for n in negatives)
    return wins / (len(positives) * len(negatives))


def reliability(probabilities: List[float], is_true: List[bool]) -> Dict[str, object]:
    counts = {kind: sum(1 for outcome in is_true if outcome == kind) for kind in (True, False)}
    kinds = sum(1 for count in counts.values() if count)
    bins: List[Optional[Dict[str, float]]] = []
    error = 0.0
    for tenth in range(10):
        rows = [
            (p, outcome, 1 / kinds / counts[outcome])
            for p, outcome in zip(probabilities, is_true)
            if min(9, math.floor(p * 10)) == tenth
        ]
        if not rows:
            bins.append(None)
            continue
        share = sum(weight for _, _, weight in rows)
        predicted = sum(p * weight for p, _, weight in rows) / share
        observed = sum(weight for _, outcome, weight in rows if outcome) / share
        bins.append({"predicted": predicted, "observed": observed, "share": share})
        error += share * abs(predicted - observed)
    return {"bins": bins, "error": error}


def vector_figures(vectors: List[List[float]], labels: List[Optional[str]]) -> Dict[str, float]:
    count = len(vectors)
    cosines = [[sum(x * y for x, y in zip(a, b)) for b in vectors] for a in vectors]
    sizes = {label: labels.count(label) for label in labels if label is not None}
    truth = [label if label is not None and sizes[label] > 1 else None for label in labels]
    rankings, raw, penalised = [], [], []
    for row in range(count):
        others = [other for other in range(count) if other != row]
        ranked = [others[place] for place in order_by([cosines[row][other] for other in others])]
        if truth[row] is not None:
            rankings.append([labels[other] == labels[row] for other in ranked])
        labelled = [other for other in ranked if labels[other] is not None]
        distractors = [other for other in ranked if labels[other] is None][:10]
        penalty = sum(cosines[row][other] for other in distractors) / len(distractors) if distractors else 0.0
        raw.append([labels[labelled[0]], cosines[row][labelled[0]]] if labelled else None)
        penalised.append([labels[labelled[0]], cosines[row][labelled[0]] - penalty] if labelled else None)
    pairs = [(a, b) for a in range(count) for b in range(a) if labels[a] is not None or labels[b] is not None]
    best = best_point(pair_curve([cosines[a][b] for a, b in pairs], [labels[a] == labels[b] for a, b in pairs]))

    def average(values: List[float]) -> float:
        return sum(values) / len(values)

    return {
        "queries": len(rankings),
        "mAP": average([average_precision(hits, sum(hits), len(hits)) for hits in rankings]),
        "mAPAt100": average([average_precision(hits, sum(hits), 100) for hits in rankings]),
        "precisionAt1": average([sum(hits[:1]) / 1 for hits in rankings]),
        "precisionAt5": average([sum(hits[:5]) / 5 for hits in rankings]),
        "precisionAt10": average([sum(hits[:10]) / 10 for hits in rankings]),
        "gapRaw": gap(truth, raw),
        "gapPenalised": gap(truth, penalised),
        "pairF1": best["f1"],
        "pairPrecision": best["precision"],
        "pairRecall": best["recall"],
        "pairThreshold": best["threshold"],
    }


def make_cases(source: random.Random) -> Dict[str, list]:
    """Cases of every measure: worked examples first, then random ones."""

    def flags(count: int, share: float) -> List[bool]:
        return [source.random() < share for _ in range(count)]

    def maybe_label(share: float) -> Optional[str]:
        return source.choice(LABELS) if source.random() < share else None

    cases: Dict[str, list] = {name: [] for name in MEASURES}

    worked = [["a", 0.15], ["a", 0.1], ["b", 0.3], None, ["b", 0.4], None, ["e", 0.6], ["d", 0.7], None, ["d", 0.99]]
    gap_inputs = [(["a", None, "b", "a", "b", "c", "d", "d", None, "d"], worked)]
    gap_inputs += [([None, None], [["a", 0.5], None]), (["a", "b"], [None, None])]
    for _ in range(12):
        rows = source.randint(1, 30)
        guessed = [maybe_label(0.8) for _ in range(rows)]
        guesses = [None if guess is None else [guess, source.randint(0, 8) / 8] for guess in guessed]
        gap_inputs.append(([maybe_label(0.7) for _ in range(rows)], guesses))
    for truth, predictions in gap_inputs:
        cases["gap"].append({"truth": truth, "predictions": predictions, "expected": gap(truth, predictions)})

    hit_inputs = [([True, False, True], 2, 100), ([False, True, True], 2, 2), ([True, True], 5, 2)]
    hit_inputs += [([False], 0, 100), ([], 3, 100)]
    for _ in range(12):
        hits = flags(source.randint(1, 140), source.random())
        hit_inputs.append((hits, sum(hits) + source.randint(0, 3), source.choice((3, 10, 100))))
    for hits, relevant, depth in hit_inputs:
        expected = average_precision(hits, relevant, depth)
        precisions = {str(k): sum(hits[:k]) / k for k in (1, 5, 10)}
        cases["averagePrecision"].append(
            {"hits": hits, "relevant": relevant, "depth": depth, "expected": expected, "precisionAt": precisions}
        )

    # Two hits around one junk image: ((1 + 1) / 2 + (1 / 2 + 2 / 3) / 2) / 2 once it is gone.
    revisited_inputs = [[{"ranking": [4, 7, 2, 9, 1], "easy": [4, 9], "hard": [], "junk": [7]}]]
    for _ in range(8):
        queries = []
        for _ in range(source.randint(1, 5)):
            images = source.sample(range(40), source.randint(6, 40))
            kinds = {image: source.choice(("easy", "hard", "junk", "", "")) for image in range(40)}
            truth = {kind: [image for image in range(40) if kinds[image] == kind] for kind in ("easy", "hard", "junk")}
            if source.random() < 0.25:
                truth["easy"] = []
            queries.append({"ranking": images, **truth})
        revisited_inputs.append(queries)
    for queries in revisited_inputs:
        expected = {protocol: revisited(queries, protocol) for protocol in ("easy", "medium", "hard")}
        cases["revisited"].append({"queries": queries, "expected": expected})

    pair_inputs = [([0.9, 0.8, 0.8, -0.2], [True, True, False, False])]
    pair_inputs += [([0.5, 0.1], [False, False]), ([1.0, -1.0], [True, True])]
    for _ in range(6):
        # Steps of 1/400: half of them lie between two bins.
        rows = source.randint(2, 80)
        pair_inputs.append(([source.randint(-400, 400) / 400 for _ in range(rows)], flags(rows, 0.4)))
    for cosines, is_same in pair_inputs:
        curve = pair_curve(cosines, is_same)
        cases["pairs"].append({"cosines": cosines, "isSame": is_same, "best": best_point(curve), "curve": curve[::25]})

    auc_inputs = [([0.1, 0.5, 0.5, 0.9], [False, False, True, True]), ([1.0, 2.0], [True, True])]
    for _ in range(8):
        rows = source.randint(1, 60)
        auc_inputs.append(([source.randint(0, 9) / 9 for _ in range(rows)], flags(rows, 0.5)))
    for scores, is_positive in auc_inputs:
        cases["auc"].append({"scores": scores, "isPositive": is_positive, "expected": auc(scores, is_positive)})

    reliability_inputs = [([0.05, 0.95, 1.0, 0.0], [False, True, True, False]), ([0.3, 0.3], [True, True])]
    for _ in range(8):
        rows = source.randint(1, 60)
        reliability_inputs.append(([source.randint(0, 40) / 40 for _ in range(rows)], flags(rows, 0.3)))
    for probabilities, is_true in reliability_inputs:
        expected = reliability(probabilities, is_true)
        cases["reliability"].append({"probabilities": probabilities, "isTrue": is_true, "expected": expected})

    for rows, dims, share in ((12, 4, 0.7), (40, 6, 0.6), (60, 8, 0.5), (30, 5, 1.0), (130, 3, 0.9)):
        centers = {label: [source.gauss(0, 1) for _ in range(dims)] for label in LABELS}
        labels = [maybe_label(share) for _ in range(rows)]
        labels[0] = "seen once"
        vectors = []
        for label in labels:
            center = centers.get(label, [0.0] * dims)
            raw = [value + source.gauss(0, 0.8) for value in center]
            norm = math.sqrt(sum(value * value for value in raw))
            vectors.append([round(64 * value / norm) / 64 for value in raw])
        expected = vector_figures(vectors, labels)
        cases["vectors"].append({"dims": dims, "vectors": vectors, "labels": labels, "expected": expected})
    return cases


MEASURES = ("gap", "averagePrecision", "revisited", "pairs", "auc", "reliability", "vectors")


def write_cases() -> str:
    """The whole file as text: one case a line."""
    cases = make_cases(random.Random(SEED))
    parts = []
    for name in MEASURES:
        rows = ",\n".join("    " + json.dumps(case) for case in cases[name])
        parts.append(f'  "{name}": [\n{rows}\n  ]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("test/fixtures/metrics/cases.json"))
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(write_cases(), encoding="utf-8")


if __name__ == "__main__":
    main()
