"""ArcFace, sub-centers and adaptive margins against formulas worked out by hand."""

import math
import unittest

import torch
from losses.adaptive_margins import adaptive_margins
from losses.arcface import ArcFace, shift_angle
from losses.sub_center_arcface import SubCenterArcFace


def at_angle(angle: float) -> torch.Tensor:
    """Unit vector of the plane, [1, 2]."""
    return torch.tensor([[math.cos(angle), math.sin(angle)]])


def build_plane(angles, **settings) -> ArcFace:
    """One center a class at these angles of the plane."""
    loss = ArcFace(len(angles), dims=2, **settings)
    loss.centers.data = torch.cat([at_angle(angle) for angle in angles])
    return loss


class ArcFaceTest(unittest.TestCase):
    def test_loss_by_hand(self) -> None:
        loss = build_plane([0.0, 1.5], scale=10.0, margin=0.3)
        own, other = 10 * math.cos(0.4 + 0.3), 10 * math.cos(1.5 - 0.4)
        expected = math.log(math.exp(own) + math.exp(other)) - own
        self.assertAlmostEqual(float(loss(at_angle(0.4), torch.tensor([0])).detach()), expected, places=5)

    def test_logits_without_labels_are_scaled_cosines_whatever_the_lengths(self) -> None:
        loss = build_plane([0.0, 1.5], scale=10.0)
        loss.centers.data *= 7.0
        logits = loss.logits(3.0 * at_angle(0.4))
        torch.testing.assert_close(logits, torch.tensor([[10 * math.cos(0.4), 10 * math.cos(1.1)]]))

    def test_margin_of_each_class(self) -> None:
        loss = build_plane([0.0, 1.5], scale=1.0, margin=torch.tensor([0.1, 0.4]))
        logits = loss.logits(torch.cat([at_angle(0.5), at_angle(0.5)]), torch.tensor([0, 1]))
        expected = [[math.cos(0.6), math.cos(1.0)], [math.cos(0.5), math.cos(1.4)]]
        torch.testing.assert_close(logits, torch.tensor(expected))

    def test_shifted_cosine_never_rises_with_the_angle_and_has_no_step(self) -> None:
        for margin in (0.05, 0.15, 0.5, 1.0):
            angles = torch.linspace(0.0, math.pi, 20001, dtype=torch.float64)
            shifted = shift_angle(torch.cos(angles), torch.tensor(margin, dtype=torch.float64))
            steps = shifted[1:] - shifted[:-1]
            self.assertLess(float(steps.max()), 0.0)
            self.assertGreater(float(steps.min()), -2 * math.pi / 20000)
            inside = angles < math.pi - margin
            torch.testing.assert_close(shifted[inside], torch.cos(angles + margin)[inside], rtol=0, atol=1e-5)

    def test_gradient_is_finite_on_the_center_opposite_to_it_and_beyond_rounding(self) -> None:
        for cosine in (1.0, -1.0, 1.0 + 1e-6, -1.0 - 1e-6, 1.0 - 1e-7):
            x = torch.tensor([cosine], requires_grad=True)
            shifted = shift_angle(x, torch.tensor(0.3))
            shifted.sum().backward()
            self.assertTrue(torch.isfinite(shifted).all() and torch.isfinite(x.grad).all())
        for direction in (1.0, -1.0):
            loss = build_plane([0.0, 2.0], margin=0.5)
            embedding = (direction * at_angle(0.0)).requires_grad_()
            value = loss(embedding, torch.tensor([0]))
            value.backward()
            for tensor in (value, embedding.grad, loss.centers.grad):
                self.assertTrue(torch.isfinite(tensor).all())

    def test_unlabelled_photos_take_no_part(self) -> None:
        loss = build_plane([0.0, 1.5], scale=10.0)
        labelled, mixed = at_angle(0.4), torch.cat([at_angle(0.4), at_angle(1.0), at_angle(2.0)]).requires_grad_()
        value = loss(mixed, torch.tensor([0, -1, -1]))
        torch.testing.assert_close(value, loss(labelled, torch.tensor([0])))
        value.backward()
        self.assertTrue((mixed.grad[1:] == 0).all() and (mixed.grad[0] != 0).any())
        nothing = loss(mixed, torch.full((3,), -1))
        nothing.backward()
        self.assertEqual(float(nothing), 0.0)

    def test_half_precision_is_computed_in_float32(self) -> None:
        torch.manual_seed(5)
        loss, labels = ArcFace(7, dims=64), torch.arange(5)
        for dtype in (torch.float16, torch.bfloat16):
            embeddings = torch.randn(5, 64).to(dtype)
            expected = loss(embeddings.float(), labels)
            torch.testing.assert_close(loss(embeddings, labels), expected, rtol=0, atol=0)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = loss.logits(embeddings)
        self.assertEqual(logits.dtype, torch.float32)
        torch.testing.assert_close(logits, loss.logits(embeddings.float()), rtol=0, atol=0)

    def test_wrong_margins_and_labels_are_refused(self) -> None:
        for margin in (-0.1, math.pi, float("nan"), torch.tensor([0.1, 0.2])):
            with self.assertRaises(ValueError):
                ArcFace(3, margin=margin)
        for label in (2, -2):
            with self.assertRaises((IndexError, RuntimeError)):
                build_plane([0.0, 1.5])(at_angle(0.4), torch.tensor([label]))


class SubCenterArcFaceTest(unittest.TestCase):
    def test_the_nearest_center_of_a_class_counts_and_learns(self) -> None:
        loss = SubCenterArcFace(2, dims=2, scale=10.0, margin=0.2, sub_centers=2)
        angles = [[0.3, 2.0], [1.5, 3.0]]
        loss.centers.data = torch.stack([torch.cat([at_angle(angle) for angle in row]) for row in angles])
        logits = loss.logits(at_angle(0.5), torch.tensor([0]))
        torch.testing.assert_close(logits, torch.tensor([[10 * math.cos(0.2 + 0.2), 10 * math.cos(1.0)]]))
        loss(at_angle(0.5), torch.tensor([0])).backward()
        self.assertTrue((loss.centers.grad[:, 0] != 0).any(1).all())
        self.assertTrue((loss.centers.grad[:, 1] == 0).all())

    def test_one_center_is_arcface(self) -> None:
        torch.manual_seed(6)
        many, one = SubCenterArcFace(4, 8, 30.0, 0.15, sub_centers=1), ArcFace(4, 8, 30.0, 0.15)
        one.centers.data = many.centers.data[:, 0]
        embeddings, labels = torch.randn(6, 8), torch.tensor([0, 1, 2, 3, -1, 0])
        torch.testing.assert_close(many(embeddings, labels), one(embeddings, labels))


class AdaptiveMarginsTest(unittest.TestCase):
    def test_by_hand(self) -> None:
        # n^-1/4 of 1, 16, 10000: 1, 1/2, 1/10.
        expected = torch.tensor([0.5, 0.05 + 0.45 * 0.4 / 0.9, 0.05])
        torch.testing.assert_close(adaptive_margins([1, 16, 10000]), expected)
        torch.testing.assert_close(adaptive_margins(torch.tensor([10000, 1, 16])), expected[[2, 0, 1]])

    def test_equally_common_classes_have_the_middle_margin(self) -> None:
        torch.testing.assert_close(adaptive_margins([7, 7]), torch.tensor([0.275, 0.275]))

    def test_a_class_without_photos_is_refused(self) -> None:
        for counts in ([3, 0], [], [[1, 2]]):
            with self.assertRaises(ValueError):
                adaptive_margins(counts)


if __name__ == "__main__":
    unittest.main()
