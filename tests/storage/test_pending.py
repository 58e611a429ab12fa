"""What waits to be stored: merged as it comes, and when it comes back."""

from collections import Counter
from datetime import date

import pytest

from bot.conversation import Parcel, Thread, Why
from bot.storage import pending as module
from bot.storage.counts import Counted
from bot.storage.missed import MissedQuestion
from bot.storage.pending import Erased, Pending
from bot.storage.threads import Kept, Person, Place
from bot.storage.votes import Ballot, Cast

AFI, KOFI = Person("telegram", "5"), Person("telegram", "6")
HOME, GROUP, KOFIS = Place("telegram", "5", "5"), Place("telegram", "-7", "5"), Place("telegram", "6", "6")
PRICE = Counted(date(2026, 3, 9), "answer", "prix")
MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 3, 10)


def asked(text="Il pleut ?", day=MONDAY, nearest="meteo"):
    return MissedQuestion(text, Why.UNKNOWN, nearest, 1, day, day)


@pytest.fixture
def older():
    """A batch which could not be stored."""
    batch = Pending()
    for place in (HOME, GROUP, KOFIS):
        batch.keep_thread(place, Kept(Thread(("old",)), 1))
    batch.keep_vote(Ballot(AFI, "prix"), Cast(useful=True, at=1))
    batch.keep_vote(Ballot(KOFI, "prix"), Cast(useful=True, at=1))
    batch.counts[PRICE] += 2
    batch.keep_missed(asked())
    batch.keep_parcel("token", Parcel("il pleut", 1))
    return batch


class TestKeep:
    def test_same(self):
        """What comes again takes the place of the former, or is added to it."""
        batch = Pending()
        for at in (1, 2):
            batch.keep_thread(HOME, Kept(Thread(("…",)), at))
            batch.keep_vote(Ballot(AFI, "prix"), Cast(useful=at == 1, at=at))
        batch.keep_missed(asked(day=MONDAY))
        batch.keep_missed(asked("il pleut", TUESDAY, "lome"))

        assert {HOME: Kept(Thread(("…",)), 2)} == batch.threads
        assert {Ballot(AFI, "prix"): Cast(useful=False, at=2)} == batch.votes
        merged = MissedQuestion("Il pleut ?", Why.UNKNOWN, "lome", 2, MONDAY, TUESDAY)
        assert [merged] == list(batch.missed.values())

    def test_bound(self, monkeypatch):
        """So much waits; what is oldest is given up first."""
        monkeypatch.setattr(module, "MOST", 2)
        batch = Pending()
        for place in (HOME, GROUP, HOME, KOFIS):
            batch.keep_thread(place, Kept(Thread(("…",)), 1))

        assert [HOME, KOFIS] == list(batch.threads)

    def test_told(self, older):
        """The operator reads how much waits, and nothing of what."""
        assert "erasures=0 threads=3 votes=2 counts=1 missed=1 parcels=1 groups=0" == str(older)
        assert (True, False) == (bool(older), bool(Pending()))


class TestForget:
    def test_dropped(self, older):
        """A person's threads and votes wait no more, and are to be erased where they are stored."""
        assert Erased({HOME, GROUP}, {Ballot(AFI, "prix")}) == older.forget(AFI)
        assert ([KOFIS], [Ballot(KOFI, "prix")], {AFI}) == (
            list(older.threads),
            list(older.votes),
            older.erasures,
        )


class TestPutBack:
    def test_nothing_new(self, older):
        """A batch that comes back is as it was."""
        batch = Pending()
        batch.put_back(older)

        assert older.threads == batch.threads
        assert older.votes == batch.votes
        assert Counter({PRICE: 2}) == batch.counts
        assert [asked()] == list(batch.missed.values())
        assert {"token": Parcel("il pleut", 1)} == batch.parcels

    def test_newer(self, older):
        """What came since wins over it, or is added to it."""
        batch = Pending()
        batch.keep_thread(HOME, Kept(Thread(("new",)), 2))
        batch.keep_vote(Ballot(AFI, "prix"), Cast(useful=False, at=2))
        batch.counts[PRICE] += 1
        batch.keep_missed(asked("il pleut", TUESDAY))
        batch.keep_parcel("token", Parcel("il pleut", 2))
        batch.put_back(older)

        assert ["old", "old", "new"] == [kept.thread.subject[0] for kept in batch.threads.values()]
        assert [True, False] == [cast.useful for cast in batch.votes.values()]
        assert Counter({PRICE: 3}) == batch.counts
        assert {"token": Parcel("il pleut", 2)} == batch.parcels
        assert [("Il pleut ?", 2)] == [(found.question, found.times) for found in batch.missed.values()]

    def test_forgotten_since(self, older):
        """Whoever asked to be forgotten meanwhile does not come back with it."""
        batch = Pending()
        batch.forget(AFI)
        batch.put_back(older)

        assert [KOFIS] == list(batch.threads)
        assert [Ballot(KOFI, "prix")] == list(batch.votes)

    def test_forgotten_before(self):
        """What somebody said after they were forgotten comes back, and the erasure before it."""
        older = Pending()
        older.forget(AFI)
        older.keep_thread(HOME, Kept(Thread(("…",)), 1))
        batch = Pending()
        batch.put_back(older)

        assert ({AFI}, [HOME]) == (batch.erasures, list(batch.threads))
