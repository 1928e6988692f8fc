"""The ablation in small: what each variant changes, one cache for all, what is kept, and the tables."""

import contextlib
import csv
import io
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from ablation_study.input_sizes import add_vectors, list_readings, scale_size, thin_out
from ablation_study.result import Result, build_result, read_result, write_result
from ablation_study.shared_features import SharedFeatures
from ablation_study.table import Section, write_csv, write_markdown
from ablation_study.variant_run import run_variant
from ablation_study.variants import BASE, CHANGES, list_variants
from data.landmark_index import read_landmark_index
from data.photos import read_upright, stretch
from engine.build_network import load_model
from engine.config import hash_config, read_config
from engine.model_file import read_metadata
from engine.parse_table import ConfigError
from engine.training_network import cut_network
from engine.training_photos import read_run_photos
from metrics.landmark_precision import LandmarkPrecision, compare_by_landmark, measure_by_landmark
from metrics.retrieval_metrics import measure
from model.normalize import normalize
from tests.drawn_photos import write_drawn_index
from tests.tiny_run import build_environment

COMMAND = Path(__file__).parent.parent / "ablation.py"
RECIPE = Path(__file__).parent.parent / "recipes" / "ablation.toml"

CONFIG = """
seed = 3
threads = 1
precision = "bfloat16-products"
[data]
photos = "{photos}"
check = "none"
hold_out = {{ landmarks = 3, at_least = 4, every_distractor = 2 }}
[model]
preset = "{preset}"
start = "random"
[model.overrides]
width = 16
trunk = {{ width = 0.15, depth = 0.1, has_last_block = true }}
local = {{ branch = 8, hidden = 16 }}
global = {{ wide = 32 }}
[initialize]
method = "pca"
[cache]
trunk_cut = 5
token_cut = 11
[batch]
landmarks = 3
distractors = 2
[[losses]]
kind = "arcface"
[[losses]]
kind = "distance-keeping"
[optimizer]
[[optimizer.groups]]
match = ["trunk.features.[567].*", "local_branch.*", "global_branch.*", "fc.*", "fusion.*"]
rate = 1e-3
[[optimizer.groups]]
match = ["second_trunk.transformer.norm.*"]
rate = 1e-3
[[optimizer.groups]]
match = ["objective.*"]
rate = 3e-3
[[stages]]
steps = 3
width = 64
height = 64
[evaluation]
split = "{split}"
{tables}
"""


def write_config(folder: Path, preset: str = "hybrid", split: str = "held-out", tables: str = "") -> Path:
    """`folder`/ablation.toml, which names the photos in `folder`/photos."""
    path = folder / "ablation.toml"
    text = CONFIG.format(photos=folder / "photos", preset=preset, split=split, tables=tables)
    path.write_text(text, encoding="utf-8")
    return path


class TemporaryFolderTest(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)


class VariantsTest(TemporaryFolderTest):
    def build(self, **changes):
        base = read_config(write_config(self.folder, **changes))
        return base, {variant.name: variant for variant in list_variants(base, list(CHANGES))}

    def test_each_changes_one_thing(self) -> None:
        base, variants = self.build()
        self.assertEqual(list(variants), list(CHANGES))
        fused = variants[BASE].config
        for name in ("global", "local", "sum", "concat", BASE):
            self.assertEqual(variants[name].config.model.overrides, {**base.model.overrides, "fusion": name})
        self.assertEqual(variants["untrained"].config, fused)
        self.assertEqual([name for name, variant in variants.items() if not variant.is_trained], ["untrained"])
        without = variants["no-distractors"].config
        self.assertEqual((without.batch.size, without.batch.distractors), (fused.batch.size, 0))
        self.assertEqual([loss.options for loss in without.losses], [{"has_distractors": False}, {}])
        self.assertEqual([loss.kind for loss in variants["no-distance-keeping"].config.losses], ["arcface"])
        single = variants["no-second-trunk"].config
        self.assertEqual((single.model.preset, single.model.overrides), ("efficientnet-b4", fused.model.overrides))
        self.assertEqual(single.optimizer.groups, (fused.optimizer.groups[0], fused.optimizer.groups[2]))
        alone = variants["sum-no-second-trunk"].config
        self.assertEqual((alone.model.preset, alone.model.overrides["fusion"]), ("efficientnet-b4", "sum"))
        # What is finished is found by these: no two that are trained may share one.
        hashes = {hash_config(variant.config) for name, variant in variants.items() if name != "untrained"}
        self.assertEqual(len(hashes), len(CHANGES) - 1)

    def test_the_recipe_has_all_variants(self) -> None:
        base = read_config(RECIPE)
        self.assertEqual(len(list_variants(base, list(CHANGES))), len(CHANGES))
        self.assertEqual((base.evaluation.split, base.data.split), ("held-out", "train"))

    def test_what_the_base_lacks_cannot_be_left_out(self) -> None:
        for name, changes, message in (
            ("no-second-trunk", {"preset": "efficientnet-b4"}, "only the preset 'hybrid'"),
            ("no-distractors", {}, "no distractors to leave out"),
            ("no-distance-keeping", {}, "cannot do without distance-keeping"),
        ):
            path = write_config(self.folder, **changes)
            text = path.read_text(encoding="utf-8").replace("distractors = 2\n[[", "distractors = 0\n[[")
            path.write_text(text.replace('[[losses]]\nkind = "distance-keeping"\n', ""), encoding="utf-8")
            with self.assertRaisesRegex(ConfigError, message):
                list_variants(read_config(path), [name])


