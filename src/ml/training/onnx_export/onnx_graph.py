"""Passes over the exported ONNX graph."""

import numpy as np
import onnx
from onnx import helper, numpy_helper

# Smaller tensors (biases, constants) stay float32: they weigh nothing and carry the scale of a channel.
SMALLEST_HALF = 4096


def drop_unused(model: onnx.ModelProto) -> None:
    """Removes Constant nodes and initializers that nothing reads."""
    graph = model.graph
    used = {name for node in graph.node for name in node.input}
    for node in [n for n in graph.node if n.op_type == "Constant" and n.output[0] not in used]:
        graph.node.remove(node)
    for tensor in [t for t in graph.initializer if t.name not in used]:
        graph.initializer.remove(tensor)


def store_half(model: onnx.ModelProto) -> int:
    """Stores large float32 weights as float16 behind a Cast to float32; returns how many.

    The graph still computes in float32: runtimes evaluate the Cast of a constant once, when the session is made.
    """
    graph = model.graph
    casts = []
    for tensor in graph.initializer:
        array = numpy_helper.to_array(tensor)
        if array.dtype != np.float32 or array.size < SMALLEST_HALF:
            continue
        half = array.astype(np.float16)
        if not np.isfinite(half).all():
            raise ValueError(f"{tensor.name} does not fit float16")
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(half, name + "_half"))
        casts.append(helper.make_node("Cast", [name + "_half"], [name], name + "_cast", to=onnx.TensorProto.FLOAT))
    for index, cast in enumerate(casts):
        graph.node.insert(index, cast)
    return len(casts)
