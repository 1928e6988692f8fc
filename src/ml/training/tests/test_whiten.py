"""Whitening again: the old one is undone exactly."""

import unittest

import torch
from model.dolg import Whitening
from model.normalize import normalize
from whiten import undo_whitening


class UndoWhiteningTest(unittest.TestCase):
    def test_gives_back_the_vectors_before(self) -> None:
        torch.manual_seed(1)
        whitening = Whitening(8)
        whitening.mean.copy_(torch.randn(8) * 0.2)
        before = normalize(torch.randn(20, 8))
        with torch.no_grad():
            after = normalize(whitening(before))
        torch.testing.assert_close(undo_whitening(whitening, after), before, rtol=1e-4, atol=1e-5)


if __name__ == "__main__":
    unittest.main()
