"""Views of a photo: sizes, ranges, repetition."""

import unittest

import numpy as np
from data.augmentation import AugmentationConfig, augment, choose_crop, degrade, seed_view, shift_colours
from PIL import Image
from tests.drawn_photos import draw_landmark

NOTHING = dict(
    area=(1.0, 1.0), aspect=(1.0, 1.0), flip=0.0, brightness=0.0, contrast=0.0, saturation=0.0, tint=0.0, gray=0.0,
    blur=0.0, jpeg=0.0, cutout=0.0,
)  # fmt: skip


def make_view(config: AugmentationConfig, image: Image.Image, view: int = 1, width: int = 48, height: int = 32):
    """uint8 [height, width, 3]."""
    return augment(image, config, seed_view(3, "a.png", view), width, height)


class AugmentationTest(unittest.TestCase):
    def setUp(self) -> None:
        self.image = draw_landmark(1, 1, side=90)

    def test_nothing_switched_on_is_the_bicubic_stretch(self) -> None:
        plain = np.asarray(self.image.resize((48, 32), Image.BICUBIC))
        np.testing.assert_array_equal(make_view(AugmentationConfig(**NOTHING), self.image), plain)

    def test_a_view_depends_on_seed_photo_and_number_alone(self) -> None:
        config = AugmentationConfig()
        first = make_view(config, self.image)
        self.assertEqual((first.shape, first.dtype), ((32, 48, 3), np.uint8))
        np.testing.assert_array_equal(first, make_view(config, self.image))
        others = [seed_view(3, "a.png", 2), seed_view(3, "b.png", 1), seed_view(4, "a.png", 1)]
        for rng in others:
            self.assertFalse((augment(self.image, config, rng, 48, 32) == first).all())

    def test_crops_keep_to_area_and_aspect(self) -> None:
        config = AugmentationConfig(area=(0.3, 0.6), aspect=(0.8, 1.25))
        aspects, areas = [], []
        for view in range(200):
            left, top, right, bottom = choose_crop((400, 300), config, seed_view(1, "x", view))
            self.assertTrue(0 <= left < right <= 400 and 0 <= top < bottom <= 300)
            areas.append((right - left) * (bottom - top) / (400 * 300))
            aspects.append((right - left) / (bottom - top) * 300 / 400)
        self.assertTrue(0.29 < min(areas) < 0.33 and 0.57 < max(areas) < 0.61, (min(areas), max(areas)))
        self.assertTrue(0.78 < min(aspects) < 0.84 and 1.2 < max(aspects) < 1.28, (min(aspects), max(aspects)))

    def test_a_crop_that_never_fits_is_the_whole_photo(self) -> None:
        config = AugmentationConfig(area=(1.0, 1.0), aspect=(2.0, 2.0))
        self.assertEqual(choose_crop((40, 30), config, seed_view(1, "x", 1)), (0, 0, 40, 30))

    def test_flip_mirrors(self) -> None:
        flipped = make_view(AugmentationConfig(**{**NOTHING, "flip": 1.0}), self.image)
        plain = np.asarray(self.image.transpose(Image.FLIP_LEFT_RIGHT).resize((48, 32), Image.BICUBIC))
        np.testing.assert_array_equal(flipped, plain)

    def test_gray_has_no_colour_and_saturation_changes_it(self) -> None:
        rng = seed_view(1, "x", 1)
        gray = np.asarray(shift_colours(self.image, AugmentationConfig(**{**NOTHING, "gray": 1.0}), rng))
        self.assertTrue((gray.max(2) == gray.min(2)).all())
        config = AugmentationConfig(**{**NOTHING, "brightness": 0.5})
        means = [np.asarray(shift_colours(self.image, config, seed_view(1, "x", view))).mean() for view in range(20)]
        self.assertGreater(max(means) - min(means), 30)

    def test_blur_and_jpeg_take_detail_away(self) -> None:
        noisy = Image.fromarray(np.random.default_rng(1).integers(0, 256, (64, 64, 3), dtype=np.uint8))
        for name in ("blur", "jpeg"):
            config = AugmentationConfig(**{**NOTHING, name: 1.0, "blur_radius": (0.02, 0.02)})
            spoiled = degrade(noisy, config, seed_view(1, "x", 1))
            self.assertEqual(spoiled.size, noisy.size)
            self.assertLess(np.asarray(spoiled).astype(float).std(), np.asarray(noisy).astype(float).std() - 3)

    def test_cutout_covers_one_rectangle_of_the_given_share(self) -> None:
        config = AugmentationConfig(**{**NOTHING, "cutout": 1.0, "cutout_area": (0.1, 0.1)})
        white = Image.new("RGB", (60, 60), (255, 255, 255))
        covered = (make_view(config, white, width=100, height=100) != 255).any(2)
        self.assertAlmostEqual(covered.mean(), 0.1, delta=0.01)
        rows, columns = np.flatnonzero(covered.any(1)), np.flatnonzero(covered.any(0))
        self.assertTrue(covered[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].all())

    def test_impossible_settings_are_refused(self) -> None:
        for wrong in ({"area": (0.9, 0.2)}, {"flip": 1.5}, {"blur": 0.7, "jpeg": 0.7}, {"area": (0.5, 1.2)}):
            with self.assertRaises(ValueError):
                AugmentationConfig(**wrong)


if __name__ == "__main__":
    unittest.main()
