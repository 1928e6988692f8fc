"""Exports the trial to a model folder: model.onnx and manifest.json (see README.md for the command).

The manifest keeps the calibration that it has; a folder without one gets a flat start, which calibrate.py replaces.
"""

import argparse
import collections
from pathlib import Path

import onnx
import torch
from onnx_export.model_folder import OPSET, hash_model, read_calibration, write_manifest
from onnx_export.onnx_graph import drop_unused, store_half
from model.weights import load_trial


def export_onnx(model: torch.nn.Module, path: Path) -> onnx.ModelProto:
    """Writes the graph with open batch, height and width; weights of 4,096 values and more as float16."""
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=Path("../shared/weights"))
    parser.add_argument("--out", type=Path, default=Path("src/ml/models/dolg-b4-trial"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / "model.onnx"
    with torch.no_grad():
        graph = export_onnx(load_trial(options.weights), path)
    operators = collections.Counter(node.op_type for node in graph.graph.node)
    print("operators:", ", ".join(f"{name} {count}" for name, count in sorted(operators.items())))
    print("bytes:", path.stat().st_size)
    print("sha256:", hash_model(options.out))
    write_manifest(options.out, read_calibration(options.out))


if __name__ == "__main__":
    main()
