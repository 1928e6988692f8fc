"""Embeds one split of the labelled photos and prints the retrieval table (see README.md for the command)."""

import argparse
import time
from pathlib import Path

import torch
from data.embedding import embed_files
from data.labelled_vectors import write_vectors
from data.photos import read_index
from engine.build_network import load_model
from metrics.retrieval_metrics import measure
from model.weights import load_trial
from onnx_export.model_folder import SIZES


def parse_sizes(text: str):
    """`384x384,448x320` -> [(384, 384), (448, 320)], width first."""
    return [tuple(int(side) for side in size.split("x")) for size in text.split(",")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, help="model.safetensors of a training run; without it the trial")
    parser.add_argument("--weights", type=Path, default=Path("../shared/weights"))
    parser.add_argument("--photos", type=Path, default=Path("../shared/photos"))
    parser.add_argument("--split", default="validation")
    parser.add_argument("--sizes", type=parse_sizes, default=list(SIZES), help="e.g. 384x384,480x320")
    parser.add_argument("--out", type=Path, help="also write OUT.f32 and OUT.csv (path, landmark, split)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--embed-only", action="store_true", help="write the vectors, measure nothing")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    rows = read_index(options.photos, (options.split,))
    model = load_model(options.checkpoint) if options.checkpoint else load_trial(options.weights)
    model = model.to(memory_format=torch.channels_last)
    start = time.monotonic()
    vectors = embed_files(model, [options.photos / row.path for row in rows], options.sizes)
    print(f"{len(rows) / (time.monotonic() - start):.1f} photos/s")
    if not options.embed_only:
        for name, value in measure(vectors, [row.landmark for row in rows]).items():
            print(f"{name:>14} {value:.4f}")
    if options.out:
        write_vectors(options.out, vectors, [row._asdict() for row in rows])


if __name__ == "__main__":
    main()
