"""A group's settings, as they are kept."""

import pytest
from fake_bot import GROUP

from bot.channels.telegram.group_settings import Groups, GroupSettings

SET = GroupSettings(discreet=True, listening=True, topic=77)


@pytest.fixture
def groups(records):
    return Groups(records)


class TestRecord:
    def test_there_and_back(self):
        """What is kept is what was decided."""
        assert SET == GroupSettings.of_record(SET.as_record())

    @pytest.mark.parametrize("record", [{}, {"topic": "general", "new": 1}])
    def test_another_version(self, record):
        """What another version kept otherwise takes its default."""
        assert GroupSettings() == GroupSettings.of_record(record)


class TestGroups:
    def test_unknown(self, groups):
        """A group that decided nothing has public answers, and is not listened to."""
        assert GroupSettings() == groups.settings(GROUP)
        assert not groups.knows(GROUP)

    def test_set(self, groups):
        """What is settled holds in that group."""
        groups.set(GROUP, SET)

        assert (SET, GroupSettings()) == (groups.settings(GROUP), groups.settings(-8))
        assert [SET] == groups.all()

    def test_leave(self, groups):
        """Back in a group that was left, its settings are there."""
        groups.set(GROUP, SET)
        groups.leave(GROUP)
        left = groups.knows(GROUP)
        groups.enter(GROUP)

        assert (False, SET) == (left, groups.settings(GROUP))

    def test_move(self, groups, records):
        """A group keeps its settings under its new number; to stay is no move."""
        groups.set(GROUP, SET)
        groups.move(GROUP, GROUP)
        groups.move(GROUP, -100)

        assert SET == groups.settings(-100)
        assert [(str(GROUP), "-100")] == records.moves
