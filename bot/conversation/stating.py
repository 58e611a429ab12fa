"""Whether a message states something to be confirmed, and what; rather than asks who, when or how much."""

import re

from bot.matching import with_digits, words

from .quantity import figures

FEWEST_WORDS = 3
"""« Zhu Congjiu ? » states nothing; « 250 km ? » does."""

_TO_CONFIRM = re.compile(
    r"\b(?:c (?:est|etait) (?:bien (?!sur\b)|vrai|exact|juste|ca|sur|correct|confirme|verifie|prouve|faux|une erreur)"
    r"|(?<!qui )(?<!quoi )(?:a|ont|sont|etaient|est|etait) bien (?!sur\b)(?:du|de|un|une|le|la|les|l|\d+|a|au|ete)\b|est il (?:vrai|exact)|vrai ou faux|info ou intox|oui ou non|n est ce pas|pas vrai|(?:je )?(?:ne )?me trompe(?: pas)?"
    r"|(?:on est|vous etes|t es|tu es) (?:bien )?d accord|(?:vous|tu|pouvez|peux|peut|est ce|me|le) confirm\w*|(?:vous|tu) valid\w+|hein"
    r"|(?:nous|on|j) ecri\w+ que|(?:je|j) (?:crois|pense|croyais|pensais)(?: bien| savoir)?|il me semble"
    r"|j ai (?:bien )?(?:bon|raison|compris)|(?:est ce|c est) (?:bien )?(?:le (?:bon )?|ce )(?:chiffre|nombre|montant)"
    r"|(?<!qu )(?<!quand )(?<!comment )(?<!combien )(?<!pourquoi )(?<!qui )(?<!ou )est ce que"
    r"|comme ca|c est (?:bien )?(?:ca|cela)|si je comprends|si je (?:ne )?(?:m abuse|dis pas de betises?)|bien renseigne)\b"
    r"|\b(?:non|si|ou non|ou pas|exact|correct|vrai|juste|exactement|d accord)$"
)
_REPORTED = re.compile(
    r"\b(?:on (?:m a|nous a|dit|raconte|pretend|entend)|quelqu un|il (?:parait|semble)|j ai (?:lu|entendu|vu|appris))\b"
    r"(?:(?: m| nous| dire| parler| sur internet| a| ai)* (?:dit|assure|affirme|raconte|soutenu|jure|explique|appris))?(?: qu(?:e|il|ils|elle|on)?\b)?"
)
"""« J'ai lu 560 : lequel est juste ? » asks which; « j'ai lu 560 » asks whether."""

_OPEN = re.compile(
    r"\b(?:combien|quand|pourquoi|comment|quels?|quelles?|lequel|laquelle|quoi|qui|cb|koi|ki)\b|où|^\W*qu(?:e\b|['’])|\bque s['’ ]est\b|\bqu['’ ]est[- ]ce",
    re.IGNORECASE,
)
_NEXT = re.compile(r"^et (?:en|pour|a|au|aux|avec|le|la|les|l)\b")
"""« Et en 2019 ? » asks about another year, and does not state it of the one spoken of."""

_PLACE = re.compile(r"^(?:l|le|la) \d{1,2}e \w+$")
"""« Le septième domaine ? » asks which it is."""

_CLEFT = re.compile(r"\bc (?:est|etait) (?!qui\b)\w+.*\bqui\b")
_ALTERNATIVE = re.compile(r"(?<!vrai )(?<!info )\bou\b(?! (?:non|pas)\b)")
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
    if _NEXT.match(said) or _PLACE.match(" ".join(with_digits(said.split()))):
        return False
    long_enough = len(said.split()) >= FEWEST_WORDS or holds_figures(text)
    return _REPORTED.search(said) is not None or ("?" in text and long_enough)


def is_open(text: str) -> bool:
    """Whether a text asks who, when or how much, whatever it states beside.

    >>> is_open("est-ce qu'il y avait une réunion, et combien de personnes ?"), is_open("c'est 250 km, exact ?")
    (True, False)
    """
    return _OPEN.search(text) is not None


def is_negated(text: str) -> bool:
    """Whether a text denies something, its « n'est-ce pas » left out.

    >>> is_negated("ce n'est pas un don"), is_negated("c'est un don, n'est-ce pas ?")
    (True, False)
    """
    return _NEGATED.search(_NO_NEGATION.sub(" ", statement(text))) is not None


def without_figures(text: str) -> str:
    """What a statement is about: its words, less its figures and what asks to confirm them.

    >>> without_figures("Jack Ma est passé à Lomé en 2020, vous confirmez ?")
    'jack ma est passe a lome en'
    """
    said = [word for word in with_digits(words(text)) if not word[0].isdigit()]
    return _TO_CONFIRM.sub("", " ".join(said)).strip()


_CLAUSE = re.compile(r"(?<=[.;:,])\s")


def affirmed(text: str) -> str:
    """The clauses of a text that deny nothing.

    >>> affirmed("Dix ateliers en Afrique ; aucune source ne dit si le Togo en aura un.")
    'Dix ateliers en Afrique ;'
    """
    return " ".join(clause for clause in _CLAUSE.split(text) if not is_negated(clause))


_CONTRAST = re.compile(
    r"(?:,|\bet\b|\()\s*(?:non|pas)\s+(?:pas\s+)?(?!vrai\b|mais\b)\w[^,?()]*(?![^,?]*\bmais\b)", re.IGNORECASE
)


def without_contrast(text: str) -> str:
    """What a text states, less what it says it is not: the one tells enough.

    >>> without_contrast("C'est un prêt, pas un don, non ?"), without_contrast("C'est 15 milliards, pas vrai ?")
    ("C'est un prêt , non ?", "C'est 15 milliards, pas vrai ?")
    """
    return _CONTRAST.sub(" ", text)


def statement(text: str) -> str:
    """The plain words of a text, less what asks to confirm them.

    >>> statement("C'est bien un don, n'est-ce pas ?")
    'un don'
    """
    plain = _REPORTED.sub(" ", " ".join(words(text)))
    return " ".join(_TO_CONFIRM.sub(" ", plain).split())


def holds_figures(text: str) -> bool:
    """Whether a text states a figure or a date."""
    found = figures(text)
    return bool(found.quantities or found.dates)
