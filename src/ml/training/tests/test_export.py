"""Model folders of tiny networks: what the graph and the files beside it say."""

import base64
import contextlib
import io
import json
import tempfile
import unittest
import warnings
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import onnx
import torch
from export import export_random_preset
from model.presets import PRESETS, EfficientNetSettings, GlobalSettings, LocalSettings
from onnx_export.golden_pixels import make_self_test_pixels
from onnx_export.model_folder import TRIAL_FACTS, hash_model, read_facts, write_manifest
from onnx_export.random_model import build_random_model

TINY = replace(
    PRESETS["efficientnet-b5"],
    title="tiny",
    trunk=EfficientNetSettings(0.25, 0.3),
    local=LocalSettings(branch=8, hidden=16, dilations=(1, 2)),
    global_=GlobalSettings(wide=32, is_p_trainable=True, has_batch_norm=True, has_fc=False),
    width=32,
)


class RandomExportTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        with patch.dict(PRESETS, tiny=TINY), contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for name, seed in (("one", 1), ("same", 1), ("other", 2)):
                export_random_preset("tiny", seed, cls.folder / name)
            cls.model = build_random_model("tiny", 1)
        cls.graph = onnx.load(str(cls.folder / "one" / "model.onnx")).graph

    def read(self, name: str):
        return json.loads((self.folder / "one" / name).read_text(encoding="utf-8"))

    def test_batch_height_and_width_are_open(self) -> None:
        shapes = {
            value.name: [dim.dim_param or dim.dim_value for dim in value.type.tensor_type.shape.dim]
            for value in (*self.graph.input, *self.graph.output)
        }
        expected = {"pixels": ["batch", "height", "width", 3], "embedding": ["batch", 512]}
        self.assertEqual(shapes, {**expected, "attention": ["batch", "rows", "columns"]})
        types = [value.type.tensor_type.elem_type for value in (*self.graph.input, *self.graph.output)]
        self.assertEqual(types, [onnx.TensorProto.UINT8, onnx.TensorProto.FLOAT, onnx.TensorProto.FLOAT])

    def test_weights_are_stored_in_half_precision_and_nothing_is_computed_in_it(self) -> None:
        half = {tensor.name for tensor in self.graph.initializer if tensor.data_type == onnx.TensorProto.FLOAT16}
        self.assertTrue(half)
        for node in self.graph.node:
            if node.op_type == "Cast":
                self.assertEqual(node.attribute[0].i, onnx.TensorProto.FLOAT)
            else:
                self.assertFalse(half & set(node.input), node.name)

    def test_batch_norm_is_folded_and_p_is_a_number_of_the_graph(self) -> None:
        operators = [node.op_type for node in self.graph.node]
        self.assertNotIn("BatchNormalization", operators)
        self.assertEqual(operators.count("Pow"), 2)
        self.assertEqual(operators.count("Softplus"), 1)

    def test_same_seed_same_bytes(self) -> None:
        hashes = [hash_model(self.folder / name) for name in ("one", "same", "other")]
        self.assertEqual(hashes[0], hashes[1])
        self.assertNotEqual(hashes[0], hashes[2])

    def test_manifest_says_that_nothing_was_trained(self) -> None:
        manifest = self.read("manifest.json")
        self.assertEqual(manifest["sha256"], hash_model(self.folder / "one"))
        self.assertEqual(manifest["name"], "dolg-tiny-random")
        self.assertEqual(manifest["trainingData"], "none: random weights (seed 1)")
        self.assertEqual(manifest["calibration"], {"kind": "logistic", "slope": 1.0, "intercept": 0.0})

    def test_self_test_and_landmarkness_belong_to_the_model(self) -> None:
        case, unit = self.read("self-test.json")["cases"][0], self.read("landmarkness.json")
        pixels = torch.from_numpy(make_self_test_pixels(case["width"], case["height"], case["seed"]))
        with torch.inference_mode():
            expected = self.model(pixels[None]).embedding[0].numpy()
        np.testing.assert_allclose(np.frombuffer(base64.b64decode(case["embedding"]), "<f4"), expected, atol=1e-6)
        self.assertEqual(self.read("self-test.json")["modelSha256"], hash_model(self.folder / "one"))
        self.assertEqual(unit["modelSha256"], hash_model(self.folder / "one"))
        self.assertEqual((len(unit["weights"]), any(unit["weights"]), unit["bias"]), (512, False, 0))

    def test_a_new_calibration_keeps_the_facts(self) -> None:
        folder = self.folder / "other"
        facts = replace(TRIAL_FACTS, name="another", version="7", sizes=((64, 96), (32, 32)), scales=(1, 0.5))
        write_manifest(folder, {"kind": "logistic", "slope": 2.0, "intercept": 0.0}, facts)
        write_manifest(folder, {"kind": "logistic", "slope": 3.0, "intercept": -1.0})
        self.assertEqual(read_facts(folder), facts)
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        self.assertEqual(manifest["calibration"], {"kind": "logistic", "slope": 3.0, "intercept": -1.0})


if __name__ == "__main__":
    unittest.main()
