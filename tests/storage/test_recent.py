"""The threads at hand: bounded, and never older than what is stored."""

from bot.conversation import Thread
from bot.storage import recent as module
from bot.storage.recent import RecentThreads
from bot.storage.threads import Kept, Place

A, B, C = (Place("telegram", person, person) for person in "abc")


class TestKeep:
    def test_bound(self, monkeypatch):
        """So many are held; the one quiet for longest goes first."""
        monkeypatch.setattr(module, "MOST", 2)
        threads = RecentThreads()
        for place in (A, B, A, C):
            threads.keep(place, Kept(Thread(("…",)), 1))

        assert [A, C] == [place for place, _ in threads]


class TestLoad:
    def test_newer_at_hand(self):
        """What was said since wins over what was stored; the rest comes before it, in order."""
        threads = RecentThreads()
        threads.keep(B, Kept(Thread(("new",)), 9))
        threads.load(
            [
                (C, Kept(Thread(("stored",)), 8)),
                (B, Kept(Thread(("stored",)), 7)),
                (A, Kept(Thread(("stored",)), 6)),
            ]
        )

        expected = [(A, "stored"), (C, "stored"), (B, "new")]
        assert expected == [(place, kept.thread.subject[0]) for place, kept in threads]

    def test_bound(self, monkeypatch):
        """No more is loaded than is held."""
        monkeypatch.setattr(module, "MOST", 2)
        threads = RecentThreads()
        threads.keep(B, Kept(Thread(("new",)), 9))
        threads.load([(C, Kept(Thread(("stored",)), 8)), (A, Kept(Thread(("stored",)), 6))])

        assert [C, B] == [place for place, _ in threads]
