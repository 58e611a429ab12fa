import numpy as np
import pytest

from bot.matching import index as module
from bot.matching.index import Index


def dense(rng, rows, features, held):
    """Rows of length 1, each with a few features."""
    table = np.zeros((rows, features), dtype=np.float32)
    for row in table:
        row[rng.choice(features, size=held, replace=False)] = rng.random(held) + 0.1
    return table / np.linalg.norm(table, axis=1, keepdims=True)


def index_of(table):
    rows, features = np.nonzero(table)
    starts = np.searchsorted(rows, np.arange(len(table) + 1)).astype(np.int32)
    return Index(starts, features.astype(np.int32), table[rows, features], table.shape[1])


def question_of(row):
    return {int(feature): float(row[feature]) for feature in np.flatnonzero(row)}


@pytest.fixture
def table():
    return dense(np.random.default_rng(7), 300, 60, 5)


class TestNearest:
    @pytest.mark.parametrize("seed", range(5))
    def test_brute_force(self, table, seed):
        """What is found are the rows of highest cosine, with their cosine, highest first."""
        question = dense(np.random.default_rng(seed), 1, table.shape[1], 4)[0]
        cosines = table @ question

        nearest = index_of(table).nearest(question_of(question))

        kept = min(module.MOST_NEAREST, np.count_nonzero(cosines))
        np.testing.assert_allclose(np.sort(cosines)[::-1][:kept], nearest.similarities, atol=1e-6)
        np.testing.assert_allclose(cosines[nearest.wordings], nearest.similarities, atol=1e-6)
        assert kept == len(set(nearest.wordings.tolist()))

    def test_most_nearest(self, table, monkeypatch):
        """Only so many are kept: the nearest."""
        monkeypatch.setattr(module, "MOST_NEAREST", 3)

        nearest = index_of(table).nearest(question_of(table[42]))

        assert 42 == nearest.wordings[0]
        np.testing.assert_allclose(np.sort(table @ table[42])[::-1][:3], nearest.similarities, atol=1e-6)

    def test_again(self, table):
        """One search leaves nothing behind for the next."""
        index = index_of(table)
        first = index.nearest(question_of(table[0]))
        index.nearest(question_of(table[1]))

        again = index.nearest(question_of(table[0]))

        assert first.wordings.tolist() == again.wordings.tolist()
        assert first.similarities.tolist() == again.similarities.tolist()

    def test_budget(self, monkeypatch):
        """When there is too much to read, the rarest features are read and the commonest left."""
        monkeypatch.setattr(module, "MOST_POSTINGS", 10)
        table = np.zeros((50, 2), dtype=np.float32)
        table[:, 0] = 1
        table[7] = 0.6, 0.8

        nearest = index_of(table).nearest({0: 0.6, 1: 0.8})

        assert [7] == nearest.wordings.tolist()
        assert pytest.approx([1.0]) == nearest.similarities.tolist()

    def test_budget_of_one_feature(self, monkeypatch):
        """The rarest feature is always read, even when it alone is too much."""
        monkeypatch.setattr(module, "MOST_POSTINGS", 10)
        table = np.ones((50, 1), dtype=np.float32)

        assert 50 == len(index_of(table).nearest({0: 1.0}).wordings)

    def test_budget_and_feature_without_rows(self, monkeypatch):
        """A feature that no row holds takes nobody's place."""
        monkeypatch.setattr(module, "MOST_POSTINGS", 10)
        table = np.zeros((50, 2), dtype=np.float32)
        table[:, 0] = 1

        assert 50 == len(index_of(table).nearest({0: 0.6, 1: 0.8}).wordings)

    @pytest.mark.parametrize("question", [{}, {1: 1.0}])
    def test_nothing(self, question):
        """A question without a feature that some row holds finds nothing."""
        table = np.array([[1, 0]], dtype=np.float32)

        assert 0 == len(index_of(table).nearest(question).wordings)

    def test_no_rows(self):
        """An index without rows finds nothing."""
        assert 0 == len(index_of(np.zeros((0, 3), dtype=np.float32)).nearest({0: 1.0}).wordings)


class TestKernel:
    def test_brute_force(self, table):
        """The kernel is the cosine of each row with each, in the order asked."""
        wordings = np.array([9, 3, 250, 4], dtype=np.int32)

        np.testing.assert_allclose(
            table[wordings] @ table[wordings].T, index_of(table).kernel(wordings), atol=1e-6
        )


class TestRow:
    def test_row(self, table):
        """A row is given back as it was put in."""
        features, values = index_of(table).row(12)

        assert np.flatnonzero(table[12]).tolist() == features
        assert table[12][features].tolist() == values
