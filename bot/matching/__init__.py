"""What they mean: from a typed question, however it is spelt, to the entries it may be about."""

from .match import Confidence, Likeness, Match
from .matcher import Matcher, Settings

__all__ = ["Confidence", "Likeness", "Match", "Matcher", "Settings"]
