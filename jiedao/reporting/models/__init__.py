"""The regime of papers: who reports in which street, its periods, the papers, what they leave open."""

from jiedao.reporting.models.filings import FiledFigure, Filing, Override, of_override
from jiedao.reporting.models.papers import Answer, Paper, PaperQuerySet, Point, Task
from jiedao.reporting.models.regime import Excuse, Period, Regime
from jiedao.reporting.models.reviews import Assignment, Mention
from jiedao.reporting.models.work_reports import FiledReport, FiledReportFigure, WorkOverride

__all__ = [
    "Answer",
    "Assignment",
    "Excuse",
    "FiledFigure",
    "FiledReport",
    "FiledReportFigure",
    "Filing",
    "Mention",
    "Override",
    "Paper",
    "PaperQuerySet",
    "Period",
    "Point",
    "Regime",
    "Task",
    "WorkOverride",
    "of_override",
]
