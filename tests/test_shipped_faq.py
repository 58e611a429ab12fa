"""The FAQ that ships is complete: what an editor must not lose by the way."""

from collections import Counter
from urllib.parse import urlsplit

import pytest

from bot.knowledge import fold, inspect, load
from bot.settings import shipped_knowledge

FOUNDING_SOURCE = "ministere-focac-2018"
"""What the brief of this bot is about; its facts are asked for most."""


@pytest.fixture(scope="module")
def knowledge():
    """The FAQ that ships, read once."""
    return load(shipped_knowledge())


def test_no_problem():
    """Not even a warning is left."""
    assert "" == "\n".join(map(str, inspect(shipped_knowledge()).problems))


def test_sources(knowledge):
    """Every entry says where its fact comes from."""
    assert [] == [entry.id for entry in knowledge.entries if not entry.sources]


def test_wordings(knowledge):
    """A fact of the founding source can be asked for in 12 ways at least, any other in 6."""
    too_few = {
        entry.id: len(entry.questions)
        for entry in knowledge.entries
        if len(entry.questions) < (12 if _is_founding(entry) else 6)
    }

    assert {} == too_few
    assert any(map(_is_founding, knowledge.entries))


def _is_founding(entry):
    return FOUNDING_SOURCE in [source.id for source in entry.sources]


def test_titles(knowledge):
    """Two buttons never read the same."""
    titles = Counter(fold(entry.title) for entry in knowledge.entries)

    assert [] == [title for title, number in titles.items() if number > 1]


def test_addresses(knowledge):
    """Every address is one a browser opens."""
    addresses = {source.url for entry in knowledge.entries for source in entry.sources if source.url}

    assert [] == [address for address in sorted(addresses) if not _is_well_formed(address)]


def _is_well_formed(address):
    parts = urlsplit(address)
    return (
        parts.scheme in ("http", "https")
        and "." in (parts.hostname or "").strip(".")
        and address.isascii()
        and not set(address) & set(' <>"{}|\\^`')
    )
