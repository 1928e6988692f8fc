"""Does a predicted probability come true that often (src/ml/metrics/reliability.ts)?"""

from typing import List, NamedTuple, Optional, Tuple

import numpy as np

BINS = 10


class ReliabilityBin(NamedTuple):
    """A tenth of the predicted probability: its mean, the share that came true, the share of all predictions."""

    predicted: float
    observed: float
    share: float


def measure_reliability(
    probabilities: np.ndarray, is_true: np.ndarray
) -> Tuple[List[Optional[ReliabilityBin]], float]:
    """Reliability diagram and expected calibration error (Guo et al. 2017, section 2) for even odds: both outcomes weigh
    one half in all, as the calibration is fitted. None for a tenth that nothing falls into."""
    tenths = np.clip(np.floor(probabilities * BINS), 0, BINS - 1).astype(int)
    positives = is_true.astype(bool)
    totals = (int((~positives).sum()), int(positives.sum()))
    kinds = max(1, sum(1 for total in totals if total))
    weights = np.where(positives, 1 / max(1, kinds * totals[1]), 1 / max(1, kinds * totals[0]))
    bins: List[Optional[ReliabilityBin]] = []
    for tenth in range(BINS):
        inside = tenths == tenth
        share = float(weights[inside].sum())
        if not inside.any():
            bins.append(None)
            continue
        predicted = float((weights * probabilities)[inside].sum()) / share
        bins.append(ReliabilityBin(predicted, float(weights[inside & positives].sum()) / share, share))
    error = sum(row.share * abs(row.predicted - row.observed) for row in bins if row is not None)
    return bins, float(error)
