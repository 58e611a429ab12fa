"""Whether a text leans on what was said before it."""

import re

from bot.knowledge import fold

SHORT = 3
"""A text of so few words may lean on what was said before."""

_STARTS = frozenset("et donc mais pourtant alors sinon or aussi puis".split())
_POINTS_BACK = frozenset(
    "il elle ils elles lui leur leurs eux y en ca cela ce cet cette ces celui celle ceux dedans dessus son sa ses".split()
)
# « en » stands for something before a verb; before anything else it is « en Chine », « en 2018 ».
# « son ds », « sa veut dire » and « é ce ke » are how people type « sont dans », « ça veut dire » and « est-ce que ».
_STANDS_ALONE = re.compile(
    r"\b(?:son (?:ds|dans?|pas|de|les?|la|au|en)\b|[cs]a (?:ve\w*|vau\w*) dir\w*|(?:es?t?|ai) ce (?:que?|ke)\b|il y a|il faut|y a t il|faut il|y a|est ce que?|ce que|en (?!parle|profit|a\b|ont\b|est\b|sont\b|dit|dis|pens|fait|rest|veut|voit|sait)\w+)\b"
)


def leans(text: str) -> bool:
    """Whether a text may need what was said before it to be understood.

    >>> leans("et qui a payé ?"), leans("il dure combien de temps"), leans("Quelle est la longueur de la fibre ?")
    (True, True, False)
    >>> leans("cb pour le togo"), leans("D'où vient cette différence ?"), leans("cb de pays son ds le focac")
    (True, True, False)
    >>> leans("tous dans la capitale de notre pays ?"), leans("tous les bâtiments sont dans la capitale ?")
    (True, False)
    """
    words = _STANDS_ALONE.sub(" ", fold(text)).split()
    return (
        len(words) <= SHORT
        or words[0] in _STARTS
        or not _POINTS_BACK.isdisjoint(words)
        or _PARTICIPLE.match(text.lower()) is not None
        or _VERBLESS.match(" ".join(words)) is not None
    )


def goes_on(text: str) -> bool:
    """Whether a text takes up what was just spoken of, and asks it of something else.

    >>> goes_on("et les hôpitaux ?"), goes_on("et combien de bâtiments ?"), goes_on("les hôpitaux ?")
    (True, True, False)
    """
    return fold(text).startswith("et ")


_PARTICIPLE = re.compile(
    r"\s*(?:\w{2,}ée?s?|(?:prév|attend|reç|t?en|v|connu|l|perd|vend)ue?s?|(?:pri|mi|promi|transmi)s(?:es?)?|faite?s?|écrite?s?|construite?s?|ouverte?s?)\s"
)
"""« Adopté par qui ? », « prévue pour quand » : whose, was said before."""

_VERBLESS = re.compile(
    r"(?:combien|cb|quand|kan|quoi|koi|tous|toutes|aucune?) (?:pour|pr|par|avec|chez|dans|ds|au|aux|a)\b"
    r"|(?:est|etait|etaient|sera|serait) (?!quoi|koi|qui|ki|comment|combien|cb|quand|kan|ou)"
)
"""« Combien pour le Togo ? » leaves out what is counted, « c'était la première fois ? » what was."""


def is_said_to_us(text: str) -> bool:
    """Whether a text speaks to the bot itself: « qui es-tu », « vous allez bien ? ».

    >>> is_said_to_us("qui es-tu"), is_said_to_us("par qui ?")
    (True, False)
    """
    return not _SECOND_PERSON.isdisjoint(fold(text).split())


_SECOND_PERSON = frozenset("tu te toi ton ta tes vous votre vos".split())
