"""Ways of grouping on blobs with a chain and noise, and the measures and choices around them."""

import unittest
from itertools import chain, combinations
from typing import Sequence, Set

import numpy as np
from grouping_ways.choose import Candidate, Tried, choose, list_candidates, rate
from grouping_ways.density_ways import cluster_dbscan, cluster_mean_shift
from grouping_ways.graph_ways import (
    cluster_chinese_whispers,
    cluster_components,
    cluster_infomap,
    cluster_leiden,
    cluster_louvain,
    cluster_rank_order,
    has_igraph,
)
from grouping_ways.hdbscan_way import (
    build_hierarchy,
    choose_branches,
    cluster_hdbscan,
    condense,
    measure_reachability,
    span_tree,
)
from grouping_ways.linkage_ways import build_dendrogram, cluster_linkage
from grouping_ways.neighbour_graph import join_mutual, label_components
from grouping_ways.sample import LabelledVectors, Sample, draw_landmarks, thin_out
from grouping_ways.shared_neighbours import cluster_shared_neighbours
from grouping_ways.view import view_raw, view_reciprocal, view_smoothed
from grouping_ways.ways import KINDS, WAYS, list_kinds, list_ways
from metrics.albums import AlbumFigures, average_figures, evaluate_albums

from tests.grouping_blobs import draw_blobs, draw_library


def list_groups(labels: np.ndarray) -> Set[frozenset]:
    """Groups of two photos and more, as sets of rows."""
    groups = (frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels[labels >= 0].tolist()))
    return {group for group in groups if len(group) > 1}


class WaysTest(unittest.TestCase):
    def setUp(self) -> None:
        self.vectors, self.truth = draw_library()
        self.view = view_raw(self.vectors)
        self.blobs = list_groups(self.truth)

    def assert_blobs(self, labels: np.ndarray) -> None:
        """The four blobs are four groups; chain photos may be anywhere but join no two of them; noise is alone."""
        self.assertEqual(len(labels), len(self.truth))
        in_blobs = self.truth >= 0
        self.assertEqual(list_groups(np.where(in_blobs, labels, -1)), self.blobs)
        for row in np.flatnonzero(~in_blobs)[3:]:
            self.assertTrue(labels[row] == -1 or (labels == labels[row]).sum() == 1, f"noise {row} is in a group")

    def test_components_run_along_the_chain_at_a_low_threshold_alone(self) -> None:
        self.assert_blobs(cluster_components(self.view, least=0.72))
        joined = cluster_components(self.view, least=0.6)
        self.assertEqual(joined[0], joined[12])

    def test_dbscan_stops_at_the_chain(self) -> None:
        labels = cluster_dbscan(self.view, least=0.6, min_points=4)
        self.assert_blobs(labels)
        self.assertTrue((labels[-12:] == -1).all())

    def test_dbscan_with_two_points_is_single_linkage(self) -> None:
        labels = cluster_dbscan(self.view, least=0.6, min_points=2)
        self.assertEqual(list_groups(labels), list_groups(cluster_components(self.view, least=0.6)))

    def test_hdbscan(self) -> None:
        labels = cluster_hdbscan(self.view, min_size=3, min_samples=3)
        self.assert_blobs(labels)
        self.assertTrue((labels[-12:] == -1).all())

    def test_chinese_whispers(self) -> None:
        self.assert_blobs(cluster_chinese_whispers(self.view, k=15, least=0.5))

    def test_rank_order(self) -> None:
        labels = cluster_rank_order(view_raw(draw_blobs((12, 12, 12))[0]), k=10, most=0.5)
        self.assertEqual(list_groups(labels), {frozenset(range(start, start + 12)) for start in (0, 12, 24)})

    def test_average_and_complete_linkage(self) -> None:
        self.assert_blobs(cluster_linkage(self.view, "average", least=0.5))
        self.assert_blobs(cluster_linkage(self.view, "complete", least=0.5))

    def test_mean_shift(self) -> None:
        self.assert_blobs(cluster_mean_shift(self.view, reach=0.7, merge=0.9))
        with self.assertRaisesRegex(ValueError, "vectors"):
            cluster_mean_shift(self.view._replace(vectors=None), reach=0.7, merge=0.9)

    def test_shared_neighbours_stop_at_the_chain(self) -> None:
        self.assert_blobs(cluster_shared_neighbours(self.view, k=20, least=0.6, overlap=0.7, neighbour_least=0.6))

    def test_communities_need_igraph_and_say_so(self) -> None:
        ways = {
            "Leiden": lambda: cluster_leiden(self.view, k=20, least=0.6, resolution=0.3),
            "Louvain": lambda: cluster_louvain(self.view, k=20, least=0.6, resolution=1),
            "Infomap": lambda: cluster_infomap(self.view, k=20, least=0.6),
        }
        for name, cluster in ways.items():
            with self.subTest(name):
                self.assertEqual(name in [way.name for way in list_ways()], has_igraph())
                if has_igraph():
                    self.assert_blobs(cluster())
                else:
                    self.assertRaisesRegex(RuntimeError, "python3-igraph", cluster)

    def test_every_way_takes_its_settings_on_every_kind_of_view(self) -> None:
        sample = Sample(LabelledVectors(self.vectors, self.truth, np.ones(len(self.truth))))
        for way in list_ways():
            for kind in list_kinds(way):
                candidate = list_candidates(way, kind)[0]
                labels = way.cluster(sample.view(kind, candidate.view), **candidate.setting)
                self.assertEqual(labels.shape, self.truth.shape, way.name)
        self.assertEqual(len({way.name for way in WAYS}), len(WAYS))

    def test_nothing_depends_on_the_order_of_photos(self) -> None:
        order = np.random.default_rng(3).permutation(len(self.truth))
        shuffled = view_raw(self.vectors[order])
        for cluster in (
            lambda view: cluster_components(view, 0.72),
            lambda view: cluster_dbscan(view, 0.6, 4),
            lambda view: cluster_hdbscan(view, 3, 3),
            lambda view: cluster_linkage(view, "average", 0.5),
        ):
            back = np.empty(len(order), dtype=int)
            back[order] = cluster(shuffled)
            self.assertEqual(list_groups(back), list_groups(cluster(self.view)))


