"""Everyday French: a word spelt right is not another one misspelt.

The words and their counts are those of pyspellchecker (MIT), drawn from film subtitles.
"""

from functools import cache

from spellchecker import SpellChecker

from .french import plain

COMMON_FROM = 30
"""Counts under this are mostly names and slips, kept out."""


@cache
def everyday_words() -> frozenset[str]:
    """The plain forms of common French words, some 90,000."""
    counts = SpellChecker(language="fr").word_frequency
    return frozenset(
        word if word.isascii() else plain(word) for word, count in counts.items() if count >= COMMON_FROM
    )
