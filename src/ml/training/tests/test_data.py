"""The labelled index, held-out landmarks, and batches."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
from data.batch_sampler import BalancedBatches, BatchConfig
from data.hold_out import cap_landmarks, drop_landmarks, drop_scarce_landmarks, hold_out
from data.labelled_photos import collect_photos
from data.landmark_index import read_landmark_index
from data.photo_reader import PhotoReader
from tests.drawn_photos import write_drawn_index


def make_photos(counts, distractors=0):
    """Rows without files: landmark `a`, `b`, ... with so many photos each."""
    rows = [(f"{chr(97 + label)}/{photo}.png", chr(97 + label)) for label, n in enumerate(counts) for photo in range(n)]
    return collect_photos(Path("nowhere"), rows + [(f"none/{number}.png", "") for number in range(distractors)])


class LandmarkIndexTest(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        write_drawn_index(self.folder, {"train": 3, "validation": 2}, distractors=2)

    def test_splits_and_labels(self) -> None:
        train = read_landmark_index(self.folder, ("train",))
        self.assertEqual(train.landmarks, ("place_0", "place_1", "place_2"))
        self.assertEqual(train.labels.tolist(), [0] * 4 + [1] * 4 + [2] * 4 + [-1] * 2)
        self.assertEqual(train.get_landmark(13), "")
        self.assertEqual(len(read_landmark_index(self.folder, ("train", "validation"))), 24)
        with self.assertRaisesRegex(ValueError, "no photo of test; it has train, validation"):
            read_landmark_index(self.folder, ("test",))

    def test_hostile_and_double_rows_are_left_out(self) -> None:
        with open(self.folder / "index.csv", "a", encoding="utf-8") as file:
            file.write("/etc/passwd,x,s,train\n../x.png,x,s,train\nlandmarks/place_0/0.png,x,s,train\n")
        train = read_landmark_index(self.folder, ("train",))
        self.assertEqual(len(train), 14)
        self.assertEqual(len(train.left_out), 3)
        self.assertNotIn("x", train.landmarks)

    def test_a_photo_that_breaks_is_replaced_by_one_of_its_landmark(self) -> None:
        photos = read_landmark_index(self.folder, ("train",))
        photos.get_path(3).write_bytes(b"\x89PNG")
        photos.get_path(0).write_bytes(b"")
        reader = PhotoReader(photos)
        self.assertEqual(reader.read(3)[0], 1)
        self.assertEqual(reader.read(3)[0], 1)
        self.assertEqual(reader.read(2)[0], 2)
        self.assertEqual(sorted(reader.broken), [0, 3])
        for row in range(4):
            photos.get_path(row).unlink(missing_ok=True)
        with self.assertRaisesRegex(OSError, "no photo of place_0"):
            PhotoReader(photos).read(1)


class HoldOutTest(unittest.TestCase):
    def test_landmarks_are_apart_and_distractors_shared_out(self) -> None:
        photos = make_photos([9, 2, 12, 10, 5], distractors=8)
        train, held = hold_out(photos, landmarks=2, least=9, most=6, every=4)
        self.assertFalse(set(train.landmarks) & set(held.landmarks))
        self.assertEqual(len(train.landmarks), 3)
        self.assertEqual(held.count_photos().tolist(), [6, 6])
        self.assertEqual([(held.labels < 0).sum(), (train.labels < 0).sum()], [2, 6])
        self.assertFalse(set(train.paths) & set(held.paths))
        again = hold_out(photos, landmarks=2, least=9, most=6, every=4)
        np.testing.assert_array_equal(again.held_out.paths, held.paths)
        with self.assertRaisesRegex(ValueError, "there are 3"):
            hold_out(photos, landmarks=4, least=9, most=6, every=4)
        skipping = hold_out(photos, landmarks=2, least=9, most=6, every=4, skip=("c",))
        self.assertEqual(skipping.held_out.landmarks, ("a", "d"))

    def test_cap_and_drop(self) -> None:
        photos = make_photos([5, 2, 1], distractors=3)
        self.assertEqual(cap_landmarks(photos, 2).count_photos().tolist(), [2, 2, 1])
        self.assertEqual(len(cap_landmarks(photos, 2)), 8)
        dropped = drop_landmarks(photos, ("b*", "nothing"))
        self.assertEqual(dropped.landmarks, ("a", "c"))
        self.assertEqual((dropped.labels < 0).sum(), 3)
        scarce = drop_scarce_landmarks(photos, 2)
        self.assertEqual((scarce.landmarks, len(scarce)), (("a", "b"), 10))


class BalancedBatchesTest(unittest.TestCase):
    labels = make_photos([6, 2, 1, 40, 3], distractors=7).labels

    def test_a_batch_holds_what_the_configuration_says(self) -> None:
        batches = BalancedBatches(self.labels, BatchConfig(landmarks=3, photos=2, distractors=4), seed=1)
        for step in range(50):
            rows = batches.draw(step)
            labels = self.labels[rows]
            self.assertEqual((labels == -1).sum(), 4)
            values, counts = np.unique(labels[labels >= 0], return_counts=True)
            self.assertEqual(counts.tolist(), [2, 2, 2])
            # Only the landmark with a single photo may give one twice.
            single = np.flatnonzero(self.labels == 2)[0]
            self.assertEqual(len(set(rows)), 9 if 2 in values else 10)
            self.assertEqual((rows == single).sum(), 2 if 2 in values else 0)

    def test_every_landmark_comes_equally_often(self) -> None:
        batches = BalancedBatches(self.labels, BatchConfig(landmarks=2, photos=1), seed=3)
        drawn = np.bincount(np.concatenate([self.labels[batches.draw(step)] for step in range(1000)]), minlength=5)
        self.assertTrue((abs(drawn - 400) < 80).all(), drawn)

    def test_scarce_landmarks_come_less_often(self) -> None:
        config = BatchConfig(landmarks=1, photos=1, scarce_below=4)
        batches = BalancedBatches(self.labels, config, seed=3)
        drawn = np.bincount(np.concatenate([self.labels[batches.draw(step)] for step in range(2000)]), minlength=5)
        # One photo of four: half as often as a landmark with four or more.
        self.assertAlmostEqual(drawn[2] / drawn[3], 0.5, delta=0.12)

    def test_a_step_depends_on_seed_and_number_alone(self) -> None:
        config = BatchConfig(landmarks=3, photos=2, distractors=4)
        first, second = (BalancedBatches(self.labels, config, seed=5) for _ in range(2))
        for step in range(9):
            first.draw(step)
        np.testing.assert_array_equal(first.draw(9), second.draw(9))
        self.assertFalse((first.draw(9) == first.draw(10)).all())
        self.assertFalse((first.draw(9) == BalancedBatches(self.labels, config, seed=6).draw(9)).all())

    def test_processes_share_the_same_batch(self) -> None:
        config = BatchConfig(landmarks=3, photos=2, distractors=3)
        whole = BalancedBatches(self.labels, config, seed=5).draw(4)
        shares = [BalancedBatches(self.labels, config, seed=5, rank=rank, world=3).draw_share(4) for rank in range(3)]
        self.assertEqual([len(share) for share in shares], [3, 3, 3])
        self.assertEqual(sorted(np.concatenate(shares)), sorted(whole))

    def test_what_cannot_be_filled_is_refused(self) -> None:
        for config, world, message in (
            (BatchConfig(landmarks=6), 1, "wants 6 landmarks, the photos show 5"),
            (BatchConfig(landmarks=2, distractors=8), 1, "wants 8 distractors, there are 7"),
            (BatchConfig(landmarks=2, distractors=1), 2, "cannot be shared by 2 processes"),
        ):
            with self.assertRaisesRegex(ValueError, message):
                BalancedBatches(self.labels, config, seed=1, world=world)
        with self.assertRaisesRegex(ValueError, "begin at 1"):
            BatchConfig(landmarks=0)


if __name__ == "__main__":
    unittest.main()
