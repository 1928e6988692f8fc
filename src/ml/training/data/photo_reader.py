"""Reading photos for batches that must always be full."""

from typing import Dict, Iterator, Tuple

import numpy as np
from data.labelled_photos import LabelledPhotos, LeftOut
from data.photos import read_upright
from PIL import Image

# So many photos in a row that cannot be read are no accident: the folder is gone.
MAX_SUBSTITUTES = 100


class PhotoReader:
    """Reads photos by row. A file that breaks is remembered, and another photo of the same landmark takes its place.

    The place must be taken: a batch of another size would stop data-parallel training, where every process waits for
    the same shapes. The substitute depends on the row alone, so that a resumed run sees what the first one saw.
    """

    def __init__(self, photos: LabelledPhotos) -> None:
        self.photos = photos
        self.broken: Dict[int, LeftOut] = {}

    def list_candidates(self, row: int) -> Iterator[int]:
        """`row`, then the photos with its label that follow it in the index, from the start again after the last."""
        yield row
        same = np.flatnonzero(self.photos.labels == self.photos.labels[row])
        position = int(np.searchsorted(same, row))
        for candidate in np.concatenate([same[position + 1 :], same[:position]])[:MAX_SUBSTITUTES]:
            yield int(candidate)

    def read(self, row: int) -> Tuple[int, Image.Image]:
        """The row that was read and its photo, upright RGB. OSError when the landmark has no photo that can be read."""
        for candidate in self.list_candidates(row):
            if candidate in self.broken:
                continue
            try:
                return candidate, read_upright(self.photos.get_path(candidate))
            # As in `find_fault`: any error of a decoder means one photo less, never the end of a run.
            except Exception as error:
                name = self.photos.get_name(candidate)
                self.broken[candidate] = LeftOut(name, str(error) or type(error).__name__)
        landmark = self.photos.get_landmark(row) or "the distractors"
        raise OSError(f"no photo of {landmark} can be read below {self.photos.root}: is the folder complete?")