class SharedFeaturesTest(TemporaryFolderTest):
    def open(self, path: Path) -> SharedFeatures:
        return SharedFeatures(read_config(path), self.folder / "features", torch.device("cpu"), lambda line: None)

    def test_other_photos_than_held_out_ones_and_runs_without_cache_are_refused(self) -> None:
        path = write_config(self.folder, split="validation")
        with self.assertRaisesRegex(ConfigError, "set evaluation.split to 'held-out'"):
            self.open(path)
        path.write_text(path.read_text().replace("[cache]\ntrunk_cut = 5\ntoken_cut = 11\n", ""), encoding="utf-8")
        with self.assertRaisesRegex(ConfigError, r"needs \[cache\]"):
            self.open(path)

    def test_variants_share_one_cache_and_what_is_finished_stays(self) -> None:
        write_drawn_index(self.folder / "photos", {"train": 9}, distractors=6)
        path, out = write_config(self.folder), self.folder / "run"
        base = read_config(path)
        measured = read_run_photos(base.data, base.evaluation).measured
        measured.get_path(int(np.flatnonzero(measured.labels < 0)[0])).write_bytes(b"broken")
        features = self.open(path)
        self.assertEqual((len(features.train), len(features.measured)), (27, 14))
        variants = list_variants(base, ["untrained", "local", "no-distractors", "no-second-trunk"])
        with contextlib.redirect_stdout(io.StringIO()):
            results = [run_variant(variant, out, features) for variant in variants]
        # One for the training photos and one for the measured ones.
        self.assertEqual(len(list((self.folder / "features").iterdir())), 2)
        self.assertEqual([result.steps for result in results], [0, 3, 3, 3])
        trained = [read_metadata(out / variant.name / "model.safetensors") for variant in variants]
        self.assertEqual([item["overrides"]["fusion"] for item in trained], [BASE, "local", BASE, BASE])

        # The cached features and the tail behind them are the whole network on the photos themselves.
        model = load_model(out / "no-second-trunk" / "model.safetensors")
        self.assertIsNone(model.second_trunk)
        rows = range(len(features.measured))
        pixels = np.stack([stretch(read_upright(features.measured.get_path(row)), 64, 64) for row in rows])
        with torch.inference_mode():
            vectors = model(torch.from_numpy(pixels)).embedding.numpy()
        cached = features.embed_measured(cut_network(model, 5, 11))
        self.assertGreater(float((cached * vectors).sum(1).min()), 0.999)
        self.assertAlmostEqual(results[3].figures["mAP"], measure(cached, features.list_landmarks())["mAP"], delta=0.01)
        self.assertEqual(results[3].figures["queries"], 12)

        left = {item.name for item in (out / "local").iterdir()}
        self.assertFalse(left & {"checkpoint.pt", "untrained.npy", "vectors.npy"})
        written = (out / "local" / "model.safetensors").stat().st_mtime_ns
        self.assertEqual(run_variant(variants[1], out, features), results[1])
        self.assertEqual((out / "local" / "model.safetensors").stat().st_mtime_ns, written)
        (out / "local" / "result.json").write_text("{}", encoding="utf-8")
        with self.assertRaisesRegex(ValueError, "is broken: delete its folder"):
            run_variant(variants[1], out, features)


