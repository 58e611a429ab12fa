"""Whether a message states something to be confirmed, and what; rather than asks who, when or how much."""

import re

from bot.matching import with_digits, words

from .quantity import figures

FEWEST_WORDS = 3
"""« Zhu Congjiu ? » states nothing; « 250 km ? » does."""

_TO_CONFIRM = re.compile(
    r"\b(?:c (?:est|etait) (?:bien|vrai|exact|juste|ca)|est il (?:vrai|exact)|vrai ou faux|n est ce pas|pas vrai|je me trompe"
    r"|(?:on est|vous etes|t es|tu es) d accord|confirm\w*|valid\w+|hein|(?:nous|on|j) ecri\w+ que|je (?:crois|pense|croyais|pensais)"
    r"|(?<!qu )(?<!quand )(?<!comment )(?<!combien )(?<!pourquoi )(?<!qui )(?<!ou )est ce que"
    r"|comme ca|c est (?:bien )?ca|si je comprends)\b"
    r"|\b(?:non|si|ou non|ou pas|exact|correct|vrai|juste|exactement)$"
)
_REPORTED = re.compile(r"\b(?:on m a dit|on dit|il parait|j ai (?:lu|entendu|vu|appris))\b")
"""« J'ai lu 560 : lequel est juste ? » asks which; « j'ai lu 560 » asks whether."""

_OPEN = re.compile(
    r"\b(?:combien|quand|pourquoi|comment|quels?|quelles?|lequel|laquelle|quoi|qui|cb|koi|ki)\b|où|^\W*qu(?:e\b|['’])|\bque s['’ ]est\b|\bqu['’ ]est[- ]ce",
    re.IGNORECASE,
)
_NEXT = re.compile(r"^et (?:en|pour|a|au|aux|avec|le|la|les|l)\b")
"""« Et en 2019 ? » asks about another year, and does not state it of the one spoken of."""

_CLEFT = re.compile(r"\bc (?:est|etait) (?!qui\b)\w+.*\bqui\b")
_ALTERNATIVE = re.compile(r"(?<!vrai )\bou\b(?! (?:non|pas)\b)")
_NEGATED = re.compile(r"\b(?:pas|jamais|aucune?|rien)\b")
_NO_NEGATION = re.compile(r"\b(?:n est ce pas|pas vrai|ou pas|pourquoi pas|est ce pas)\b")


def states(text: str) -> bool:
    """Whether a text states something to be confirmed, rather than asks who, when or how much.

    >>> states("C'est bien 500 km ?"), states("Combien de km, 500 ?"), states("C'est la BAD qui a payé ?")
    (True, False, True)
    """
    said = " ".join(words(text))
    if _ALTERNATIVE.search(said) and "où" not in text.lower():
        return False
    if _TO_CONFIRM.search(said):
        return True
    if _OPEN.search(text) and not _CLEFT.search(said):
        return False
    if _NEXT.match(said):
        return False
    long_enough = len(said.split()) >= FEWEST_WORDS or holds_figures(text)
    return _REPORTED.search(said) is not None or ("?" in text and long_enough)


def is_negated(text: str) -> bool:
    """Whether a text denies something, its « n'est-ce pas » left out.

    >>> is_negated("ce n'est pas un don"), is_negated("c'est un don, n'est-ce pas ?")
    (True, False)
    """
    return _NEGATED.search(_NO_NEGATION.sub(" ", " ".join(words(text)))) is not None


def without_figures(text: str) -> str:
    """What a statement is about: its words, less its figures and what asks to confirm them.

    >>> without_figures("Jack Ma est passé à Lomé en 2020, vous confirmez ?")
    'jack ma est passe a lome en vous'
    """
    said = [word for word in with_digits(words(text)) if not word[0].isdigit()]
    return _TO_CONFIRM.sub("", " ".join(said)).strip()


def statement(text: str) -> str:
    """The plain words of a text, less what asks to confirm them.

    >>> statement("C'est bien un don, n'est-ce pas ?")
    'un don'
    """
    return " ".join(_TO_CONFIRM.sub(" ", " ".join(words(text))).split())


def holds_figures(text: str) -> bool:
    """Whether a text states a figure or a date."""
    found = figures(text)
    return bool(found.quantities or found.dates)
