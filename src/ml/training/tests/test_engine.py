"""The parts of a training run, and whole small runs."""

import csv
import dataclasses
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import torch
from contact_sheet import draw_sheet
from data.augmentation import AugmentationConfig
from data.broken_files import read_left_out, write_left_out
from data.gldv2 import get_photo_path
from data.labelled_photos import LeftOut, collect_photos
from data.landmark_index import read_landmark_index
from data.photos import read_upright, stretch
from engine.batch_source import Batch
from engine.bfloat16_products import AttentionInBFloat16, LinearInBFloat16, PointwiseInBFloat16, use_bfloat16_products
from engine.build_network import build_network, load_model, read_overrides
from engine.checkpoint import CheckpointError, read_checkpoint, write_checkpoint
from engine.config import GroupConfig, InitializeConfig, ModelConfig, OptimizerConfig, hash_config, read_config
from engine.evaluation import choose_rows
from engine.feature_cache import CachePlan, FeatureCache
from engine.initialize import compute_untrained_vectors, describe_photos, initialize_head
from engine.learning_curves import LearningCurves
from engine.model_file import read_metadata, write_model
from engine.objective import LossConfig, Objective, needs_untrained
from engine.parameter_groups import build_optimizer
from engine.parse_table import ConfigError
from engine.principal_components import find_components
from engine.schedule import compute_rate_factor
from engine.start_centers import start_centers_at_means
from engine.training_network import FrozenPart, build_training_network, cut_network
from engine.training_step import Stepper, TrainedParts
from engine.weight_average import WeightAverage
from engine.whiten import set_whitening, whiten
from losses.distance_keeping import DistanceKeeping
from losses.open_set_arcface import OpenSetArcFace
from losses.supervised_contrastive import SupervisedContrastive
from model.normalize import normalize
from model.safetensors_file import read_safetensors
from model.vision_transformer import Block
from tests.drawn_photos import write_drawn_index
from tests.gldv2_miniature import write_gldv2_miniature
from tests.tiny_run import CACHE, TRAIN, build_command, build_environment, train, write_tiny_run
from torch import nn

KILLED_TRAIN = Path(__file__).parent / "killed_train.py"
RECIPES = Path(__file__).parent.parent / "recipes"

TINY = {
    "width": 16,
    "trunk": {"width": 0.15, "depth": 0.1, "has_last_block": True},
    "local": {"branch": 8, "hidden": 16},
    "global": {"wide": 32},
}


def build_tiny(preset: str = "efficientnet-b4"):
    """A small network with random weights."""
    return build_network(ModelConfig(preset, TINY, start="random"), seed=1)


