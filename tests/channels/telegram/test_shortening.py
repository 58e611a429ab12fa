"""Texts made to fit; more of it where they are shown."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.shortening import shortened


class TestShortened:
    @given(st.text(min_size=1), st.integers(2, 50))
    def test_fits(self, text, most):
        """Whatever the text, something is left of it, and no more than fits."""
        assert 0 < len(shortened(text, most)) <= most
