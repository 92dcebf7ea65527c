"""Lengths of time as rules say them: 15日 and 5个工作日 are different types, never a bare number."""

from dataclasses import dataclass

from jiedao.lib import numerals


@dataclass(frozen=True, order=True)
class Days:
    """Calendar days (日), the day it starts not counted.

    `shifts` is for a limit within which something must be done: when its last day is a rest day it
    ends on the next working day (民法典第二百零三条). A public period (公示) does not shift.
    """

    n: int
    shifts: bool = False

    def __post_init__(self) -> None:
        numerals.whole(self.n, "日数")

    def __str__(self) -> str:
        return f"{self.n}日"


@dataclass(frozen=True, order=True)
class WorkingDays:
    """Working days (工作日) by the office's calendar, make-up days (调休上班) included."""

    n: int

    def __post_init__(self) -> None:
        numerals.whole(self.n, "工作日数")

    def __str__(self) -> str:
        return f"{self.n}个工作日"


WEEKDAYS = {1: "周一", 2: "周二", 3: "周三", 4: "周四", 5: "周五"}


@dataclass(frozen=True)
class WeekEnd:
    """Until the last working day of the week (本周最后一个工作日); a make-up weekend belongs to its week.

    With a `weekday` (1 is Monday) until that day, or the last working day where it is not worked.
    """

    weekday: int = 0

    def __str__(self) -> str:
        if not self.weekday:
            return "当周最后一个工作日"
        return f"{WEEKDAYS[self.weekday]}，不上班的改到当周最后一个工作日"


Span = Days | WorkingDays | WeekEnd


def code_of(span: Span) -> str:
    """A span that rests on the working calendar in a few letters (w5, s15, e, e4); "" for others."""
    if isinstance(span, WeekEnd):
        return f"e{span.weekday or ''}"
    if isinstance(span, WorkingDays):
        return f"w{span.n}"
    return f"s{span.n}" if span.shifts else ""


def span_of(code: str) -> Span:
    """The span such letters stand for."""
    if code[0] == "e":
        return WeekEnd(int(code[1:] or 0))
    number = int(code[1:])
    return WorkingDays(number) if code[0] == "w" else Days(number, shifts=True)
