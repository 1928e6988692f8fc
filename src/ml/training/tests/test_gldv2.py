"""Google Landmarks v2 as published, read from a miniature in its layout."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
from data.broken_files import leave_out_broken
from data.gldv2 import (
    get_photo_path,
    list_gldv2_photos,
    read_gldv2_recognition,
    read_gldv2_retrieval,
    read_gldv2_test,
    read_gldv2_train,
)
from data.photos import read_upright
from tests.gldv2_miniature import write_gldv2_miniature


class Gldv2Test(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.ids = write_gldv2_miniature(self.folder)

    def test_path_of_a_photo(self) -> None:
        self.assertEqual(get_photo_path("train", "0123456789abcdef"), "train/0/1/2/0123456789abcdef.jpg")

    def test_full_set_has_all_photos_of_all_classes(self) -> None:
        photos = read_gldv2_train(self.folder, "full")
        self.assertEqual(len(photos), 15)
        self.assertEqual(photos.landmarks, ("17", "203", "5081"))
        self.assertEqual(photos.count_photos().tolist(), [5, 5, 5])
        self.assertEqual(photos.get_name(0), get_photo_path("train", self.ids["train"][0]))
        self.assertEqual(read_upright(photos.get_path(14)).mode, "RGB")

    def test_clean_set_has_what_its_file_names(self) -> None:
        photos = read_gldv2_train(self.folder, "clean")
        self.assertEqual(photos.landmarks, ("17", "203"))
        self.assertEqual(photos.count_photos().tolist(), [3, 3])

    def test_extended_set_has_all_photos_of_the_clean_classes(self) -> None:
        photos = read_gldv2_train(self.folder, "extended")
        self.assertEqual(photos.landmarks, ("17", "203"))
        self.assertEqual(photos.count_photos().tolist(), [5, 5])
        clean = {path for path in read_gldv2_train(self.folder, "clean").paths}
        self.assertTrue(clean < set(photos.paths))

    def test_other_variants_are_refused_by_name(self) -> None:
        with self.assertRaisesRegex(ValueError, "full, clean, extended, not 'dirty'"):
            read_gldv2_train(self.folder, "dirty")

    def test_lists_of_index_and_test_photos(self) -> None:
        index, test = list_gldv2_photos(self.folder, "index"), list_gldv2_photos(self.folder, "test")
        self.assertEqual([len(index), len(test)], [6, 5])
        self.assertTrue((test.labels == -1).all())
        self.assertEqual(test.get_name(1), get_photo_path("test", self.ids["test"][1]))
        self.assertTrue(index.get_path(5).is_file())

    def test_recognition_truth(self) -> None:
        queries = read_gldv2_recognition(self.folder)
        self.assertEqual([query.landmarks for query in queries], [("17",), ("17",), ("203", "5081"), (), ("5081",)])
        self.assertEqual(queries[4].usage, "Ignored")

    def test_retrieval_truth(self) -> None:
        queries = read_gldv2_retrieval(self.folder)
        self.assertEqual(queries[0].relevant, tuple(self.ids["index"][:2]))
        self.assertEqual([len(query.relevant) for query in queries], [2, 2, 4, 0, 0])

    def test_test_photos_without_a_landmark_are_distractors_and_ignored_ones_are_gone(self) -> None:
        photos = read_gldv2_test(self.folder)
        self.assertEqual([photos.get_landmark(row) for row in range(len(photos))], ["17", "17", "203", ""])

    def test_broken_files_are_counted_listed_and_left_out(self) -> None:
        train = self.ids["train"]
        paths = [self.folder / get_photo_path("train", photo_id) for photo_id in train]
        paths[0].write_bytes(b"no photo")
        paths[6].unlink()
        paths[7].write_bytes(paths[7].read_bytes()[:-200])
        photos = read_gldv2_train(self.folder, "full")
        # The header of a file that is cut short is whole: only decoding finds it.
        self.assertEqual(len(leave_out_broken(photos).left_out), 2)
        whole = leave_out_broken(photos, decodes=True)
        self.assertEqual(len(whole), 12)
        self.assertEqual(whole.count_photos().tolist(), [4, 3, 5])
        self.assertEqual([item.path for item in whole.left_out], [photos.get_name(row) for row in (0, 6, 7)])

    def test_a_class_without_a_whole_file_is_gone_and_the_rest_renumbered(self) -> None:
        for photo_id in self.ids["train"][:5]:
            (self.folder / get_photo_path("train", photo_id)).unlink()
        photos = leave_out_broken(read_gldv2_train(self.folder, "full"))
        self.assertEqual(photos.landmarks, ("203", "5081"))
        np.testing.assert_array_equal(photos.labels, [0] * 5 + [1] * 5)

    def test_an_id_that_is_a_path_is_left_out(self) -> None:
        with open(self.folder / "train.csv", "a", encoding="utf-8") as file:
            file.write("../../../../etc,https://example.org/x.jpg,17\n")
        photos = read_gldv2_train(self.folder, "full")
        self.assertEqual(len(photos), 15)
        self.assertEqual(photos.left_out[0].path, "../../../../etc")

    def test_a_missing_file_and_a_missing_column_are_named(self) -> None:
        (self.folder / "train.csv").write_text("id,url\n", encoding="utf-8")
        with self.assertRaisesRegex(ValueError, "train.csv: the first line must name the columns landmark_id"):
            read_gldv2_train(self.folder, "full")
        (self.folder / "train_clean.csv").unlink()
        with self.assertRaisesRegex(ValueError, "train_clean.csv is missing"):
            read_gldv2_train(self.folder, "clean")


if __name__ == "__main__":
    unittest.main()
