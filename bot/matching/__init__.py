"""What they mean: from a typed question, however it is spelt, to the entries it may be about."""

from .cache import groundwork_of
from .completion import Completed, Completion
from .explaining import explain
from .french import asks, is_furniture, plain, stem, with_digits, words
from .match import Confidence, Likeness, Match
from .matcher import Findings, Matcher, Zones

__all__ = [
    "Completed",
    "Completion",
    "Confidence",
    "Findings",
    "Likeness",
    "Match",
    "Matcher",
    "Zones",
    "asks",
    "explain",
    "groundwork_of",
    "is_furniture",
    "plain",
    "stem",
    "with_digits",
    "words",
]
