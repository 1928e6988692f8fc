"""Exports a model folder: model.onnx, manifest.json and what else the app looks for (README.md has the commands).

`--checkpoint` is what ships: the model.safetensors of a training run becomes model.onnx and manifest.json; the manifest
keeps the calibration that it has, a folder without one gets a flat start, which calibrate.py replaces. Without it the
former trial is exported in the same way, to --out. `--preset` exports random weights, to try the app with that
architecture: its folder is complete, and its manifest says that it knows nothing.
"""

import argparse
import collections
import hashlib
from pathlib import Path

import onnx
import torch
from engine.build_network import load_model
from golden import write_self_test
from model.presets import PRESETS
from model.weights import load_trial
from onnx_export.model_folder import (
    BUNDLED_FACTS,
    BUNDLED_FOLDER,
    OPSET,
    TRIAL_FACTS,
    UNCALIBRATED,
    ManifestFacts,
    hash_model,
    read_calibration,
    write_manifest,
    write_neutral_landmarkness,
)
from onnx_export.onnx_graph import drop_unused, store_half
from onnx_export.half_loss import measure_half_loss
from onnx_export.random_model import build_random_model


def export_onnx(model: torch.nn.Module, path: Path) -> onnx.ModelProto:
    """Writes the graph with open batch, height and width; weights of 4,096 values and more as float16.

    The model must be in evaluation mode. Batch norms right behind a convolution are folded by torch, others stay.
    """
    pixels = torch.zeros(1, 384, 384, 3, dtype=torch.uint8)
    torch.onnx.export(
        model,
        pixels,
        str(path),
        opset_version=OPSET,
        input_names=["pixels"],
        output_names=["embedding", "attention"],
        dynamic_axes={
            "pixels": {0: "batch", 1: "height", 2: "width"},
            "embedding": {0: "batch"},
            "attention": {0: "batch", 1: "rows", 2: "columns"},
        },
        do_constant_folding=True,
    )
    graph = onnx.load(str(path))
    drop_unused(graph)
    store_half(graph)
    graph.producer_name, graph.producer_version, graph.doc_string = "cairn", "1", ""
    for node in graph.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(graph, full_check=True)
    onnx.save(graph, str(path))
    return graph


def write_model(model: torch.nn.Module, folder: Path) -> None:
    """model.onnx in the folder, which is made; prints what the graph consists of."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "model.onnx"
    with torch.no_grad():
        graph = export_onnx(model, path)
    operators = collections.Counter(node.op_type for node in graph.graph.node)
    print("operators:", ", ".join(f"{name} {count}" for name, count in sorted(operators.items())))
    print("bytes:", path.stat().st_size)
    print("sha256:", hash_model(folder))


def export_trial(weights: Path, folder: Path) -> None:
    """The trial of the weight files."""
    write_model(load_trial(weights), folder)
    write_manifest(folder, read_calibration(folder), TRIAL_FACTS)


def export_checkpoint(checkpoint: Path, folder: Path) -> None:
    """The model of a training run, and what storing its weights as float16 costs."""
    model = load_model(checkpoint).to(memory_format=torch.contiguous_format)
    print("checkpoint sha256:", hashlib.sha256(checkpoint.read_bytes()).hexdigest())
    write_model(model, folder)
    write_manifest(folder, read_calibration(folder), BUNDLED_FACTS)
    print(f"lowest cosine of an embedding to that of the float32 weights: {measure_half_loss(model):.6f}")


def export_random_preset(preset: str, seed: int, folder: Path) -> None:
    """A complete model folder of random weights. The same seed gives the same bytes."""
    model = build_random_model(preset, seed)
    write_model(model, folder)
    facts = ManifestFacts(
        name=f"dolg-{preset}-random",
        architecture=PRESETS[preset].title,
        training_data=f"none: random weights (seed {seed})",
    )
    write_manifest(folder, UNCALIBRATED, facts)
    write_self_test(model, hash_model(folder), folder)
    write_neutral_landmarkness(folder)


def parse_options() -> argparse.Namespace:
    """Checked command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, help="model.safetensors of a training run")
    parser.add_argument("--weights", type=Path, default=Path("../shared/weights"), help="folder of the trial's weights")
    parser.add_argument("--preset", choices=PRESETS, help="export this network with random weights")
    parser.add_argument("--random-weights", action="store_true", help="the only weights that a preset has so far")
    parser.add_argument("--seed", type=int, default=1, help="of the random weights")
    parser.add_argument("--out", type=Path, help=f"model folder; of a checkpoint: {BUNDLED_FOLDER}")
    options = parser.parse_args()
    if options.preset and not (options.random_weights and options.out):
        parser.error("--preset needs --random-weights (there are no others) and --out, a folder of its own")
    if options.checkpoint and options.preset:
        parser.error("--checkpoint knows its preset: leave --preset out")
    if not (options.checkpoint or options.preset or options.out):
        parser.error("without --checkpoint the former trial is exported: name --out, a folder of its own")
    if options.random_weights and not options.preset:
        parser.error("--random-weights needs --preset: the trial has its weights")
    return options


def main() -> None:
    options = parse_options()
    if options.preset:
        export_random_preset(options.preset, options.seed, options.out)
    elif options.checkpoint:
        export_checkpoint(options.checkpoint, options.out or BUNDLED_FOLDER)
    else:
        export_trial(options.weights, options.out)


if __name__ == "__main__":
    main()
