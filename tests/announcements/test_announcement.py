"""What is announced is kept as it was given."""

from hypothesis import given
from hypothesis import strategies as st

from bot.announcements import Attachment, Content, Progress, State

contents = st.builds(
    Content,
    st.text(),
    st.lists(st.fixed_dictionaries({"type": st.text(), "offset": st.integers()})).map(tuple),
    st.none() | st.builds(Attachment, st.text(min_size=1), st.text(min_size=1)),
    st.none() | st.text(min_size=1),
    fact=st.booleans(),
)


class TestContent:
    @given(contents)
    def test_kept(self, content):
        """Whatever a content holds, it is found again; its record is a text any database takes."""
        record = content.as_record()

        assert content == Content.of_record(record)
        assert record.isascii()
        assert "\x00" not in record


class TestProgress:
    def test_left(self):
        """What waits and what leaves are left."""
        progress = Progress({State.WAITING: 3, State.SENDING: 2, State.SENT: 5})

        assert (10, 5, 0) == (progress.total, progress.left, progress[State.FAILED])