def draw_pixels(count: int, seed: int = 1, side: int = 64) -> torch.Tensor:
    """Random uint8 [count, side, side, 3]."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(0, 256, (count, side, side, 3), dtype=torch.uint8, generator=generator)


def read_curves(out: Path) -> list:
    """The rows of a run's curves, as text."""
    with open(out / "curves.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class TemporaryFolderTest(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        torch.manual_seed(1)


class ConfigTest(TemporaryFolderTest):
    def read(self, **changes):
        return read_config(write_tiny_run(self.folder, **changes))

    def test_recipes_can_be_read_and_name_parameters_that_exist(self) -> None:
        recipes = sorted(RECIPES.glob("*.toml"))
        self.assertGreaterEqual(len(recipes), 2)
        for recipe in recipes:
            config = read_config(recipe)
            model = build_network(ModelConfig(config.model.preset, config.model.overrides, start="random"), 1)
            objective = Objective(config.losses, np.array([0, 0, 1, -1]), 512)
            optimizer, names = build_optimizer(model, objective, config.optimizer)
            self.assertTrue(all(names), recipe.name)

    def test_stages_follow_each_other(self) -> None:
        config = self.read()
        self.assertEqual(config.steps, 12)
        self.assertEqual([config.get_stage(step).width for step in (0, 3, 4, 11)], [32, 32, 64, 64])

    def test_the_hash_is_that_of_what_decides_the_outcome(self) -> None:
        config = self.read()
        self.assertEqual(hash_config(config), hash_config(self.read(top="workers = 3")))
        self.assertNotEqual(hash_config(config), hash_config(self.read(dropout=0.2)))

    def test_errors_name_the_key_and_what_would_be_right(self) -> None:
        for top, tables, message in (
            ("sead = 4", "", r"run.toml: unknown key 'sead'; did you mean 'seed'\?"),
            ("workers = 'two'", "", "run.toml.workers must be an integer, not 'two'"),
            ("workers = true", "", "run.toml.workers must be an integer, not True"),
            ("precision = 'half'", "", "precision is one of float32, bfloat16-products, mixed, not 'half'"),
            ("", "[augmentation]\narea = [0.5]", r"augmentation.area must have 2 values, not 1"),
            ("", "[augmentation]\nflip = 2.0", "run.toml.augmentation: flip must lie between 0 and 1"),
            ("", "[[stages]]\nsteps = 1\nwidth = 50\nheight = 64", r"stages\[2\]: width and height must be multiples"),
            ("", "[[stages]]\nsteps = 1\nwidth = 64", r"stages\[2\]: 'height' is missing"),
            ("", "[data]\nformat = 'csv'", "format is one of index, gldv2-full"),
            ("workers = ", "", "run.toml: Invalid value"),
        ):
            with self.assertRaisesRegex(ConfigError, message):
                self.read(top=top, tables=tables)

    def test_errors_of_overrides_and_losses(self) -> None:
        with self.assertRaisesRegex(ConfigError, "model.overrides.local: unknown key 'hiden'"):
            read_overrides("efficientnet-b4", {"local": {"hiden": 3}})
        with self.assertRaisesRegex(ConfigError, "model.overrides: unknown key 'size'"):
            read_overrides("efficientnet-b4", {"size": 3})
        with self.assertRaisesRegex(ConfigError, "no preset 'b4'"):
            read_overrides("b4", {})
        with self.assertRaisesRegex(ConfigError, r"losses\[0\]: unknown kind 'triplet'"):
            Objective((LossConfig("triplet"),), np.array([0, 1]), 4)
        with self.assertRaisesRegex(ConfigError, r"losses\[0\].options: unknown key 'temp'"):
            Objective((LossConfig("supervised-contrastive", 1.0, {"temp": 1}),), np.array([0, 1]), 4)


class ScheduleTest(unittest.TestCase):
    def test_line_then_cosine(self) -> None:
        factors = [compute_rate_factor(step, 100, warmup=10, floor=0.1) for step in range(100)]
        self.assertAlmostEqual(factors[0], 0.1)
        self.assertEqual(int(np.argmax(factors)), 9)
        self.assertAlmostEqual(factors[50], 0.55)
        self.assertAlmostEqual(factors[99], 0.1, delta=0.001)
        self.assertEqual(compute_rate_factor(0, 100, warmup=0, floor=0.0), 1.0)


class WeightAverageTest(unittest.TestCase):
    def test_average_of_what_is_trained_and_the_rest_as_it_is(self) -> None:
        model = nn.Sequential(nn.Linear(1, 1, bias=False), nn.Linear(1, 1, bias=False))
        model[1].requires_grad_(False)
        nn.init.constant_(model[0].weight, 1.0)
        average = WeightAverage(model, decay=0.5)
        expected = 1.0
        for update, value in enumerate((2.0, 4.0, 8.0), 1):
            nn.init.constant_(model[0].weight, value)
            nn.init.constant_(model[1].weight, value)
            average.update()
            decay = min(0.5, (1 + update) / (10 + update))
            expected = decay * expected + (1 - decay) * value
        state = average.build_state()
        self.assertAlmostEqual(float(state["0.weight"]), expected, places=6)
        self.assertEqual(float(state["1.weight"]), 8.0)
        # Not the same tensors: what the average gives must not move with the model.
        other = WeightAverage(model, decay=0.5)
        other.load_state_dict(average.state_dict())
        self.assertAlmostEqual(float(other.state["0.weight"]), expected, places=6)
        self.assertEqual(other.updates, 3)

    def test_without_decay_it_follows_the_model(self) -> None:
        model = nn.Linear(1, 1)
        average = WeightAverage(model, decay=0.0)
        nn.init.constant_(model.weight, 7.0)
        average.update()
        self.assertEqual(float(average.build_state()["weight"]), 7.0)


class CheckpointTest(TemporaryFolderTest):
    def test_what_cannot_be_gone_on_from(self) -> None:
        path = self.folder / "checkpoint.pt"
        write_checkpoint(path, "abc", 7, 1.5, {"model": nn.Linear(2, 2)})
        self.assertEqual([item.name for item in self.folder.iterdir()], ["checkpoint.pt"])
        self.assertEqual(read_checkpoint(path, "abc")["step"], 7)
        with self.assertRaisesRegex(CheckpointError, "belongs to another configuration"):
            read_checkpoint(path, "abd")
        path.write_bytes(path.read_bytes()[:100])
        with self.assertRaisesRegex(CheckpointError, "cannot be read"):
            read_checkpoint(path, "abc")
        torch.save({"step": 1}, path)
        with self.assertRaisesRegex(CheckpointError, "cannot be read"):
            read_checkpoint(path, "abc")

    def test_states_of_all_kinds_come_back(self) -> None:
        path, layer = self.folder / "checkpoint.pt", nn.Linear(2, 2)
        optimizer = torch.optim.AdamW(layer.parameters(), lr=0.1)
        layer(torch.ones(1, 2)).sum().backward()
        optimizer.step()
        write_checkpoint(path, "abc", 7, 1.5, {"optimizer": optimizer})
        state = read_checkpoint(path, "abc")["states"]["optimizer"]
        other = torch.optim.AdamW(nn.Linear(2, 2).parameters(), lr=0.2)
        other.load_state_dict(state)
        self.assertEqual(other.param_groups[0]["lr"], 0.1)
        moments = [list(item.state.values())[0]["exp_avg"] for item in (optimizer, other)]
        torch.testing.assert_close(*moments)


class LossesTest(unittest.TestCase):
    def test_supervised_contrastive_by_hand(self) -> None:
        vectors = normalize(torch.tensor([[1.0, 0.0], [0.8, 0.6], [0.0, 1.0], [-1.0, 0.0]]))
        labels, temperature = torch.tensor([5, 5, 2, -1]), 0.5
        cosines = vectors @ vectors.t() / temperature
        each = []
        for row, other in ((0, 1), (1, 0)):
            rest = torch.stack([cosines[row, column] for column in range(4) if column != row])
            each.append(torch.logsumexp(rest, 0) - cosines[row, other])
        loss = SupervisedContrastive(temperature)(vectors, labels)
        torch.testing.assert_close(loss, torch.stack(each).mean())

    def test_supervised_contrastive_of_strangers_is_zero_with_a_gradient(self) -> None:
        vectors = torch.eye(3, requires_grad=True)
        loss = SupervisedContrastive()(vectors, torch.tensor([-1, -1, 4]))
        loss.backward()
        self.assertEqual(float(loss), 0.0)
        self.assertTrue((vectors.grad == 0).all())

    def test_distance_keeping_by_hand(self) -> None:
        vectors, untrained = torch.eye(3), normalize(torch.tensor([[1.0, 1.0], [1.0, 1.0], [1.0, 0.0]]))
        # Cosines 1, r, r with r = sqrt(1/2), against 0, 0, 0.
        self.assertAlmostEqual(float(DistanceKeeping()(vectors, untrained, torch.tensor([0, 0, 1]))), 2 / 3, places=5)
        free = DistanceKeeping(keeps_landmarks=False)
        self.assertAlmostEqual(float(free(vectors, untrained, torch.tensor([0, 0, 1]))), 0.5, places=5)
        self.assertAlmostEqual(float(free(vectors, untrained, torch.tensor([-1, -1, 1]))), 2 / 3, places=5)

    def test_a_distractor_is_a_class_of_its_own(self) -> None:
        loss = OpenSetArcFace(classes=2, distractors=3, dims=4, scale=10.0, margin=0.0, sub_centers=1)
        with torch.no_grad():
            loss.centers.copy_(torch.eye(4)[:2, None])
            loss.distractor_centers.copy_(torch.eye(4)[[2, 3, 3]])
        cosines = loss.cosines(torch.eye(4))
        self.assertEqual(tuple(cosines.shape), (4, 5))
        torch.testing.assert_close(cosines, torch.eye(4)[:, [0, 1, 2, 3, 3]])
        surprise = torch.tensor([10.0, 0.0, 0.0, 0.0, 0.0]).logsumexp(0) - 10.0
        torch.testing.assert_close(loss(torch.eye(4)[2:3], torch.tensor([2])), surprise)


class ObjectiveTest(unittest.TestCase):
    losses = (LossConfig("arcface"), LossConfig("supervised-contrastive", 0.3), LossConfig("distance-keeping", 10.0))
    labels = np.array([0, 0, 0, 0, 1, 1, -1, -1])

    def test_sum_of_weighted_losses(self) -> None:
        torch.manual_seed(2)
        objective = Objective(self.losses, self.labels, 6)
        vectors = normalize(torch.randn(8, 6))
        objective.set_untrained(vectors)
        total, parts = objective(vectors[[0, 1, 4, 7]], torch.tensor([0, 1, 4, 7]))
        self.assertAlmostEqual(float(total), float(parts[0] + 0.3 * parts[1] + 10 * parts[2]), places=5)
        # Where the network starts, no distance has changed.
        self.assertAlmostEqual(float(parts[2]), 0.0, places=6)
        self.assertEqual(len(objective.terms[0].distractor_centers), 2)
        self.assertEqual(objective.classes.tolist(), [0, 0, 0, 0, 1, 1, 2, 3])

    def test_centers_start_where_their_photos_are(self) -> None:
        torch.manual_seed(2)
        objective = Objective(self.losses, self.labels, 6)
        vectors = normalize(torch.randn(8, 6))
        start_centers_at_means(objective, vectors, seed=1)
        cosines = objective.terms[0].cosines(vectors)
        # Every photo is nearest to its own class, and a distractor sits on its center.
        self.assertEqual(cosines.argmax(1).tolist(), [0, 0, 0, 0, 1, 1, 2, 3])
        torch.testing.assert_close(cosines[6, 2], torch.tensor(1.0))

    def test_untrained_vectors_are_computed_when_a_loss_wants_them(self) -> None:
        self.assertTrue(needs_untrained(self.losses))
        self.assertTrue(needs_untrained((LossConfig("arcface"),)))
        at_random = LossConfig("arcface", 1.0, {"starts_at_means": False, "adapts_margin": True})
        self.assertFalse(needs_untrained((at_random, LossConfig("supervised-contrastive"))))


class ParameterGroupsTest(unittest.TestCase):
    def test_first_match_has_it_and_the_rest_is_frozen(self) -> None:
        model = build_tiny()
        objective = Objective((LossConfig("arcface"),), np.array([0, 0, 1, 1]), 512)
        groups = (
            GroupConfig(("trunk.features.7.*",), 1e-4),
            GroupConfig(("trunk.features.[67].*", "global_branch.fc.*"), 1e-2, is_relative=True),
            GroupConfig(("objective.*",), 3e-3, weight_decay=0.0),
        )
        config = OptimizerConfig(groups, weight_decay=0.5, freezes_depthwise=True)
        optimizer, names = build_optimizer(model, objective, config)
        self.assertTrue(all(name.startswith("trunk.features.7.") for name in names[0]))
        self.assertFalse(set(names[0]) & set(names[1]))
        self.assertEqual(names[2], ["objective.terms.0.centers", "objective.terms.0.distractor_centers"])
        trained = {name for name, parameter in model.named_parameters() if parameter.requires_grad}
        self.assertEqual(trained, set(names[0]) | set(names[1]))
        self.assertFalse([name for name in trained if name.startswith("trunk.features.7.0.block.1.0.")])
        for group in optimizer.param_groups:
            self.assertEqual(len({parameter.dim() > 1 for parameter in group["params"]}), 1)
            if group["params"][0].dim() == 1:
                self.assertEqual(group["weight_decay"], 0.0)
        rates = [group["base_rate"] for group in optimizer.param_groups]
        self.assertEqual([rates[0], rates[-1]], [1e-4, 3e-3])
        matrices = [dict(model.named_parameters())[name] for name in names[1]]
        mean = torch.cat([matrix.detach().abs().flatten() for matrix in matrices if matrix.dim() > 1]).mean()
        self.assertAlmostEqual(rates[2], 1e-2 * float(mean))

    def test_a_misspelt_group_is_an_error(self) -> None:
        objective = Objective((LossConfig("supervised-contrastive"),), np.array([0, 0, 1, 1]), 512)
        with self.assertRaisesRegex(ConfigError, r"groups\[0\]: no parameter is called like trunk.feature.7"):
            build_optimizer(build_tiny(), objective, OptimizerConfig((GroupConfig(("trunk.feature.7",), 1e-4),)))


class StepperTest(TemporaryFolderTest):
    def test_steps_on_one_batch_learn_it(self) -> None:
        config = read_config(write_tiny_run(self.folder, dropout=0.0, tables="[schedule]\nwarmup = 5", second=36))
        model, labels = build_tiny(), np.array([0, 0, 1, 1, 2, 2, -1, -1])
        losses = (LossConfig("arcface", 1.0, {"starts_at_means": False}), LossConfig("supervised-contrastive", 0.3))
        parts = TrainedParts(build_training_network(model), Objective(losses, labels, 512), is_mixed=False)
        optimizer, _ = build_optimizer(model, parts.objective, config.optimizer)
        stepper = Stepper(parts, optimizer, config, torch.device("cpu"))
        batch = Batch(draw_pixels(8, side=32), torch.arange(8))
        frozen = model.trunk.features[2][0].block[0][0].weight.clone()
        results = [stepper.take(batch, step) for step in range(config.steps)]
        self.assertLess(float(results[-1].loss), 0.3 * float(results[0].loss))
        self.assertAlmostEqual(results[0].rate_factor, 0.2)
        self.assertEqual(tuple(results[0].parts.shape), (2,))
        self.assertTrue(torch.equal(frozen, model.trunk.features[2][0].block[0][0].weight))

    def test_gradients_are_clipped(self) -> None:
        config = read_config(write_tiny_run(self.folder, tables="[schedule]\nwarmup = 0"))
        for clip in (0.0, 1e-3):
            model, objective = build_tiny(), Objective((LossConfig("arcface"),), np.arange(8), 512)
            parts = TrainedParts(build_training_network(model), objective, is_mixed=False)
            clipped = dataclasses.replace(config, optimizer=dataclasses.replace(config.optimizer, clip=clip))
            optimizer, _ = build_optimizer(model, objective, clipped.optimizer)
            stepper = Stepper(parts, optimizer, clipped, torch.device("cpu"))
            stepper.take(Batch(draw_pixels(8, side=32), torch.arange(8)), 0)
            length = torch.stack([value.grad.norm() for value in stepper.trained]).norm()
            (self.assertGreater if clip == 0.0 else self.assertLessEqual)(float(length), 1.001e-3)


class ContactSheetTest(TemporaryFolderTest):
    def test_a_sheet_has_the_plain_photo_and_its_views(self) -> None:
        config = read_config(write_tiny_run(self.folder))
        photos = read_landmark_index(self.folder / "photos", ("train",))
        sheet = draw_sheet(photos, config, count=3, views=2, side=40)
        self.assertEqual(sheet.size, (3 * 44 - 4, 3 * 24 - 4))
        row = int(choose_rows(len(photos), 3, config.seed)[0])
        plain = stretch(read_upright(photos.get_path(row)), 40, 20)
        np.testing.assert_array_equal(np.asarray(sheet)[:20, :40], plain)
        self.assertFalse((np.asarray(sheet)[:20, 44:84] == plain).all())

    def test_the_command_writes_a_png(self) -> None:
        config, out = write_tiny_run(self.folder), self.folder / "sheet.png"
        command = [sys.executable, str(TRAIN.with_name("contact_sheet.py")), str(config), "--out", str(out)]
        result = subprocess.run(
            [*command, "--photos", str(self.folder / "photos"), "--side", "32"], capture_output=True, text=True
        )
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(read_upright(out).size, (8 * 36 - 4, 8 * 20 - 4))


class BFloat16ProductsTest(unittest.TestCase):
    def test_products_are_near_and_weights_and_names_stay(self) -> None:
        torch.manual_seed(1)
        model = nn.Sequential(nn.Conv2d(128, 128, 1), nn.Conv2d(8, 8, 1), nn.Flatten(), nn.Linear(512, 64))
        plain, x = [module for module in model], torch.randn(3, 128, 2, 2)
        weight, names = model[0].weight, set(model.state_dict())
        use_bfloat16_products(model)
        self.assertEqual(
            [type(module) for module in model], [PointwiseInBFloat16, nn.Conv2d, nn.Flatten, LinearInBFloat16]
        )
        self.assertEqual(set(model.state_dict()), names)
        self.assertIs(model[0].weight, weight)
        y, expected = model[0](x), plain[0](x)
        self.assertEqual(y.dtype, torch.float32)
        torch.testing.assert_close(y, expected, rtol=0.02, atol=0.02)
        self.assertFalse(torch.equal(y, expected))
        y.square().sum().backward()
        gradient, weight.grad = weight.grad, None
        expected.square().sum().backward()
        self.assertEqual(gradient.dtype, torch.float32)
        cosine = torch.nn.functional.cosine_similarity(gradient.flatten(), weight.grad.flatten(), 0)
        self.assertGreater(float(cosine), 0.999)

    def test_attention_in_bfloat16_is_attention(self) -> None:
        torch.manual_seed(1)
        block, x = Block(192, 3), torch.randn(2, 5, 192)
        plain = [block(x), block(x, queries=1)]
        names = set(block.state_dict())
        use_bfloat16_products(block)
        self.assertEqual(set(block.state_dict()), names)
        self.assertIsInstance(block.attn, AttentionInBFloat16)
        self.assertIsInstance(block.attn.qkv, LinearInBFloat16)
        for y, expected in zip((block(x), block(x, queries=1)), plain):
            torch.testing.assert_close(y, expected, rtol=0.02, atol=0.02)

    def test_depthwise_and_strided_convolutions_stay(self) -> None:
        model = nn.Sequential(nn.Conv2d(128, 128, 3, groups=128), nn.Conv2d(128, 128, 1, stride=2))
        use_bfloat16_products(model)
        self.assertEqual([type(module) for module in model], [nn.Conv2d, nn.Conv2d])


class TrainingNetworkTest(unittest.TestCase):
    def test_frozen_and_trained_part_together_are_the_network(self) -> None:
        for preset, cut in (("efficientnet-b4", 4), ("efficientnet-b4", 6), ("hybrid", 5)):
            model, pixels = build_tiny(preset).eval(), draw_pixels(2)
            features = FrozenPart(model, cut, 6)(pixels)
            network = cut_network(build_training_network(model), cut, 6).eval()
            torch.testing.assert_close(network(features).embedding, model(pixels).embedding, rtol=1e-4, atol=1e-5)
            self.assertEqual(features.tokens is None, preset != "hybrid")

    def test_the_parts_are_shared_and_the_model_is_untouched(self) -> None:
        model = build_tiny()
        network = cut_network(build_training_network(model), 6, 6)
        self.assertIs(network.fc.weight, model.fc.weight)
        self.assertIsNotNone(model.whitening)
        self.assertIsNone(network.whitening)
        with torch.no_grad():
            features = FrozenPart(model, 6, 6)(draw_pixels(2))
        network(features).embedding.sum().backward()
        gradients = [model.trunk.features[stage][0].block[0][0].weight.grad for stage in (5, 6)]
        self.assertEqual([gradient is None for gradient in gradients], [True, False])

    def test_impossible_cuts_are_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, "at most 6"):
            cut_network(build_tiny(), 7, 6)


