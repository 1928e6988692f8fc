"""Global average precision, the measure of landmark recognition (src/ml/metrics/gap.ts)."""

from typing import List, Optional, Tuple

import numpy as np


def global_average_precision(confidences: np.ndarray, is_right: np.ndarray, answerable: int) -> float:
    """GAP of Google Landmarks (Weyand et al. 2020, section 3): the guesses of all photos ranked together by confidence,
    equal ones in their order, the precisions at the right ones summed and divided by the photos that have an answer."""
    if answerable == 0:
        return 0.0
    right = is_right[np.argsort(-confidences, kind="stable")]
    precision = np.cumsum(right) / np.arange(1, len(right) + 1)
    return float((precision * right).sum() / answerable)


def measure_gap(truth: List[str], predictions: List[Optional[Tuple[str, float]]]) -> float:
    """GAP of one guess (label, confidence) or None a photo; an empty label in `truth` is a photo without a landmark."""
    guesses = [(label, prediction) for label, prediction in zip(truth, predictions) if prediction is not None]
    confidences = np.array([confidence for _, (_, confidence) in guesses], dtype=float)
    is_right = np.array([bool(label) and guess == label for label, (guess, _) in guesses], dtype=bool)
    return global_average_precision(confidences, is_right, sum(1 for label in truth if label))
