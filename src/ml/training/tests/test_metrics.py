"""The measures against the shared cases (metric_cases.py), which the TypeScript measures must give, too."""

import json
import unittest
from pathlib import Path

import numpy as np
from metric_cases import write_cases
from metrics.average_precision import average_precision, average_precision_at, precision_at
from metrics.gap import measure_gap
from metrics.logistic import measure_auc
from metrics.pairs import best_pair_f1, select_pairs, trace_thresholds
from metrics.reliability import measure_reliability
from metrics.retrieval_metrics import measure, measure_ranking
from metrics.revisited import RevisitedQuery, revisited_map

CASES_FILE = Path(__file__).resolve().parents[4] / "test/fixtures/metrics/cases.json"
CASES = json.loads(CASES_FILE.read_text(encoding="utf-8"))
PLACES = 9


class MetricCasesTest(unittest.TestCase):
    def test_file_is_what_the_script_writes(self) -> None:
        self.assertEqual(write_cases(), CASES_FILE.read_text(encoding="utf-8"))

    def test_gap(self) -> None:
        self.assertAlmostEqual(CASES["gap"][0]["expected"], 0.5479166666666667, PLACES)
        for case in CASES["gap"]:
            truth = [label or "" for label in case["truth"]]
            predictions = [prediction and (prediction[0], prediction[1]) for prediction in case["predictions"]]
            self.assertAlmostEqual(measure_gap(truth, predictions), case["expected"], PLACES)

    def test_average_precision(self) -> None:
        for case in CASES["averagePrecision"]:
            hits = np.array(case["hits"], dtype=bool)
            value = average_precision_at(hits, case["depth"], case["relevant"])
            self.assertAlmostEqual(value, case["expected"], PLACES)
            if case["relevant"] == hits.sum() and len(hits) <= case["depth"]:
                self.assertAlmostEqual(average_precision(hits), case["expected"], PLACES)
            for k, expected in case["precisionAt"].items():
                self.assertAlmostEqual(precision_at(hits, int(k)), expected, PLACES)

    def test_revisited(self) -> None:
        for case in CASES["revisited"]:
            queries = [RevisitedQuery(**query) for query in case["queries"]]
            for protocol, expected in case["expected"].items():
                self.assertAlmostEqual(revisited_map(queries, protocol), expected, PLACES)

    def test_pairs(self) -> None:
        for case in CASES["pairs"]:
            cosines, is_same = np.array(case["cosines"]), np.array(case["isSame"], dtype=bool)
            best = best_pair_f1(cosines, is_same)
            self.assertAlmostEqual(best["pairF1"], case["best"]["f1"], PLACES)
            self.assertAlmostEqual(best["threshold"], case["best"]["threshold"], PLACES)
            curve = trace_thresholds(cosines, is_same)
            for point, expected in enumerate(case["curve"]):
                for name, value in expected.items():
                    self.assertAlmostEqual(curve[name][25 * point], value, PLACES)

    def test_auc(self) -> None:
        for case in CASES["auc"]:
            value = measure_auc(np.array(case["scores"]), np.array(case["isPositive"]))
            self.assertAlmostEqual(value, case["expected"], PLACES)

    def test_reliability(self) -> None:
        for case in CASES["reliability"]:
            bins, error = measure_reliability(np.array(case["probabilities"]), np.array(case["isTrue"]))
            self.assertAlmostEqual(error, case["expected"]["error"], PLACES)
            for row, expected in zip(bins, case["expected"]["bins"]):
                self.assertEqual(row is None, expected is None)
                for name, value in (expected or {}).items():
                    self.assertAlmostEqual(getattr(row, name), value, PLACES)

    def test_vectors(self) -> None:
        for case in CASES["vectors"]:
            vectors, labels = np.array(case["vectors"]), [label or "" for label in case["labels"]]
            expected = case["expected"]
            for name, value in measure_ranking(vectors, labels).items():
                if name != "photos":
                    self.assertAlmostEqual(value, expected[name], PLACES, name)
            curve = trace_thresholds(*select_pairs(vectors, np.array(labels, dtype=object)))
            best = int(np.argmax(curve["f1"]))
            for name in ("threshold", "precision", "recall"):
                self.assertAlmostEqual(curve[name][best], expected[f"pair{name.capitalize()}"], PLACES)
            table = measure(vectors, labels)
            for name, other in (("mAP", "mAP"), ("top1", "precisionAt1"), ("GAPraw", "gapRaw"),
                                ("GAPpenalized", "gapPenalised"), ("pairF1", "pairF1"), ("threshold", "pairThreshold")):
                self.assertAlmostEqual(table[name], expected[other], PLACES)


if __name__ == "__main__":
    unittest.main()
