"""Every preset: shapes, orthogonality, one training step, folding for the export. Random weights, no weight file."""

import copy
import unittest

import torch
import torchvision
from losses.arcface import ArcFace
from losses.sub_center_arcface import SubCenterArcFace
from model.batch_norm import BATCH_NORMS, fold_batch_norms, settle_batch_norms
from model.efficientnet import EfficientNet, round_channels
from model.orthogonal_fusion import remove_projection
from model.presets import PRESETS, LocalSettings, ResNetSettings, build_loss, build_model
from model.resnet import ResNet, load_torchvision_resnet


def make_pixels(batch: int, height: int, width: int) -> torch.Tensor:
    """Soft random blobs, uint8 [N, H, W, 3]: neighbouring pixels agree, as in photos."""
    coarse = torch.rand(batch, 3, 5, 5) * 255
    smooth = torch.nn.functional.interpolate(coarse, (height, width), mode="bilinear", align_corners=True)
    return smooth.permute(0, 2, 3, 1).to(torch.uint8)


class PresetChecks:
    """What holds for every preset; one subclass each."""

    name: str

    @classmethod
    def setUpClass(cls) -> None:
        torch.manual_seed(1)
        cls.model = build_model(cls.name)
        settle_batch_norms(cls.model, make_pixels(8, 64, 64))

    def setUp(self) -> None:
        torch.manual_seed(2)

    def test_contract_at_two_sizes_alone_and_in_a_batch(self) -> None:
        for height, width in ((64, 96), (96, 64)):
            pixels = make_pixels(2, height, width)
            with torch.inference_mode():
                pair, alone = self.model(pixels), self.model(pixels[1:])
            for output, batch in ((pair, 2), (alone, 1)):
                self.assertEqual(tuple(output.embedding.shape), (batch, 512))
                self.assertEqual(tuple(output.attention.shape), (batch, height // 16, width // 16))
                self.assertEqual({output.embedding.dtype, output.attention.dtype}, {torch.float32})
                torch.testing.assert_close(output.embedding.norm(dim=1), torch.ones(batch))
                self.assertTrue((output.attention > 0).all())
            torch.testing.assert_close(pair.embedding[1:], alone.embedding, rtol=1e-3, atol=1e-4)
            self.assertLess(float(pair.embedding[0] @ pair.embedding[1]), 0.9999)

    def test_local_part_of_the_fused_vector_is_orthogonal_to_g(self) -> None:
        model = self.model
        with torch.inference_mode():
            local_features, global_features = model.trunk(model.pixels(make_pixels(2, 64, 96)))
            local, g = model.local_branch(local_features)[0], model.global_branch(global_features)
            rest, fused = remove_projection(local, g), model.fusion(local, g)
        along = g / g.norm(dim=1, keepdim=True)
        left = (rest * along[:, :, None, None]).sum(1).abs()
        self.assertLess(float((left / local.norm(dim=1)).max()), 1e-3)
        pooled = fused[:, : g.shape[1]]
        self.assertLess(float((pooled * along).sum(1).abs().max()), 1e-3 * float(pooled.norm(dim=1).min()))
        self.assertGreater(float(rest.norm()), 0.5 * float(local.norm()))

    def test_one_training_step_lowers_the_loss_of_its_batch(self) -> None:
        model, loss = copy.deepcopy(self.model).train(), build_loss(self.name, [2, 1])
        parameters = [*model.parameters(), *loss.parameters()]
        optimizer = torch.optim.AdamW(parameters, lr=1e-5)
        pixels, labels = make_pixels(4, 64, 64), torch.tensor([0, 0, 1, -1])
        before = loss(model(pixels).embedding, labels)
        before.backward()
        self.assertTrue(all(torch.isfinite(parameter.grad).all() for parameter in parameters))
        optimizer.step()
        with torch.no_grad():
            after = loss(model(pixels).embedding, labels)
        self.assertLess(float(after), float(before))

    def test_folding_batch_norm_keeps_the_outputs(self) -> None:
        folded, pixels = fold_batch_norms(self.model), make_pixels(2, 64, 96)
        self.assertFalse([module for module in folded.modules() if isinstance(module, BATCH_NORMS)])
        self.assertTrue([module for module in self.model.modules() if isinstance(module, BATCH_NORMS)])
        with torch.inference_mode():
            expected, actual = self.model(pixels), folded(pixels)
        torch.testing.assert_close(actual.embedding, expected.embedding, rtol=1e-3, atol=1e-4)
        torch.testing.assert_close(actual.attention, expected.attention, rtol=1e-3, atol=1e-4)


class EfficientNetB4Test(PresetChecks, unittest.TestCase):
    name = "efficientnet-b4"


class HybridTest(PresetChecks, unittest.TestCase):
    name = "hybrid"

    def test_the_token_joins_before_the_last_fc(self) -> None:
        self.assertEqual(self.model.fc.in_features, 2 * 512 + 192)
        pixels = make_pixels(1, 64, 64)
        with torch.inference_mode():
            features, token = self.model.trunk(self.model.pixels(pixels)), self.model.second_trunk(pixels)
            with_token, negated = self.model.embed(*features, token), self.model.embed(*features, -token)
        torch.testing.assert_close(with_token.embedding, self.model(pixels).embedding)
        self.assertLess(float(with_token.embedding[0] @ negated.embedding[0]), 0.999)


class ResNet50Test(PresetChecks, unittest.TestCase):
    name = "resnet50"

    def test_trunk_takes_torchvisions_weights_and_computes_its_features(self) -> None:
        torch.manual_seed(3)
        theirs = torchvision.models.resnet50().eval()
        x = torch.randn(1, 3, 64, 96)
        with torch.inference_mode():
            stem = theirs.maxpool(theirs.relu(theirs.bn1(theirs.conv1(x))))
            layer2 = theirs.layer2(theirs.layer1(stem))
            layer3 = theirs.layer3(layer2)
            layer4 = theirs.layer4(layer3)
        for out_indices, expected in (((3, 4), (layer3, layer4)), ((2, 3), (layer2, layer3))):
            trunk = ResNet(50, out_indices).eval()
            load_torchvision_resnet(trunk, theirs.state_dict())
            with torch.inference_mode():
                actual = trunk(x)
            for one, other in zip(actual, expected):
                torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-4)
            self.assertEqual((trunk.local_channels, trunk.global_channels), tuple(y.shape[1] for y in expected))
            self.assertEqual(trunk.local_stride, 64 // expected[0].shape[2])

    def test_incomplete_weights_are_named(self) -> None:
        tensors = ResNet(50).state_dict()
        del tensors["layer3.0.conv1.weight"]
        with self.assertRaisesRegex(RuntimeError, "layer3.0.conv1.weight"):
            load_torchvision_resnet(ResNet(50), tensors)

    def test_only_known_depths_and_layers_in_order(self) -> None:
        for depth, out_indices in ((34, (3, 4)), (50, (4, 3)), (50, (0, 2)), (50, (3, 5))):
            with self.assertRaises(ValueError):
                ResNet(depth, out_indices)


class ResNet101Test(PresetChecks, unittest.TestCase):
    name = "resnet101"

    def test_head_is_the_published_one(self) -> None:
        local = self.model.local_branch
        self.assertEqual([branch.dilation[0] for branch in local.context.branches], [6, 12, 18])
        self.assertEqual((local.context.branches[0].in_channels, local.attention.out_channels), (1024, 1))
        self.assertEqual((self.model.global_branch.fc.in_features, self.model.global_branch.pool.p), (2048, 3.0))


class ResNet101ArticleTest(PresetChecks, unittest.TestCase):
    name = "resnet101-article"

    def test_attention_of_the_contract_is_the_mean_over_channels_and_cells(self) -> None:
        pixels = make_pixels(1, 64, 96)
        with torch.inference_mode():
            inner = self.model.local_branch(self.model.trunk(self.model.pixels(pixels))[0])[1]
            attention = self.model(pixels).attention
        self.assertEqual(tuple(inner.shape), (1, 1024, 8, 12))
        torch.testing.assert_close(attention[0, 1, 2], inner[0, :, 2:4, 4:6].mean())


class EfficientNetB5Test(PresetChecks, unittest.TestCase):
    name = "efficientnet-b5"

    def test_head_is_the_winners(self) -> None:
        self.assertEqual([type(layer).__name__ for layer in self.model.fc], ["Linear", "BatchNorm1d", "PReLU"])
        self.assertIsInstance(self.model.global_branch.pool.p, torch.nn.Parameter)
        self.assertIsNone(self.model.whitening)

    def test_a_stem_of_stride_1_halves_the_strides_but_not_the_attention_of_the_contract(self) -> None:
        trunk = EfficientNet(0.25, 0.3, stem_stride=1).eval()
        with torch.inference_mode():
            local_features, global_features = trunk(torch.randn(1, 3, 32, 64))
        self.assertEqual((tuple(local_features.shape[2:]), tuple(global_features.shape[2:])), ((4, 8), (2, 4)))
        self.assertEqual((local_features.shape[1], trunk.local_stride), (trunk.local_channels, 8))


class EfficientNetB6Test(PresetChecks, unittest.TestCase):
    name = "efficientnet-b6"


class EfficientNetB7Test(PresetChecks, unittest.TestCase):
    name = "efficientnet-b7"


class PresetTableTest(unittest.TestCase):
    def test_every_preset_has_its_checks(self) -> None:
        checked = [case.name for case in PresetChecks.__subclasses__()]
        self.assertEqual(sorted(checked), sorted(PRESETS))

    def test_scaled_efficientnets_have_torchvisions_parameters(self) -> None:
        for number in (5, 6, 7):
            ours = PRESETS[f"efficientnet-b{number}"].trunk.build()
            theirs = getattr(torchvision.models, f"efficientnet_b{number}")().features[:8]
            expected = {f"features.{name}": value.shape for name, value in theirs.state_dict().items()}
            self.assertEqual({name: value.shape for name, value in ours.state_dict().items()}, expected)

    def test_channels_are_rounded_to_8_and_lose_less_than_a_tenth(self) -> None:
        self.assertEqual([round_channels(x) for x in (3.0, 33.6, 44.8, 156.8, 268.8, 11.0)], [8, 32, 48, 160, 272, 16])

    def test_overrides_replace_fields_and_unknown_ones_are_refused(self) -> None:
        local = LocalSettings(branch=8, hidden=16, dilations=(1, 2))
        model = build_model("resnet101", trunk=ResNetSettings(50), local=local, width=32, has_whitening=True)
        self.assertEqual((len(model.trunk.layer3), len(model.local_branch.context.branches)), (6, 2))
        self.assertEqual((model.fc.in_features, model.whitening.mean.shape[0]), (64, 512))
        with self.assertRaisesRegex(ValueError, "resnet101-article"):
            build_model("resnet102")
        with self.assertRaisesRegex(TypeError, "depth"):
            build_model("resnet101", depth=50)
        with self.assertRaisesRegex(ValueError, "1024 channels, not 256"):
            build_model("efficientnet-b5", width=256)

    def test_losses_are_those_of_the_authors(self) -> None:
        article, winner = build_loss("resnet101-article", [5, 6, 7]), build_loss("efficientnet-b7", [1, 16, 81])
        self.assertEqual((type(article), article.scale, article.centers.shape), (ArcFace, 30.0, (3, 512)))
        torch.testing.assert_close(article.margins, torch.full((3,), 0.15))
        self.assertEqual((type(winner), winner.scale, winner.centers.shape), (SubCenterArcFace, 45.0, (3, 3, 512)))
        torch.testing.assert_close(winner.margins, torch.tensor([0.5, 0.05 + 0.45 * (1 / 2 - 1 / 3) / (2 / 3), 0.05]))

    def test_folding_refuses_a_batch_norm_that_stands_alone(self) -> None:
        with self.assertRaisesRegex(ValueError, "does not follow"):
            fold_batch_norms(torch.nn.Sequential(torch.nn.ReLU(), torch.nn.BatchNorm2d(3)))

    def test_settling_sets_mean_and_variance_of_the_batch(self) -> None:
        norm = torch.nn.BatchNorm1d(2)
        settle_batch_norms(norm, torch.tensor([[1.0, 2.0], [3.0, 6.0]]))
        torch.testing.assert_close(norm.running_mean, torch.tensor([2.0, 4.0]))
        torch.testing.assert_close(norm.running_var, torch.tensor([2.0, 8.0]))
        self.assertEqual((norm.momentum, norm.training), (0.1, False))


if __name__ == "__main__":
    unittest.main()
