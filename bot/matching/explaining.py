"""Why a text found what it found, in French, for the editor who wonders: `ask --explain`."""

from collections.abc import Iterator

from .match import Confidence, Likeness, Match
from .matcher import Findings, Zones

COVERED_WELL = 0.7
AHEAD = 0.15
"""Coverage and lead under which they are named as a reason to doubt."""

LEAST_WEIGHT = 0.02
"""Words that carry less of the question are not listed."""


def explain(found: Findings, zones: Zones) -> str:
    """Each candidate: its zone and why, its nearest wording, and which word was taken for which."""
    blocks = ["\n".join(_of_match(number, match, zones)) for number, match in enumerate(found.matches, 1)]
    if found.refusal:
        blocks.insert(0, f"La question ressemble d'abord à un hors-sujet connu : « {found.refusal.id} ».")
    if not found.matches:
        blocks.append("Aucune entrée ne partage un mot avec cette question.")
    return "\n".join(blocks)


def _of_match(number: int, match: Match, zones: Zones) -> Iterator[str]:
    yield f"{number}. {match.entry.id} — {match.confidence.value} ({_percent(match.probability)}) : {_why(match, zones)}"
    yield f"   formulation la plus proche : « {match.question} »"
    yield f"   couvre {_percent(match.coverage)} du poids de la question ; avance sur le suivant : {match.lead:+.2f}".replace(
        ".", ","
    )
    words = [_of_word(likeness) for likeness in match.likenesses if likeness.weight >= LEAST_WEIGHT]
    if words:
        yield f"   mots : {' · '.join(words)}"


def _of_word(likeness: Likeness) -> str:
    weight = _percent(likeness.weight)
    if likeness.known is None:
        return f"{likeness.typed} (absent, {weight})"
    if likeness.known == likeness.typed:
        return f"{likeness.typed} ({weight})"
    return f"{likeness.typed} → {likeness.known} ({weight}, ressemblance {_percent(likeness.share)})"


def _why(match: Match, zones: Zones) -> str:
    if match.confidence is Confidence.SURE:
        return f"au moins {_percent(zones.sure_from)}, on répond"
    doubts = []
    if match.coverage < COVERED_WELL:
        doubts.append("des mots importants manquent à l'entrée")
    if match.lead < AHEAD:
        doubts.append(
            "une autre réponse est aussi proche" if match.lead >= 0 else "une autre réponse est plus proche"
        )
    reason = " et ".join(doubts) or "les indices sont faibles ensemble"
    if match.confidence is Confidence.UNSURE:
        return f"entre {_percent(zones.unsure_from)} et {_percent(zones.sure_from)}, on propose : {reason}"
    return f"moins de {_percent(zones.unsure_from)}, on se tait : {reason}"


def _percent(share: float) -> str:
    return f"{share * 100:.0f}\u202f%"
