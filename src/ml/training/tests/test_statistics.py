"""Measures and fits, against values worked out by hand."""

import unittest

import numpy as np
from metrics.logistic import balance, fit_logistic, measure_auc
from data.photos import choose_size
from metrics.retrieval_metrics import average_precision, global_average_precision, measure
from onnx_export.golden_pixels import make_self_test_pixels


class StatisticsTest(unittest.TestCase):
    def test_average_precision(self) -> None:
        self.assertAlmostEqual(average_precision(np.array([True, False, True])), (1 + 2 / 3) / 2)

    def test_global_average_precision_counts_wrong_confident_answers(self) -> None:
        value = global_average_precision(np.array([0.9, 0.8, 0.7]), np.array([False, True, True]), 2)
        self.assertAlmostEqual(value, (1 / 2 + 2 / 3) / 2)

    def test_perfect_clusters_measure_one(self) -> None:
        vectors = np.repeat(np.eye(4), 3, axis=0)
        labels = ["a"] * 3 + ["b"] * 3 + ["c"] * 3 + [""] * 3
        result = measure(vectors, labels)
        for name in ("mAP", "top1", "pairF1"):
            self.assertAlmostEqual(result[name], 1.0)
        # A distractor's nearest landmark photo is a wrong answer, but less sure than every right one.
        self.assertAlmostEqual(result["GAPraw"], 1.0)
        self.assertEqual(result["queries"], 9)

    def test_auc_with_ties(self) -> None:
        self.assertAlmostEqual(measure_auc(np.array([0.1, 0.5, 0.5, 0.9]), np.array([0, 0, 1, 1])), 0.875)

    def test_logistic_finds_the_log_odds_of_two_bins(self) -> None:
        features = np.array([[0.0], [0.0], [0.0], [0.0], [1.0], [1.0], [1.0], [1.0]])
        targets = np.array([0, 0, 0, 1, 0, 1, 1, 1])
        weights, bias = fit_logistic(features, targets, np.full(8, 1 / 8))
        self.assertAlmostEqual(bias, -np.log(3), places=6)
        self.assertAlmostEqual(weights[0], 2 * np.log(3), places=6)

    def test_balance_gives_both_classes_one_half(self) -> None:
        weights = balance(np.array([1, 0, 0, 0]))
        self.assertAlmostEqual(weights[0], 0.5)
        self.assertAlmostEqual(weights.sum(), 1.0)

    def test_size_of_nearest_aspect(self) -> None:
        sizes = [(384, 384), (480, 320), (320, 480)]
        self.assertEqual(choose_size((4000, 3000), sizes), (480, 320))
        self.assertEqual(choose_size((3000, 4000), sizes), (320, 480))
        self.assertEqual(choose_size((1000, 1100), sizes), (384, 384))

    def test_self_test_pixels_are_those_of_the_app(self) -> None:
        # The first pixel by hand: state 2654435761 -> generator -> noise in the upper five bits; ramp (17 >> 1) = 8.
        state, expected = 2654435761, []
        for channel in range(3):
            state = (state * 1664525 + 1013904223) % 2**32
            expected.append(8 + (90 if channel & 1 else 0) + (state >> 27))
        self.assertEqual(make_self_test_pixels(32, 32, 1)[0, 0].tolist(), expected)


if __name__ == "__main__":
    unittest.main()