class CommandTest(TemporaryFolderTest):
    def call(self, *options: str) -> subprocess.CompletedProcess:
        arguments = [str(COMMAND), str(write_config(self.folder)), "--out", str(self.folder / "run"), *options]
        return subprocess.run([sys.executable, *arguments], env=build_environment(), capture_output=True, text=True)

    def test_tables_of_what_was_asked_for_and_what_was_there(self) -> None:
        write_drawn_index(self.folder / "photos", {"train": 9, "validation": 2}, distractors=6)
        result = self.call("--only", "sizes")
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, "^ablation.py: .*needs the variant 'orthogonal', or a --checkpoint\n$")
        self.assertEqual(self.call("--only", "global").returncode, 0)
        sizes = ["--sizes", "32x32", "64x64", "--three-scales", "64x64"]
        result = self.call("--only", "orthogonal", "sizes", *sizes)
        self.assertEqual(result.returncode, 0, result.stderr)
        with open(self.folder / "run" / "ablation.csv", newline="", encoding="utf-8") as file:
            rows = {(row["table"], row["name"]): row for row in csv.DictReader(file)}
        self.assertEqual(
            list(rows),
            [("variants", "global"), ("variants", "orthogonal")]
            + [("sizes", name) for name in ("32x32", "64x64", "64x64-three-scales")],
        )
        gap = float(rows["variants", "global"]["mAP"]) - float(rows["variants", "orthogonal"]["mAP"])
        self.assertAlmostEqual(float(rows["variants", "global"]["difference"]), gap, places=5)
        self.assertEqual(rows["variants", "orthogonal"]["difference"], "")
        table = (self.folder / "run" / "ablation.md").read_text(encoding="utf-8")
        self.assertIn(table, result.stdout)
        for words in ("| three scales, 64 x 64, 32 x 32, 96 x 96 |", "12 photos of 3 landmarks and 3 distractors", "Cost"):
            self.assertIn(words, table)

        result = self.call("--only", "sizes", *sizes, "--checkpoint", str(self.folder / "run/global/model.safetensors"))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("of global, measured on 8 photos of 2 landmarks and 3 distractors (validation)", result.stdout)
        self.assertEqual(len(list((self.folder / "run/sizes").iterdir())), 2)


class InputSizesTest(TemporaryFolderTest):
    def test_scales_are_rounded_as_the_app_does(self) -> None:
        # src/ml/model/embed-batch.ts rounds 384 x 0.707 = 271.5 to 256, and never below one stride.
        scaled = [scale_size((384, 320), scale) for scale in (1.0, 0.5**0.5, 2**0.5)]
        self.assertEqual(scaled, [(384, 320), (256, 224), (544, 448)])
        self.assertEqual(scale_size((32, 480), 0.1), (32, 64))
        readings = list_readings([(256, 256)], [(384, 384)])
        self.assertEqual([reading.sizes for reading in readings], [((256, 256),), ((384, 384), (256, 256), (544, 544))])

    def test_vectors_of_all_scales_count_the_same(self) -> None:
        first, second = np.array([[1.0, 0.0], [0.6, 0.8]]), np.array([[0.0, 1.0], [0.6, 0.8]])
        np.testing.assert_allclose(add_vectors([first, second]), [[0.5**0.5, 0.5**0.5], [0.6, 0.8]])

    def test_thinning_keeps_the_first_by_hash_in_their_order(self) -> None:
        write_drawn_index(self.folder, {"train": 3}, distractors=7)
        photos = read_landmark_index(self.folder, ("train",))
        thin = thin_out(photos, 2, 3)
        self.assertEqual(thin.count_photos().tolist(), [2, 2, 2])
        self.assertEqual(int((thin.labels < 0).sum()), 3)
        names = [thin.get_name(row) for row in range(len(thin))]
        self.assertEqual(names, [name for name in map(photos.get_name, range(len(photos))) if name in names])


