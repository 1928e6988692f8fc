"""Fits the manifest's calibration: cosine of two landmark photos -> probability that they show one landmark.

Pairs are those of the validation split, distractors left out. Pairs of one landmark and pairs of two weigh one half
each, so the probability is for an equal prior: whoever knows the odds of a pair in advance adds their logarithm.
"""

import argparse
from pathlib import Path

import numpy as np
from data.labelled_vectors import read_vectors, select_split
from metrics.logistic import balance, fit_logistic, measure_auc
from onnx_export.model_folder import BUNDLED_FOLDER, write_manifest


def select_landmark_pairs(vectors: np.ndarray, labels: np.ndarray):
    """Cosines of all pairs of landmark photos and whether they show one landmark."""
    vectors, labels = vectors[labels != ""], labels[labels != ""]
    first, second = np.triu_indices(len(vectors), 1)
    return (vectors @ vectors.T)[first, second], (labels[first] == labels[second]).astype(float)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vectors", type=Path, required=True, help="stem of vectors; only `validation` rows are used")
    parser.add_argument("--model", type=Path, default=BUNDLED_FOLDER)
    options = parser.parse_args()

    vectors, rows = select_split(*read_vectors(options.vectors), "validation")
    cosines, is_same = select_landmark_pairs(vectors, np.array([row["landmark"] for row in rows]))
    weights = balance(is_same)
    slope, intercept = fit_logistic(cosines[:, None], is_same, weights)
    print(f"pairs {len(cosines)}, of one landmark {int(is_same.sum())}, AUC {measure_auc(cosines, is_same):.4f}")
    print(f"slope {slope[0]:.4f} intercept {intercept:.4f}")
    predicted = 1 / (1 + np.exp(-(slope[0] * cosines + intercept)))
    print("predicted      observed (equal prior)")
    for low in np.arange(0, 1, 0.1):
        inside = (predicted >= low) & (predicted < low + 0.1 + 1e-9)
        print(f"{low:.1f} to {low + 0.1:.1f}     {(weights * is_same)[inside].sum() / weights[inside].sum():.3f}")
    calibration = {"kind": "logistic", "slope": round(float(slope[0]), 4), "intercept": round(intercept, 4)}
    write_manifest(options.model, calibration)


if __name__ == "__main__":
    main()
