"""Ways to fuse local and global features: what they give, in the network and at the start of training."""

import unittest

import torch
from engine.batch_source import Batch
from engine.config import InitializeConfig
from engine.initialize import compute_untrained_vectors, describe_photos, find_last_layer, initialize_head
from engine.training_network import build_training_network
from model.fusion import FUSIONS, build_fusion
from model.presets import build_model
from tests.tiny_network import TINY, build_tiny, draw_pixels

WIDTH = TINY["width"]


class FusionTest(unittest.TestCase):
    def setUp(self) -> None:
        torch.manual_seed(1)
        self.local, self.g = torch.randn(2, 8, 3, 5), torch.randn(2, 8)
        self.pooled = self.local.mean((2, 3))

    def fuse(self, name: str) -> torch.Tensor:
        return build_fusion(name, 8)(self.local, self.g)

    def test_the_orthogonal_one_differs_from_concatenation_by_the_projection_on_g(self) -> None:
        torch.testing.assert_close(self.fuse("concat"), torch.cat([self.pooled, self.g], 1))
        taken = (self.fuse("concat") - self.fuse("orthogonal"))[:, :8]
        # What was taken away is g, times one number for each photo.
        factors = (taken * self.g).sum(1, keepdim=True) / (self.g * self.g).sum(1, keepdim=True)
        torch.testing.assert_close(taken, factors * self.g, rtol=1e-4, atol=1e-5)
        self.assertGreater(float(taken.norm()), 0.01)

    def test_one_branch_alone(self) -> None:
        torch.testing.assert_close(self.fuse("global"), self.g)
        torch.testing.assert_close(self.fuse("local"), self.pooled)

    def test_a_sum_turns_the_local_part_first(self) -> None:
        fusion = build_fusion("sum", 8)
        expected = self.g + self.pooled @ fusion.project.weight.t()
        torch.testing.assert_close(fusion(self.local, self.g), expected)

    def test_half_precision_becomes_float32_and_parts_are_counted(self) -> None:
        for name in FUSIONS:
            fusion = build_fusion(name, 8)
            fused = fusion(self.local.half(), self.g.half())
            self.assertEqual((fused.dtype, tuple(fused.shape)), (torch.float32, (2, 8 * fusion.parts)), name)

    def test_an_unknown_name_is_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, "no fusion 'product': choose one of orthogonal, concat, sum"):
            build_model("efficientnet-b4", fusion="product")


class FusionInNetworkTest(unittest.TestCase):
    def test_the_default_has_the_state_and_values_of_orthogonal_fusion(self) -> None:
        plain = build_tiny("hybrid")
        named = build_tiny("hybrid", fusion="orthogonal")
        self.assertEqual(list(plain.state_dict()), list(named.state_dict()))
        self.assertFalse([name for name in plain.state_dict() if name.startswith("fusion.")])
        for one, other in zip(plain.state_dict().values(), named.state_dict().values()):
            self.assertTrue(torch.equal(one, other))

    def test_every_fusion_keeps_the_contract_and_the_second_trunk_joins_it(self) -> None:
        pixels = draw_pixels(2)
        for name in FUSIONS:
            model = build_tiny("hybrid", fusion=name).eval()
            self.assertEqual(model.fc.in_features, model.fusion.parts * WIDTH + model.second_trunk.dims)
            with torch.inference_mode():
                output = model(pixels)
                features, token = model.trunk(model.pixels(pixels)), model.second_trunk(pixels)
                negated = model.embed(*features, -token)
            self.assertEqual((tuple(output.embedding.shape), tuple(output.attention.shape)), ((2, 512), (2, 4, 4)))
            torch.testing.assert_close(output.embedding.norm(dim=1), torch.ones(2))
            self.assertLess(float((output.embedding * negated.embedding).sum(1).max()), 0.999)

    def test_gradients_reach_the_branches_that_are_fused(self) -> None:
        for name in FUSIONS:
            model = build_tiny(fusion=name)
            model(draw_pixels(2)).embedding[:, 0].sum().backward()
            reached = [branch.weight.grad is not None for branch in (model.local_branch.project, model.global_branch.fc)]
            self.assertEqual(reached, [name != "global", name != "local"], name)


class FusionStartTest(unittest.TestCase):
    """The start of every fusion against that of the orthogonal one."""

    def start(self, fusion: str, preset: str, local_scale: float = 0.02):
        network = build_training_network(build_tiny(preset, fusion=fusion))
        batches = [Batch(draw_pixels(8, seed), torch.arange(8)) for seed in range(3)]
        untrained = describe_photos(network, batches, torch.device("cpu"))
        initialize_head(network, untrained, InitializeConfig("pca", local_scale=local_scale), seed=1)
        with torch.inference_mode():
            embedded = torch.cat([network.eval()(batch.inputs).embedding for batch in batches])
        return network, compute_untrained_vectors(network, untrained), embedded

    def test_all_have_the_same_untrained_vectors_to_keep_to(self) -> None:
        expected = self.start("orthogonal", "hybrid")[1]
        for name in FUSIONS:
            torch.testing.assert_close(self.start(name, "hybrid")[1], expected, rtol=1e-4, atol=1e-5, msg=name)

    def test_all_that_fuse_g_start_at_them(self) -> None:
        for name in ("orthogonal", "concat", "sum", "global"):
            _, untrained, embedded = self.start(name, "efficientnet-b4", local_scale=0.0)
            torch.testing.assert_close(embedded, untrained, rtol=1e-3, atol=1e-4, msg=name)

    def test_concatenation_and_sum_start_at_the_same_vectors_with_the_same_small_local_part(self) -> None:
        _, untrained, concat = self.start("concat", "efficientnet-b4")
        torch.testing.assert_close(self.start("sum", "efficientnet-b4")[2], concat, rtol=1e-3, atol=1e-4)
        cosines = (concat * untrained).sum(1)
        self.assertGreater(float(cosines.min()), 0.99)
        self.assertLess(float(cosines.max()), 0.999999)

    def test_local_features_alone_are_neither_mixed_nor_small(self) -> None:
        network = self.start("local", "efficientnet-b4")[0]
        torch.testing.assert_close(find_last_layer(network).weight, torch.eye(512, WIDTH))


if __name__ == "__main__":
    unittest.main()
