"""Shapes and invariants of the model, on random weights: no weight file is needed."""

import unittest

import torch
from model.dolg import Dolg
from model.efficientnet import SameConv2d
from model.gem import GeM
from model.local_branch import LocalBranch
from model.multi_atrous import MultiAtrous
from model.normalize import normalize
from model.orthogonal_fusion import OrthogonalFusion, remove_projection


class DolgTest(unittest.TestCase):
    def setUp(self) -> None:
        torch.manual_seed(1)

    def test_output_shapes_for_any_multiple_of_32(self) -> None:
        model = Dolg().eval()
        for batch, height, width in ((1, 64, 96), (3, 32, 32), (2, 96, 64)):
            pixels = torch.randint(0, 256, (batch, height, width, 3), dtype=torch.uint8)
            with torch.inference_mode():
                output = model(pixels)
            self.assertEqual(tuple(output.embedding.shape), (batch, 512))
            self.assertEqual(tuple(output.attention.shape), (batch, height // 16, width // 16))
            torch.testing.assert_close(output.embedding.norm(dim=1), torch.ones(batch))
            self.assertTrue((output.attention > 0).all())

    def test_row_does_not_depend_on_its_batch(self) -> None:
        model = Dolg().eval()
        pixels = torch.randint(0, 256, (2, 64, 64, 3), dtype=torch.uint8)
        with torch.inference_mode():
            together, alone = model(pixels).embedding[1], model(pixels[1:]).embedding[0]
        torch.testing.assert_close(together, alone, rtol=1e-4, atol=1e-5)


class OrthogonalFusionTest(unittest.TestCase):
    def test_nothing_along_g_is_left(self) -> None:
        torch.manual_seed(2)
        local, g = torch.randn(4, 512, 7, 5), torch.randn(4, 512)
        rest = remove_projection(local, g)
        dot = (rest * g[:, :, None, None]).sum(1).abs()
        bound = 1e-4 * local.norm(dim=1) * g.norm(dim=1)[:, None, None]
        self.assertTrue((dot < bound).all())
        self.assertGreater(float(rest.norm()), 0.9 * float(local.norm()))

    def test_pooled_local_comes_first(self) -> None:
        torch.manual_seed(3)
        local, g = torch.randn(2, 8, 3, 3), torch.randn(2, 8)
        fused = OrthogonalFusion()(local, g)
        torch.testing.assert_close(fused[:, 8:], g)
        torch.testing.assert_close(fused[:, :8], remove_projection(local, g).mean((2, 3)))


class PartsTest(unittest.TestCase):
    def test_gem_with_p_1_is_the_average_and_grows_with_p(self) -> None:
        x = torch.tensor([[[[-0.2, 1.0], [2.0, 3.0]]]])
        torch.testing.assert_close(GeM(1.0)(x), torch.tensor([[1.45]]))
        torch.testing.assert_close(GeM(3.0)(x), torch.tensor([[9.0 ** (1 / 3)]]))

    def test_trained_p_starts_at_its_value_and_learns(self) -> None:
        torch.manual_seed(6)
        trained, x = GeM(3.0, is_trainable=True), torch.rand(2, 4, 5, 3)
        torch.testing.assert_close(trained(x), GeM(3.0)(x))
        trained(x).sum().backward()
        # By central differences; p > 0 grows the mean towards the maximum, so the slope is positive.
        slope = (GeM(3.01)(x).sum() - GeM(2.99)(x).sum()) / 0.02
        torch.testing.assert_close(trained.p.grad, slope.view(1), rtol=1e-2, atol=1e-3)
        self.assertGreater(float(slope), 0.0)
        torch.testing.assert_close(GeM(1.0, is_trainable=True)(x), GeM(1.0)(x))

    def test_half_precision_neither_overflows_nor_vanishes(self) -> None:
        large, small = torch.full((1, 2, 2, 2), 200.0).half(), torch.full((1, 4), 1e-4).half()
        torch.testing.assert_close(GeM(3.0)(large), torch.full((1, 2), 200.0))
        torch.testing.assert_close(normalize(small), torch.full((1, 4), 0.5))
        g = torch.tensor([[300.0, 0.0]]).half()
        rest = remove_projection(large, g)
        torch.testing.assert_close(rest[0, :, 0, 0], torch.tensor([0.0, 200.0]), rtol=0, atol=1e-3)

    def test_same_padding_equals_tensorflow(self) -> None:
        convolution = SameConv2d(1, 1, 3, stride=2)
        torch.nn.init.constant_(convolution.weight, 1.0)
        torch.nn.init.constant_(convolution.bias, 0.0)
        x = torch.arange(16.0).view(1, 1, 4, 4)
        # TensorFlow pads only after: the first window starts at the first pixel, the last one hangs over the end.
        torch.testing.assert_close(convolution(x)[0, 0], torch.tensor([[45.0, 39.0], [66.0, 50.0]]))

    def test_split_reduction_equals_one_convolution_over_the_concatenation(self) -> None:
        torch.manual_seed(4)
        module, x = MultiAtrous(16, branch=4, out=8), torch.randn(2, 16, 9, 7)
        branches = [torch.relu(branch(x)) for branch in module.branches]
        pooled = torch.relu(module.pooled(x.mean((2, 3), keepdim=True))).expand(-1, -1, 9, 7)
        weight = torch.cat([module.reduce.weight, module.reduce_pooled.weight], 1)
        expected = torch.relu(torch.nn.functional.conv2d(torch.cat([*branches, pooled], 1), weight))
        torch.testing.assert_close(module(x), expected, rtol=1e-4, atol=1e-5)

    def test_linear_branches_without_pooling_are_one_wide_convolution(self) -> None:
        torch.manual_seed(7)
        module = MultiAtrous(3, branch=4, out=8, dilations=(1, 2), is_linear=True, has_pooling=False)
        x = torch.randn(1, 3, 9, 7)
        summed = module.reduce.bias.view(1, -1, 1, 1)
        for index, branch in enumerate(module.branches):
            columns = module.reduce.weight[:, 4 * index : 4 * index + 4]
            summed = summed + torch.nn.functional.conv2d(branch(x), columns)
        torch.testing.assert_close(module(x), torch.relu(summed), rtol=1e-4, atol=1e-5)
        self.assertEqual(len(module.state_dict()), 6)

    def test_attention_is_the_length_of_the_local_feature(self) -> None:
        torch.manual_seed(5)
        local, attention = LocalBranch().eval()(torch.randn(1, 160, 6, 6))
        torch.testing.assert_close(local.norm(dim=1), attention[:, 0])

    def test_normalizing_a_zero_vector_gives_zeros(self) -> None:
        self.assertTrue((normalize(torch.zeros(1, 4)) == 0).all())


if __name__ == "__main__":
    unittest.main()