class InitializeTest(unittest.TestCase):
    def test_training_starts_at_the_untrained_vectors(self) -> None:
        for preset in ("efficientnet-b4", "hybrid"):
            network = build_training_network(build_tiny(preset))
            batches = [Batch(draw_pixels(6, seed), torch.arange(6)) for seed in range(4)]
            untrained = describe_photos(network, batches, torch.device("cpu"))
            self.assertEqual(tuple(untrained.pooled.shape), (24, 32))
            initialize_head(network, untrained, InitializeConfig("pca", local_scale=0.0), seed=1)
            vectors = compute_untrained_vectors(network, untrained)
            with torch.inference_mode():
                embedded = torch.cat([network.eval()(batch.inputs).embedding for batch in batches])
            torch.testing.assert_close(embedded, vectors, rtol=1e-3, atol=1e-4)
            # Their cosines are those of the scaled components, which no later rotation changes.
            parts = []
            for features, weight in ((untrained.pooled, 1.0), (untrained.tokens, 0.7)):
                if features is not None:
                    mean, matrix = find_components(features, 0.25, 16 if weight == 1.0 else 192)
                    part = (features - mean) @ matrix.t()
                    parts.append(weight * part / part.norm(dim=1).mean())
            joined = normalize(torch.cat(parts, 1))
            torch.testing.assert_close(vectors @ vectors.t(), joined @ joined.t(), rtol=1e-3, atol=1e-3)

    def test_a_small_local_part_moves_them_a_little(self) -> None:
        network = build_training_network(build_tiny())
        batch = Batch(draw_pixels(24), torch.arange(24))
        untrained = describe_photos(network, [batch], torch.device("cpu"))
        initialize_head(network, untrained, InitializeConfig("pca", local_scale=0.02), seed=1)
        with torch.inference_mode():
            cosines = (network.eval()(batch.inputs).embedding * compute_untrained_vectors(network, untrained)).sum(1)
        self.assertGreater(float(cosines.min()), 0.99)
        self.assertLess(float(cosines.max()), 0.999999)

    def test_components(self) -> None:
        torch.manual_seed(3)
        vectors = torch.randn(500, 4) * torch.tensor([1.0, 5.0, 0.5, 2.0]) + 3.0
        mean, matrix = find_components(vectors, 0.5, 3)
        whitened = (vectors - mean) @ matrix.t()
        torch.testing.assert_close(whitened.t() @ whitened / 500, torch.eye(3), rtol=1e-3, atol=1e-3)
        rotated = (vectors - mean) @ find_components(vectors, 0.0, 4).matrix.t()
        self.assertTrue(bool((rotated.var(0).diff() < 0).all()))
        torch.testing.assert_close(rotated.norm(dim=1), (vectors - mean).norm(dim=1), rtol=1e-4, atol=1e-4)


