"""How well we do: cases as editors write them, and a report."""

from .cases import Case, read_cases
from .report import Report, Row, Verdict, evaluate, judge

__all__ = ["Case", "Report", "Row", "Verdict", "evaluate", "judge", "read_cases"]
