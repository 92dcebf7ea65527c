"""The clock of a publication (公示期): when it ends, how that was computed, what it is called now."""

from dataclasses import dataclass
from datetime import date, timedelta

from jiedao.lib.numerals import long_day, short_day
from jiedao.publications.models import Publication

NOT_POSTED = "待张贴：纸质公示张贴并拍照后起算"


@dataclass(frozen=True)
class Clock:
    """What a page says of the time left: large words, until when, how computed, kind of chip."""

    big: str
    line: str
    muted: str
    kind: str


def words(publication: Publication) -> str:
    """11月16日张贴，次日起算，到12月1日24:00满."""
    posted, ends = _days(publication)
    ends_words = short_day(ends) if ends.year == posted.year else long_day(ends)
    return f"{_said(publication)}{_hung(publication)}，次日起算，到{ends_words}24:00满"


def _said(publication: Publication) -> str:
    posted, ends = _days(publication)
    return short_day(posted) if ends.year == posted.year else long_day(posted)


def _hung(publication: Publication) -> str:
    return "重新张贴" if publication.restarted_on else "张贴"


def earliest_removal(publication: Publication) -> date:
    """The first day the paper may be taken down (最早揭下日): the day after the last one."""
    return _days(publication)[1] + timedelta(days=1)


def must_hang_words(publication: Publication) -> str:
    """Why it must still hang: 公示要满15日：…；最早12月2日可以揭下。"""
    earliest, posted = earliest_removal(publication), _days(publication)[0]
    earliest_words = short_day(earliest) if earliest.year == posted.year else long_day(earliest)
    return f"公示要满{publication.min_days}日：{words(publication)}；最早{earliest_words}可以揭下。"


def clock_on(publication: Publication, today: date) -> Clock:
    """The time left of a publication on a day, as the page shows it (还剩几天)."""
    if publication.superseded_as:
        fate = str(publication.get_superseded_as_display())
        return Clock(fate, f"这份公示{fate}，不再作为依据。", "请看后来的公示。", "over")
    if publication.struck_as:
        struck = str(publication.get_struck_as_display())
        day = long_day(publication.struck_on) if publication.struck_on else ""
        return Clock("不再有效", f"{day}{struck}，不再作为依据。", "", "over")
    if publication.posted_on is None or publication.ends_on is None:
        return Clock(
            "待张贴",
            "纸质公示张贴并拍照后起算",
            f"公示期{publication.min_days}日。依据：{publication.basis}。",
            "soon",
        )
    left = (publication.ends_on - today).days
    how = f"{_said(publication)}{_hung(publication)}，次日起算，满{publication.min_days}日。依据：{publication.basis}。"
    until = f"{long_day(publication.ends_on)}24:00"
    if left < 0:
        return Clock("公示期已满", f"公示到{until}为止。", how, "over")
    return Clock(
        f"还剩{left}天" if left else "今天截止", f"公示到{until}。", how, "ok" if left else "soon"
    )


def _days(publication: Publication) -> tuple[date, date]:
    if publication.runs_from is None or publication.ends_on is None:
        raise ValueError("公示还没有登记张贴，公示期还没有起算。")
    return publication.runs_from, publication.ends_on
