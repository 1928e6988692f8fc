"""Logistic regression by Newton's method."""

from typing import Tuple

import numpy as np


def fit_logistic(
    features: np.ndarray, targets: np.ndarray, sample_weights: np.ndarray, l2: float = 0.0, steps: int = 50
) -> Tuple[np.ndarray, float]:
    """Weights [d] and bias that minimize the weighted log loss plus `l2 / 2 |w|^2` (the bias is free).

    `features` n x d, `targets` 0 or 1, `sample_weights` sum to 1.
    """
    design = np.hstack([features.astype(np.float64), np.ones((len(features), 1))])
    ridge = np.full(design.shape[1], l2)
    ridge[-1] = 0.0
    theta = np.zeros(design.shape[1])
    for _ in range(steps):
        probability = predict(design, theta)
        gradient = design.T @ (sample_weights * (probability - targets)) + ridge * theta
        curvature = sample_weights * probability * (1 - probability)
        hessian = (design * curvature[:, None]).T @ design + np.diag(ridge + 1e-12)
        step = np.linalg.solve(hessian, gradient)
        theta -= step
        if np.abs(step).max() < 1e-9:
            break
    return theta[:-1], float(theta[-1])


def predict(design: np.ndarray, theta: np.ndarray) -> np.ndarray:
    """Sigmoid of the linear form, without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * (design @ theta)))


def balance(targets: np.ndarray) -> np.ndarray:
    """Sample weights that give both classes one half: an equal prior, whatever their counts."""
    positives = targets.astype(bool)
    return np.where(positives, 0.5 / positives.sum(), 0.5 / (~positives).sum())


def measure_auc(scores: np.ndarray, targets: np.ndarray) -> float:
    """Area under the ROC curve: the share of (positive, negative) pairs in the right order, ties half; 0.5 when one kind
    is absent (src/ml/metrics/auc.ts)."""
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    positives = targets.astype(bool)
    count = positives.sum()
    if count == 0 or count == len(positives):
        return 0.5
    return float((ranks[positives].sum() - count * (count + 1) / 2) / (count * (~positives).sum()))
