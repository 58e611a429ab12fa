"""Texts made to fit."""


def shortened(text: str, most: int) -> str:
    """A text in so many characters, cut between words.

    >>> shortened("Le colis arrive en trois jours.", 22)
    'Le colis arrive en…'
    """
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rsplit(None, 1)[0] if " " in cut else cut) + "…"
