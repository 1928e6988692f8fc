"""Which photos whitening, landmark-ness and the atlas are made from; vectors of one split."""

import unittest

import numpy as np
from choose_photos import choose_photos
from data.labelled_vectors import select_split
from data.photos import Photo


class ChoosePhotosTest(unittest.TestCase):
    photos = (
        [Photo(f"a/{number}.webp", "a", "train") for number in range(9)]
        + [Photo(f"b/{number}.webp", "b", "validation") for number in range(9)]
        + [Photo(f"none/{number}.webp", "", "train") for number in range(9)]
    )

    def test_caps_landmarks_of_train_alone(self) -> None:
        chosen = choose_photos(self.photos, 4)
        counts = {landmark: sum(photo.landmark == landmark for photo in chosen) for landmark in ("a", "b", "")}
        self.assertEqual(counts, {"a": 4, "b": 9, "": 9})

    def test_does_not_hang_on_the_order_of_the_index(self) -> None:
        self.assertEqual(choose_photos(self.photos, 4), choose_photos(self.photos[::-1], 4))


class SelectSplitTest(unittest.TestCase):
    rows = [{"path": "1", "split": "train"}, {"path": "2", "split": "validation"}]

    def test_keeps_vectors_beside_their_rows(self) -> None:
        vectors, rows = select_split(np.eye(2), self.rows, "validation")
        self.assertEqual(vectors.tolist(), [[0.0, 1.0]])
        self.assertEqual(rows, self.rows[1:])

    def test_says_which_split_is_missing(self) -> None:
        with self.assertRaisesRegex(ValueError, "unused"):
            select_split(np.eye(2), self.rows, "unused")


if __name__ == "__main__":
    unittest.main()