class WhitenTest(unittest.TestCase):
    def test_the_model_whitens_as_its_training_vectors_want(self) -> None:
        model = build_tiny()
        torch.manual_seed(4)
        vectors = normalize(torch.randn(2000, 512) * torch.linspace(0.2, 2.0, 512) + 0.5)
        torch.testing.assert_close(whiten(vectors, model), vectors, rtol=1e-4, atol=1e-5)
        set_whitening(model, vectors, power=0.5)
        whitened = whiten(vectors, model)
        torch.testing.assert_close(whitened.norm(dim=1), torch.ones(2000))
        spread = torch.linalg.eigvalsh(whitened.t() @ whitened / 2000)
        self.assertLess(float(spread.max() / spread.min()), 1.5)
        self.assertLess(float(whitened.mean(0).norm()), 0.05)


class FeatureCacheTest(TemporaryFolderTest):
    plan = CachePlan(views=2, width=64, height=32, seed=5, augmentation=AugmentationConfig())

    def setUp(self) -> None:
        super().setUp()
        write_drawn_index(self.folder / "photos", {"train": 3}, distractors=2)
        self.photos = read_landmark_index(self.folder / "photos", ("train",))
        self.frozen = FrozenPart(build_tiny(), 5, 6)

    def build(self, plan=None, photos=None, frozen=None) -> FeatureCache:
        return FeatureCache(self.folder / "caches", photos or self.photos, frozen or self.frozen, plan or self.plan)

    def test_features_are_those_of_the_photo_and_the_view(self) -> None:
        cache = self.build()
        cache.fill(lambda line: None)
        pixels = np.stack([stretch(read_upright(self.photos.get_path(row)), 64, 32) for row in (9, 2)])
        with torch.inference_mode():
            expected = self.frozen(torch.from_numpy(pixels)).trunk
        features = cache.get(np.array([9, 2]), np.array([0, 0])).trunk
        torch.testing.assert_close(features, expected, rtol=2e-3, atol=2e-3)
        self.assertTrue(features.is_contiguous(memory_format=torch.channels_last))
        self.assertFalse(torch.allclose(cache.get(np.array([9, 2]), np.array([1, 1])).trunk, expected, atol=0.05))

    def test_an_interrupted_computation_goes_on_and_gives_the_same(self) -> None:
        whole, rows = self.build(), np.arange(len(self.photos))
        whole.fill(lambda line: None)
        expected = whole.get(rows, rows % 2).trunk.clone()
        for path in whole.folder.iterdir():
            path.unlink()
        half = self.build()
        half.folder.mkdir(exist_ok=True)
        half.arrays = half.open_arrays(is_new=True)
        half.fill_photos(0, 6)
        (half.folder / "progress.json").write_text(json.dumps({"photos": 6}), encoding="utf-8")
        rest, read = self.build(), []
        rest.read_view = lambda row, view: read.append(row) or FeatureCache.read_view(rest, row, view)
        rest.fill(lambda line: None)
        self.assertEqual(len(set(read)), len(self.photos) - 6)
        torch.testing.assert_close(rest.get(rows, rows % 2).trunk, expected)

    def test_whatever_decides_the_features_names_the_folder(self) -> None:
        folder = self.build().folder
        self.assertEqual(folder, self.build(frozen=FrozenPart(build_tiny(), 5, 6)).folder)
        other = FrozenPart(build_network(ModelConfig("efficientnet-b4", TINY, start="random"), seed=2), 5, 6)
        fast = build_tiny()
        fast.trunk.features[0][0] = PointwiseInBFloat16(3, 8, 1)
        changed = (
            self.build(frozen=other),
            self.build(frozen=FrozenPart(build_tiny(), 4, 6)),
            self.build(frozen=FrozenPart(fast, 5, 6)),
            self.build(photos=self.photos.select(np.arange(5))),
            self.build(plan=CachePlan(2, 64, 32, 6, AugmentationConfig())),
            self.build(plan=CachePlan(2, 64, 32, 5, AugmentationConfig(flip=0.4))),
        )
        self.assertEqual(len({folder, *(cache.folder for cache in changed)}), 7)

    def test_a_broken_photo_lends_the_features_of_another(self) -> None:
        self.photos.get_path(4).write_bytes(b"x")
        cache = self.build()
        cache.fill(lambda line: None)
        self.assertEqual([item.path for item in cache.list_broken()], [self.photos.get_name(4)])
        plain = np.array([0, 0])
        self.assertTrue(bool(torch.isfinite(cache.get(np.array([4, 5]), plain).trunk).all()))
        torch.testing.assert_close(*cache.get(np.array([4, 5]), plain).trunk, rtol=1e-3, atol=1e-3)