class LandmarkPrecisionTest(unittest.TestCase):
    def test_means_by_landmark_make_up_the_map(self) -> None:
        rng = np.random.default_rng(1)
        vectors = normalize(torch.from_numpy(rng.normal(size=(30, 5)))).numpy()
        labels = ["a"] * 4 + ["b"] * 7 + ["c"] + [""] * 18
        each = measure_by_landmark(vectors, labels)
        self.assertEqual({name: item.queries for name, item in each.items()}, {"a": 4, "b": 7})
        total = sum(item.queries * item.mean for item in each.values()) / 11
        self.assertAlmostEqual(total, measure(vectors, labels)["mAP"])

    def test_difference_and_its_error_by_hand(self) -> None:
        base = {"a": LandmarkPrecision(1, 0.5), "b": LandmarkPrecision(3, 0.5)}
        other = {"a": LandmarkPrecision(1, 0.9), "b": LandmarkPrecision(3, 0.5)}
        difference = compare_by_landmark(base, other)
        self.assertAlmostEqual(difference.value, 0.1)
        # Residuals 0.3 and 3 x -0.1, squared and summed to 0.18, times 2 / 1, of 4 queries.
        self.assertAlmostEqual(difference.standard_error, 0.36**0.5 / 4)
        self.assertEqual(compare_by_landmark(base, base), (0.0, 0.0))
        with self.assertRaisesRegex(ValueError, "different photos"):
            compare_by_landmark(base, {"a": LandmarkPrecision(1, 0.5)})


class TableTest(TemporaryFolderTest):
    def make(self, name: str, title: str, mean: float, steps) -> Result:
        figures = {"photos": 9, "queries": 4, "mAP": mean, "top1": 0.5, "GAPraw": 0.25, "GAPpenalized": 0.75}
        figures.update({"pairF1": 0.125, "threshold": 0.3})
        landmarks = {"x": LandmarkPrecision(2, mean), "y": LandmarkPrecision(2, mean)}
        return Result(name, title, "abc", figures, landmarks, steps, 90.0)

    def test_markdown_and_csv(self) -> None:
        one, other = self.make("global", "global only", 0.5, 7), self.make("orthogonal", "orthogonal fusion", 0.625, None)
        sections = [
            Section("variants", "variant", "orthogonal", [one, other], "A note."),
            Section("sizes", "input", "9x9", [], "Nothing."),
        ]
        self.assertEqual(
            write_markdown(sections, "A cost."),
            "| variant | mAP | against orthogonal fusion | top-1 | GAP raw / penalised | pair F1 | steps | minutes |\n"
            "|---|---|---|---|---|---|---|---|\n"
            "| global only | 0.500 | -0.125 ± 0.000 | 0.500 | 0.250 / 0.750 | 0.125 | 7 | 1.5 |\n"
            "| orthogonal fusion | 0.625 |  | 0.500 | 0.250 / 0.750 | 0.125 |  | 1.5 |\n\nA note.\n\nA cost.\n",
        )
        lines = write_csv(sections).splitlines()
        self.assertEqual(len(lines), 3)
        self.assertTrue(lines[1].startswith("variants,global,global only,9,4,0.500000,0.500000,"))
        self.assertTrue(lines[1].endswith(",-0.125000,0.000000,7,90.0"))

    def test_a_result_comes_back_as_it_was_and_for_its_key_alone(self) -> None:
        path = self.folder / "result.json"
        vectors = np.eye(4)[[0, 0, 1, 2, 3]]
        result = build_result("global", "global branch only", "abc", vectors, ["x", "x", "y", "y", ""], 3, 1.5)
        self.assertIsNone(read_result(path, "abc"))
        write_result(path, result)
        self.assertEqual(read_result(path, "abc"), result)
        with self.assertRaisesRegex(ValueError, "belongs to another configuration"):
            read_result(path, "abd")
        for text in ("[]", "{", json.dumps({"landmarks": {"x": [1]}})):
            path.write_text(text, encoding="utf-8")
            with self.assertRaisesRegex(ValueError, "is broken"):
                read_result(path, "abc")


if __name__ == "__main__":
    unittest.main()