class HdbscanTest(unittest.TestCase):
    def test_core_distance_counts_the_photo_itself(self) -> None:
        similarity = 1 - np.array([[0, 1, 4], [1, 0, 3], [4, 3, 0]]) ** 2 / 2
        np.testing.assert_allclose(measure_reachability(similarity, 2), [[1, 1, 4], [1, 1, 3], [4, 3, 3]])

    def test_minimum_spanning_tree(self) -> None:
        distances = np.array([[0, 1, 4.0, 9], [1, 0, 3, 8], [4, 3, 0, 2], [9, 8, 2, 0]])
        self.assertEqual(span_tree(distances), [(1.0, 0, 1), (2.0, 2, 3), (3.0, 1, 2)])

    def test_condensed_tree_by_hand(self) -> None:
        # Two triangles of side 1 and 0.5 at distance 2, and a point at distance 4.
        edges = [(0.5, 0, 1), (0.5, 1, 2), (1.0, 3, 4), (1.0, 4, 5), (2.0, 2, 3), (4.0, 5, 6)]
        branches = condense(build_hierarchy(edges), min_size=3)
        self.assertEqual(len(branches), 3)
        root, first, second = branches
        self.assertEqual((root.points, root.leave, root.split, root.below), ([6], [0.25], 0.5, 6))
        self.assertEqual(sorted([sorted(first.points), sorted(second.points)]), [[0, 1, 2], [3, 4, 5]])
        self.assertEqual({first.birth, second.birth}, {0.5})
        self.assertEqual(sorted([*first.leave, *second.leave]), [1, 1, 1, 2, 2, 2])

    def test_chosen_branches_have_the_greatest_mass(self) -> None:
        vectors, _ = draw_blobs((6, 5, 7, 6), spread=1.1, seed=2)
        branches = condense(build_hierarchy(span_tree(measure_reachability(view_raw(vectors).similarity, 2))), 2)
        parents = {child: index for index, branch in enumerate(branches) for child in branch.children}
        self.assertGreater(len(branches), 6)

        def measure_mass(index: int) -> float:
            branch = branches[index]
            return sum(branch.leave) + branch.below * branch.split - (len(branch.points) + branch.below) * branch.birth

        def is_nested(index: int, others: Sequence[int]) -> bool:
            while index in parents:
                index = parents[index]
                if index in others:
                    return True
            return False

        indices = range(1, len(branches))
        sets = chain.from_iterable(combinations(indices, size) for size in range(1, len(branches)))
        best = max(
            sum(map(measure_mass, chosen)) for chosen in sets if not any(is_nested(index, chosen) for index in chosen)
        )
        found = choose_branches(branches, most_distance=0, leaves=False)
        self.assertAlmostEqual(sum(map(measure_mass, found)), best)

    def test_finds_groups_of_unequal_density_where_no_one_threshold_can(self) -> None:
        close, _ = draw_blobs((10,), spread=0.3)
        # Two tight groups at a cosine of 0.8, and a loose one whose photos are further apart than those two.
        turned = close.copy()
        turned[:, [0, 5]] = close[:, [0, 5]] @ np.array([[0.8, 0.6], [-0.6, 0.8]])
        loose, _ = draw_blobs((10,), spread=1.2, seed=4)
        loose = np.roll(loose, 9, axis=1)
        view = view_raw(np.vstack([close, turned, loose]))
        wanted = {frozenset(range(start, start + 10)) for start in (0, 10, 20)}
        self.assertEqual(list_groups(cluster_hdbscan(view, min_size=4, min_samples=2)), wanted)
        found = [list_groups(cluster_components(view, least)) for least in np.arange(0.1, 1, 0.01)]
        self.assertNotIn(wanted, found)

    def test_nothing_is_split_below_the_distance_that_one_sets(self) -> None:
        vectors, _ = draw_blobs((8, 8, 8))
        vectors[8:16, 0] += 0.5
        view = view_raw(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
        apart = list_groups(cluster_hdbscan(view, min_size=4, min_samples=2))
        together = list_groups(cluster_hdbscan(view, min_size=4, min_samples=2, most_distance=1.25))
        self.assertEqual(len(apart), 3)
        self.assertEqual(together, {frozenset(range(16)), frozenset(range(16, 24))})


class LinkageTest(unittest.TestCase):
    def test_merges_as_by_the_definition(self) -> None:
        view = view_raw(draw_blobs((5, 4, 6), spread=1.0)[0])
        for rule, combine in (("average", np.mean), ("complete", np.min)):
            groups = [[row] for row in range(15)]
            wanted = []
            while len(groups) > 1:
                pairs = [(a, b) for a in range(len(groups)) for b in range(a)]
                heights = [combine(view.similarity[np.ix_(groups[a], groups[b])]) for a, b in pairs]
                a, b = pairs[int(np.argmax(heights))]
                wanted.append(max(heights))
                groups[b] += groups.pop(a)
            np.testing.assert_allclose(build_dendrogram(view.similarity, rule).heights, wanted, err_msg=rule)


class GraphTest(unittest.TestCase):
    def test_components(self) -> None:
        edges = np.zeros((6, 6), dtype=bool)
        for a, b in ((0, 3), (3, 5), (1, 2)):
            edges[a, b] = edges[b, a] = True
        np.testing.assert_array_equal(label_components(edges), [0, 1, 1, 0, 2, 0])

    def test_only_mutual_neighbours_are_joined(self) -> None:
        positions = np.array([0.0, 1.0, 1.5, 4.0])
        similarity = 1 - np.abs(positions[:, None] - positions[None, :]) / 10
        edges = join_mutual(similarity, k=1, least=0)
        self.assertEqual(np.argwhere(edges).tolist(), [[1, 2], [2, 1]])


class ViewTest(unittest.TestCase):
    def test_smoothing_brings_a_group_together_and_leaves_the_lonely_alone(self) -> None:
        vectors, _ = draw_library()
        raw, smoothed = view_raw(vectors).similarity, view_smoothed(vectors, (3, 3)).similarity
        self.assertGreater(smoothed[:12, :12].min(), raw[:12, :12].min() + 0.1)
        alone = np.vstack([vectors[:12], np.eye(64)[60]])
        np.testing.assert_allclose(view_smoothed(alone, (3,)).vectors[12], alone[12], atol=1e-6)

    def test_smoothing_by_hand(self) -> None:
        vectors = np.array([[1.0, 0], [0.8, 0.6], [0, 1]])
        # The nearest of the first has a cosine of 0.8, weight 0.512.
        wanted = np.array([1 + 0.512 * 0.8, 0.512 * 0.6])
        np.testing.assert_allclose(view_smoothed(vectors, (1,)).vectors[0], wanted / np.linalg.norm(wanted))

    def test_leaves_out_neighbours_far_behind_the_nearest(self) -> None:
        vectors = np.array([[1.0, 0, 0], [0.8, 0.6, 0], [0.3, 0, np.sqrt(0.91)]])
        wanted = np.array([1 + 0.512 * 0.8, 0.512 * 0.6, 0])
        smoothed = view_smoothed(vectors, (2,), (0.5,)).vectors
        np.testing.assert_allclose(smoothed[0], wanted / np.linalg.norm(wanted))
        self.assertGreater(view_smoothed(vectors, (2,)).vectors[0, 2], 0)

    def test_re_ranking_takes_strangers_for_less_alike_than_friends(self) -> None:
        vectors, truth = draw_blobs((10, 10, 10), spread=1.5)
        similarity = view_reciprocal(vectors, 8, 3).similarity
        same = truth[:, None] == truth[None, :]
        np.testing.assert_allclose(similarity, similarity.T, atol=1e-6)
        np.testing.assert_allclose(np.diag(similarity), 1)
        self.assertGreater(similarity[same].mean(), 4 * similarity[~same].mean())


class AlbumFiguresTest(unittest.TestCase):
    def test_by_hand(self) -> None:
        # Landmark 0 has five photos: three in album 7, one in 8 with two of landmark 1, one in none. One of two others
        # leaks.
        truth = np.array([0, 0, 0, 0, 0, 1, 1, -1, -1])
        albums = np.array([7, 7, 7, 8, -1, 8, 8, 7, -1])
        figures = evaluate_albums(truth, albums)
        self.assertAlmostEqual(figures.purity, (3 * 1 + 1 / 3 + 1 + 2 * 2 / 3) / 7)
        self.assertAlmostEqual(figures.recall, (3 * 3 / 5 + 1 / 5 + 1 / 5 + 2 * 1) / 7)
        self.assertAlmostEqual(figures.f1, 2 * figures.purity * figures.recall / (figures.purity + figures.recall))
        self.assertEqual((figures.leak, figures.found, figures.albums), (0.5, 1.0, 1.0))

    def test_without_albums_or_landmarks(self) -> None:
        alone = evaluate_albums(np.array([0, 0, -1]), np.array([-1, -1, -1]))
        self.assertEqual((alone.purity, alone.recall, alone.leak, alone.found), (1.0, 0.5, 0.0, 0.0))
        self.assertEqual(evaluate_albums(np.array([-1]), np.array([3])), AlbumFigures(0, 0, 0, 1, 0, 0))

    def test_averages(self) -> None:
        zero, one = AlbumFigures(*[0.0] * 6), AlbumFigures(*[1.0] * 6)
        self.assertEqual(average_figures([zero, one]), AlbumFigures(*[0.5] * 6))
        self.assertRaises(ValueError, average_figures, [])


class SampleTest(unittest.TestCase):
    def test_gates_photos_and_groups(self) -> None:
        truth = np.array([0, 0, 0, 0, -1, -1, -1, 1, 1])
        landmarkness = np.array([0.9, 0.9, 0.3, 0.1, 0.4, 0.4, 0.4, 1, 1])
        sample = Sample(LabelledVectors(np.eye(9), truth, landmarkness))
        self.assertEqual(sample.inside.tolist(), [0, 1, 2, 4, 5, 6, 7, 8])
        # A group of three, one that looks like no landmark, one that is too small.
        figures = sample.judge(np.array([0, 0, 0, 1, 1, 1, 2, 2]))
        self.assertEqual((figures.leak, figures.purity), (0, 1))
        self.assertAlmostEqual(figures.recall, (3 * 3 / 4 + 1 / 4 + 2 * 1 / 2) / 6)

    def test_thins_out_as_the_typescript_command(self) -> None:
        truth = np.array([0, 0, 0, -1, 1, 1, 1, 1, 1])
        self.assertEqual(thin_out(truth, 3, 0).tolist(), [0, 1, 2, 3, 4, 5, 6])
        self.assertEqual(thin_out(truth, 3, 1).tolist(), [0, 1, 2, 3, 4, 7, 8])

    def test_draws_whole_landmarks(self) -> None:
        truth = np.repeat(np.array([0, 1, 2, 3, -1]), 5)
        rows = draw_landmarks(truth, 2, 3, seed=4)
        self.assertEqual(sorted(np.unique(truth[rows], return_counts=True)[1].tolist()), [3, 5, 5])
        self.assertEqual(rows.tolist(), draw_landmarks(truth, 2, 3, seed=4).tolist())


class ChooseTest(unittest.TestCase):
    def test_prefers_what_keeps_strangers_out(self) -> None:
        def try_with(purity: float, f1: float, leak: float) -> Tried:
            return Tried(Candidate("", {"f1": f1}), {"all": AlbumFigures(purity, 0, f1, leak, 0, 0)})

        fair, impure, leaking = try_with(0.97, 0.7, 0.01), try_with(0.9, 0.95, 0), try_with(1, 0.9, 0.02)
        self.assertIs(choose([impure, leaking, fair], "all"), fair)
        self.assertIs(choose([impure, leaking], "all"), leaking)
        self.assertLess(rate(impure.figures["all"]), 0)
        self.assertEqual(choose([try_with(0.959, 0.1, 0), try_with(0.955, 0.8, 0)], "all").figures["all"].f1, 0.8)

    def test_describes_a_setting(self) -> None:
        self.assertEqual(Candidate("k 5", {"min_size": 3, "least": 0.5}).describe(), "k 5, min size 3, least 0.5")
        self.assertEqual(Candidate("", {"least": 0.5}).describe(), "least 0.5")

    def test_views_have_candidates(self) -> None:
        for way in WAYS:
            for kind in list_kinds(way):
                views = {candidate.view for candidate in list_candidates(way, kind)}
                self.assertEqual(views, set(KINDS[kind].views))


if __name__ == "__main__":
    unittest.main()