class CurvesTest(TemporaryFolderTest):
    def test_csv_and_picture_and_what_a_resumed_run_keeps(self) -> None:
        curves = LearningCurves(self.folder, ["seconds", "loss", "mAP"], 0)
        curves.add(2, {"seconds": 1.5, "loss": 3.25})
        curves.add(2, {"mAP": 0.5, "not a column": 1.0})
        curves.add(4, {"seconds": 2.5, "loss": 3.0})
        curves.draw()
        text = (self.folder / "curves.csv").read_text(encoding="utf-8")
        self.assertEqual(text, "step,seconds,loss,mAP\n2,1.5,3.25,0.5\n4,2.5,3,\n")
        root = ElementTree.parse(self.folder / "curves.svg").getroot()
        names = [item.text for item in root.iter("{http://www.w3.org/2000/svg}text") if item.get("class") == "title"]
        self.assertEqual(names, ["loss", "mAP"])
        again = LearningCurves(self.folder, ["seconds", "loss", "mAP"], 3)
        self.assertEqual(again.rows, [{"step": 2.0, "seconds": 1.5, "loss": 3.25, "mAP": 0.5}])
        self.assertEqual([again.has(2, "mAP"), again.has(2, "rate"), again.has(3, "mAP")], [True, False, False])
        for text in ("steps,loss\n2,3\n", "step,loss\n2,many\n", "step,loss\n2,3,4\n"):
            (self.folder / "curves.csv").write_text(text, encoding="utf-8")
            with self.assertRaisesRegex(ValueError, "curves.csv cannot be read .*: delete it"):
                LearningCurves(self.folder, ["seconds", "loss", "mAP"], 3)


