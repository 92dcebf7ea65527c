"""Who owes each paper and by which day (报送单位和时间): the office's own settings, with their defaults."""

from dataclasses import dataclass

from jiedao.reporting.states import PaperKind, PartyKind
from jiedao.workdays.spans import WEEKDAYS, WeekEnd

LAST_OF_WEEK = 0  # no weekday of the office's own: the last working day of the week
MONTH_END = 31
# Every month has these; the 29th and 30th are not in every one.
DAYS_OF_MONTH = (*range(1, 29), MONTH_END)
APART = 7  # days between two half-month papers, at least
MOST_REVIEW_DAYS = 15
WEEKLY_BY = (PartyKind.COMMUNITY, PartyKind.DEPARTMENT, PartyKind.GROUP)
HALF_BY = (PartyKind.GROUP,)


@dataclass(frozen=True)
class Terms:
    """What holds for the periods that open from now on; those already open keep what they had.

    The review is always the leading group's own: of it only the day can be set.
    """

    weekly_by: tuple[str, ...] = WEEKLY_BY
    half_by: tuple[str, ...] = HALF_BY
    weekly_day: int = LAST_OF_WEEK
    half_days: tuple[int, ...] = (15, MONTH_END)
    review_days: int = 5

    def by(self, kind: str) -> tuple[str, ...]:
        """Which kinds of parties owe a paper of a kind."""
        return {PaperKind.WEEKLY: self.weekly_by, PaperKind.HALF: self.half_by}.get(
            PaperKind(kind), ()
        )

    def wrong(self, kinds: list[str]) -> tuple[str, str] | None:
        """The first setting that makes no sense, and why; None when all can be kept."""
        for kind, field, by in (
            (PaperKind.WEEKLY, "weekly_by", self.weekly_by),
            (PaperKind.HALF, "half_by", self.half_by),
        ):
            if kind in kinds and not by:
                return field, (
                    f"{kind.label}没有选由谁报，请至少选一种。"
                    f"不要这类汇报的，在“要报的”里去掉“{kind.label}”，停用这类汇报。"
                )
            if not set(by) <= set(PartyKind.values):
                return field, "没有这种报送单位，请从列表里选择。"
        if self.weekly_day not in (LAST_OF_WEEK, *WEEKDAYS):
            return "weekly_day", "每周汇报的日子请在周一到周五里选择，或者选当周最后一个工作日。"
        return self._wrong_days()

    def _wrong_days(self) -> tuple[str, str] | None:
        for field, day in zip(("first_day", "second_day"), self.half_days, strict=True):
            if day not in DAYS_OF_MONTH:
                return field, f"不是每个月都有{day}日，请在1日到28日之间选择，或者选月末。"
        first, second = self.half_days
        if second - first < APART or first + 28 - min(second, 28) < APART:
            return "second_day", f"两次半月小结之间至少要隔{APART}天，第二次在后，请重新选择。"
        if not 1 <= self.review_days <= MOST_REVIEW_DAYS:
            return "review_days", f"要在第1到第{MOST_REVIEW_DAYS}个工作日之间，请重新填写。"
        return None

    def in_words(self, kind: str, hour: int) -> str:
        """Who hands what in to whom, and by when: 社区、科室每周四17:00前报分管领导。"""
        parties = "、".join(str(one.label) for one in PartyKind if one in self.by(kind))
        until = f"{hour}:00前"
        if kind == PaperKind.REVIEW:
            return (
                f"领导小组每月第{self.review_days}个工作日{until}印发对上个月的讲评，全街道都能看。"
            )
        if kind == PaperKind.HALF:
            days = "、".join(day_of_month(day) for day in self.half_days)
            return f"{parties}每月{days}{until}报领导小组，遇休息日顺延到下一个工作日。"
        if not self.weekly_day:
            return f"{parties}每周最后一个工作日{until}报分管领导。"
        name = WEEKDAYS[self.weekly_day]
        return (
            f"{parties}每{name}{until}报分管领导；{name}不上班的，改到当周最后一个工作日。"
            f"写的是上一期之后到这个{name}的工作。"
        )

    @property
    def week_end(self) -> WeekEnd:
        """How long the weekly paper has."""
        return WeekEnd(self.weekly_day)


DEFAULTS = Terms()


def day_of_month(day: int) -> str:
    """15日, or 月末."""
    return "月末" if day == MONTH_END else f"{day}日"
