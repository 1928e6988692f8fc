"""Data parallelism, with real processes that talk over gloo."""

import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Dict

import torch
from engine.synchronized_batch_norm import SynchronizedBatchNorm, synchronize_batch_norms
from model.safetensors_file import read_safetensors
from tests.tiny_run import CACHE, build_command, build_environment, write_tiny_run
from torch import nn

WORKER = Path(__file__).parent / "distributed_worker.py"


def find_free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class DistributedTest(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def run_workers(self, config: Path, count: int) -> Dict:
        """What the first of `count` processes wrote."""
        out, port = self.folder / f"step{count}.pt", str(find_free_port())
        place = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port, "WORLD_SIZE": str(count)}
        command = [sys.executable, str(WORKER), str(config), str(self.folder / "photos"), str(out)]
        workers = [
            subprocess.Popen(
                command,
                env={**build_environment(), **place, "RANK": str(rank)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for rank in range(count)
        ]
        for worker in workers:
            _, errors = worker.communicate()
            self.assertEqual(worker.returncode, 0, errors)
        return torch.load(out)

    def compare(self, one: Dict, two: Dict) -> None:
        """Every gradient and every buffer is the same, and there is something to compare."""
        self.assertEqual(set(one["gradients"]), set(two["gradients"]))
        names = set(one["gradients"])
        self.assertTrue({"fc.weight", "local_branch.norm.weight", "terms.0.centers"} <= names, names)
        for name, gradient in one["gradients"].items():
            scale = float(gradient.abs().max())
            self.assertGreater(scale, 0, name)
            torch.testing.assert_close(
                two["gradients"][name], gradient, rtol=1e-3, atol=1e-4 * scale, msg=lambda text: f"{name}: {text}"
            )
        for name, value in one["buffers"].items():
            torch.testing.assert_close(two["buffers"][name], value, rtol=1e-4, atol=1e-6)

    def test_two_processes_have_the_gradients_of_one_on_the_joined_batch(self) -> None:
        config = write_tiny_run(self.folder, dropout=0.0)
        one = self.run_workers(config, 1)
        # The batch counts: with another one the gradients are others.
        self.assertGreater(float(one["buffers"]["local_branch.norm.num_batches_tracked"]), 0)
        self.compare(one, self.run_workers(config, 2))

    def test_the_same_on_cached_features(self) -> None:
        config = write_tiny_run(self.folder, dropout=0.0, tables=CACHE)
        self.compare(self.run_workers(config, 1), self.run_workers(config, 2))

    def test_torchrun_trains_as_one_process_does(self) -> None:
        config = write_tiny_run(self.folder, dropout=0.0)
        # Without these two torch 1.13 finds no place for the output on Python 3.11.
        output = ["--redirects", "1", "--tee", "1"]
        torchrun = ["-m", "torch.distributed.run", "--standalone", "--nproc_per_node", "2", *output]
        launchers = {"one": [], "two": torchrun}
        for name, launcher in launchers.items():
            command = [sys.executable, *launcher, *build_command(config, self.folder / name)]
            result = subprocess.run(command, env=build_environment(restarts=True), capture_output=True, text=True)
            self.assertEqual(result.returncode, 0, result.stderr)
        one, two = (read_safetensors(self.folder / name / "model.safetensors") for name in launchers)
        for name, value in one.items():
            # Twelve steps of AdamW, which divides by the gradient's size, from sums in another order.
            distance = float((two[name] - value).norm() / value.norm().clamp(min=1e-6))
            self.assertLess(distance, 0.02, name)
        log = (self.folder / "two/log.txt").read_text(encoding="utf-8")
        self.assertEqual(log.count("step 12 of 12"), 1)
        self.assertIn("2 process(es)", log)

    def test_a_batch_that_the_processes_cannot_share_is_refused(self) -> None:
        config = write_tiny_run(self.folder)
        command = [sys.executable, *build_command(config, self.folder / "run")]
        place = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(find_free_port()), "WORLD_SIZE": "3"}
        workers = [
            subprocess.Popen(
                command,
                env={**build_environment(), **place, "RANK": str(rank)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for rank in range(3)
        ]
        errors = [worker.communicate()[1] for worker in workers]
        for text in errors:
            self.assertIn("10 rows of a batch cannot be shared by 3 processes", text)


class SynchronizedBatchNormTest(unittest.TestCase):
    def test_it_takes_the_place_of_batch_norm(self) -> None:
        torch.manual_seed(1)
        model = nn.Sequential(nn.Conv2d(3, 4, 1), nn.BatchNorm2d(4, eps=1e-3, momentum=0.2)).eval()
        names, weight = set(model.state_dict()), model[1].weight
        synchronize_batch_norms(model)
        self.assertIsInstance(model[1], SynchronizedBatchNorm)
        self.assertIs(model[1].weight, weight)
        self.assertEqual((model[1].eps, model[1].momentum, model[1].training), (1e-3, 0.2, False))
        self.assertEqual(set(model.state_dict()), names)


if __name__ == "__main__":
    unittest.main()