class ModelFileTest(TemporaryFolderTest):
    def test_a_written_model_is_read_with_its_architecture(self) -> None:
        model, path = build_tiny().eval(), self.folder / "model.safetensors"
        set_whitening(model, normalize(torch.randn(600, 512)), 0.25)
        write_model(path, model.state_dict(), "efficientnet-b4", TINY, {"steps": 3})
        self.assertEqual(read_metadata(path)["facts"], {"steps": 3})
        again, pixels = load_model(path), draw_pixels(2)
        torch.testing.assert_close(again(pixels).embedding, model(pixels).embedding)
        path.write_bytes((2).to_bytes(8, "little") + b"{}")
        with self.assertRaisesRegex(ValueError, "does not say which preset"):
            load_model(path)


class WholeRunTest(TemporaryFolderTest):
    def assert_same_models(self, first: Path, second: Path) -> None:
        one, two = (read_safetensors(folder / "model.safetensors") for folder in (first, second))
        self.assertEqual(set(one), set(two))
        for name in one:
            torch.testing.assert_close(one[name], two[name], rtol=1e-4, atol=1e-6, msg=lambda text: f"{name}: {text}")

    def test_a_run_leaves_its_model_figures_curves_and_log(self) -> None:
        config, out = write_tiny_run(self.folder, top="workers = 1"), self.folder / "run"
        config.write_text(config.read_text().replace("[evaluation]", "[evaluation]\nevery = 8"), encoding="utf-8")
        (self.folder / "photos/landmarks/place_0/2.png").write_bytes(b"broken")
        result = train(config, out)
        self.assertEqual(result.returncode, 0, result.stderr)
        rows = read_curves(out)
        self.assertEqual([int(row["step"]) for row in rows], list(range(1, 13)))
        self.assertEqual([row["step"] for row in rows if row["mAP"]], ["8", "12"])
        self.assertTrue(all(float(row["loss"]) > 0 and float(row["arcface"]) > 0 for row in rows))
        metrics = json.loads((out / "metrics.json").read_text(encoding="utf-8"))
        self.assertEqual([metrics["photos"], metrics["queries"]], [16, 12])
        self.assertAlmostEqual(metrics["mAP"], float(rows[-1]["mAP"]), places=5)
        log = (out / "log.txt").read_text(encoding="utf-8")
        self.assertIn("train: 19 photos of 5 landmarks, 4 distractors; 1 left out", log)
        self.assertRegex(log, r"minutes, 1 process\(es\), 1 threads each; .* processor minutes, .* GiB of memory")
        self.assertIn("place_0/2.png", (out / "broken.csv").read_text(encoding="utf-8"))
        self.assertEqual(load_model(out / "model.safetensors")(draw_pixels(1)).embedding.shape, (1, 512))
        self.assertIn("holds a run: add --resume", train(config, out).stderr)

    def test_google_landmarks_train_a_network_too(self) -> None:
        tables = "[data]\nformat = 'gldv2-extended'\ncheck = 'decode'"
        config, out = write_tiny_run(self.folder, tables=tables), self.folder / "run"
        text = config.read_text(encoding="utf-8").replace("landmarks = 4\ndistractors = 2", "landmarks = 2")
        config.write_text(text.replace("[evaluation]", "[evaluation]\nsplit = 'test'"), encoding="utf-8")
        shutil.rmtree(self.folder / "photos")
        ids = write_gldv2_miniature(self.folder / "photos")
        (self.folder / "photos" / get_photo_path("train", ids["train"][2])).write_bytes(b"")
        result = train(config, out)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("train: 9 photos of 2 landmarks, 0 distractors; 1 left out", result.stdout)
        self.assertEqual(json.loads((out / "metrics.json").read_text(encoding="utf-8"))["photos"], 4)

    def kill_in_the_middle(self, config: Path, out: Path) -> None:
        """Starts the run and kills it as soon as it has written a checkpoint."""
        process = subprocess.Popen(
            [sys.executable, *build_command(config, out)], env=build_environment(), stdout=subprocess.DEVNULL
        )
        try:
            while not (out / "checkpoint.pt").exists():
                self.assertIsNone(process.poll(), "the run ended before it could be killed")
                time.sleep(0.01)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
        self.assertEqual(process.returncode, -signal.SIGKILL)
        self.assertFalse((out / "model.safetensors").exists())

    def test_a_killed_run_goes_on_and_ends_the_same(self) -> None:
        config = write_tiny_run(self.folder, second=20)
        self.assertEqual(train(config, self.folder / "whole").returncode, 0)
        self.kill_in_the_middle(config, self.folder / "killed")
        result = train(config, self.folder / "killed", "--resume")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertRegex(result.stdout, r"going on after step \d+")
        self.assert_same_models(self.folder / "whole", self.folder / "killed")
        steps = [row["step"] for row in read_curves(self.folder / "killed")]
        self.assertEqual(steps, [str(step) for step in range(1, 25)])

    def test_a_run_killed_right_after_a_checkpoint_has_all_that_it_noted_before(self) -> None:
        config, out = write_tiny_run(self.folder), self.folder / "run"
        config.write_text(config.read_text().replace("[evaluation]", "[evaluation]\nevery = 8"), encoding="utf-8")
        command = [sys.executable, str(KILLED_TRAIN), "8", *build_command(config, out)[1:]]
        killed = subprocess.run(command, env=build_environment(), capture_output=True)
        self.assertEqual(killed.returncode, -signal.SIGKILL)
        self.assertEqual([row["step"] for row in read_curves(out)], [str(step) for step in range(1, 9)])
        # As a photo that was read before the kill and is not read again.
        write_left_out(out / "broken.csv", [LeftOut("place_0/2.png", "it was broken")])
        result = train(config, out, "--resume")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("going on after step 8", result.stdout)
        self.assertEqual([row["step"] for row in read_curves(out)], [str(step) for step in range(1, 13)])
        self.assertEqual([row["step"] for row in read_curves(out) if row["mAP"]], ["8", "12"])
        self.assertEqual(read_left_out(out / "broken.csv"), [LeftOut("place_0/2.png", "it was broken")])

    def test_a_killed_run_on_cached_features_goes_on_and_ends_the_same(self) -> None:
        config = write_tiny_run(self.folder, top="precision = 'bfloat16-products'", tables=CACHE, second=20)
        self.assertEqual(train(config, self.folder / "whole").returncode, 0)
        self.kill_in_the_middle(config, self.folder / "killed")
        result = train(config, self.folder / "killed", "--resume")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertNotIn("photos are cached", result.stdout)
        self.assert_same_models(self.folder / "whole", self.folder / "killed")

    def test_another_configuration_cannot_go_on(self) -> None:
        config, out = write_tiny_run(self.folder), self.folder / "run"
        out.mkdir()
        write_checkpoint(out / "checkpoint.pt", "another", 4, 1.0, {})
        result = train(config, out, "--resume")
        self.assertEqual(result.returncode, 1)
        self.assertIn("belongs to another configuration", result.stderr)
        self.assertNotIn("Traceback", result.stderr)

    def test_errors_are_one_line(self) -> None:
        config = write_tiny_run(self.folder, top="sead = 1")
        result = train(config, self.folder / "run")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stderr.count("\n"), 1)
        self.assertIn("unknown key 'sead'", result.stderr)


if __name__ == "__main__":
    unittest.main()
