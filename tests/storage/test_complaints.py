"""What the operator reads while the database fails."""

import pytest

from bot.storage.complaints import Complaints


@pytest.fixture
def clock():
    return iter([0.0, 30.0, 59.0, 60.0, 61.0, 62.0]).__next__


class TestTell:
    def test_once_a_minute(self, clock, caplog):
        """The first failure is told at once, the others once a minute, with what is kept waiting."""
        complaints = Complaints(clock)
        for waiting in range(5):
            complaints.tell("SQLITE_FULL", f"threads={waiting}")

        line = "database failing, replies go on from memory reason=SQLITE_FULL not stored: threads="
        assert [line + "0", line + "3"] == caplog.messages

    def test_again(self, clock, caplog):
        """A failure after a recovery is told at once."""
        complaints = Complaints(clock)
        complaints.tell("SQLITE_FULL", "")
        complaints.over()
        complaints.tell("SQLITE_BUSY", "")

        assert 3 == len(caplog.messages)


class TestOver:
    def test_told_once(self, clock, caplog):
        """The end of a failure is told, once."""
        complaints = Complaints(clock)
        complaints.over()
        complaints.tell("SQLITE_FULL", "")
        complaints.over()
        complaints.over()

        assert ["database works again, all that waited is stored"] == caplog.messages[1:]
        assert not complaints.failing
