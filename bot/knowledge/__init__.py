"""What we know: an FAQ folder, read, checked and frozen."""

from .draft import expanded, items_of
from .entry import Claims, Courtesy, Entry, Knowledge, Refusal, Source, Topic, Voice
from .loading import Inspection, inspect, load
from .problem import KnowledgeError, Problem, count_of, summary
from .typography import typeset
from .wording import fold, fold_lines
from .yaml_source import Piece, read

__all__ = [
    "Claims",
    "Courtesy",
    "Entry",
    "Inspection",
    "Knowledge",
    "KnowledgeError",
    "Piece",
    "Problem",
    "Refusal",
    "Source",
    "Topic",
    "Voice",
    "count_of",
    "expanded",
    "fold",
    "fold_lines",
    "inspect",
    "items_of",
    "load",
    "read",
    "summary",
    "typeset",
]
