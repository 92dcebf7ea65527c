"""What is asked of an owner vote: who took part and how many agreed, by area and by heads.

Areas are counted in hundredths of a square metre, so that no rounding decides.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from decisions.catalogue import SPECIAL
from decisions.models import Matter, OwnerVote
from decisions.rules import OWNERS
from jiedao.lib.numerals import long_day
from jiedao.lib.quotas import MoreThan, Quota
from jiedao.procedures.rows import Reason
from jiedao.rulebooks.editions import Edition

HUNDREDTHS = 100


@dataclass(frozen=True)
class Tally:
    """One sum of the vote (算法): what was reached, of what, how much was needed."""

    title: str
    said: str
    basis: str
    is_met: bool

    @property
    def words(self) -> str:
        """The sum as a sentence of its own; beside its title only what is `said`."""
        return f"{self.title}{self.said}"


def current_vote(matter: Matter) -> OwnerVote | None:
    """The newest owner vote of a matter, read once."""
    kept = matter.__dict__.setdefault("_owner_votes", None)
    if kept is None:
        kept = matter.__dict__["_owner_votes"] = list(matter.owner_votes.all())
    return kept[0] if kept else None


@dataclass(frozen=True)
class Shown:
    """An owner vote as the page of its matter shows it, with its sums once it is counted."""

    vote: OwnerVote
    tallies: list[Tally]


def shown(matter: Matter) -> Shown | None:
    """The newest owner vote with its sums, or None."""
    vote = current_vote(matter)
    if vote is None:
        return None
    counted = vote.counted_on is not None
    return Shown(vote, [*participation(vote), *agreement(matter, vote)] if counted else [])


def edition_of(vote: OwnerVote) -> Edition:
    """The owners' law of the day the vote began."""
    return OWNERS.on(vote.begun_on)


def passing_key(matter: Matter) -> str:
    """Which majority the kind of matter takes."""
    return "owners_special" if matter.matter_type.owners_item == SPECIAL else "owners_ordinary"


def participation(vote: OwnerVote) -> list[Tally]:
    """Who took part, by area and by heads, against the total."""
    edition = edition_of(vote)
    quota, source = edition.owners_present, edition.source("owners_present")
    return [
        _area("参与表决的面积", vote.present_area, vote.total_area, "总面积", quota, source),
        _heads("参与表决的人数", vote.present_heads, vote.total_heads, "总人数", quota, source),
    ]


def agreement(matter: Matter, vote: OwnerVote) -> list[Tally]:
    """How many agreed, by area and by heads, of those who took part."""
    edition, key = edition_of(vote), passing_key(matter)
    quota, source = getattr(edition, key), edition.source(key)
    base = "参与表决的"
    return [
        _area("同意的面积", vote.for_area, vote.present_area, f"{base}面积", quota, source),
        _heads("同意的人数", vote.for_heads, vote.present_heads, f"{base}人数", quota, source),
    ]


def _area(title: str, reached: Decimal, of: Decimal, base: str, quota: Quota, source: str) -> Tally:
    needed = quota.needed(_whole(of))
    met = quota.met(_whole(reached), _whole(of))
    return _tally(title, f"{reached:,.2f}", f"{of:,.2f}", base, "平方米", quota, source, met,
                  f"{Decimal(needed) / HUNDREDTHS:,.2f}")  # fmt: skip


def _heads(title: str, reached: int, of: int, base: str, quota: Quota, source: str) -> Tally:
    met = quota.met(reached, of)
    return _tally(title, str(reached), str(of), base, "人", quota, source, met,
                  str(quota.needed(of)))  # fmt: skip


def _tally(
    title: str,
    reached: str,
    of: str,
    base: str,
    noun: str,
    quota: Quota,
    source: str,
    met: bool,
    needed: str,
) -> Tally:
    missed = "未" if isinstance(quota, MoreThan) else "未达到"
    verdict = "达到" if met else missed
    said = (
        f"{reached}{noun}，{base}{of}{noun}，{verdict}{quota}（{base} × "
        f"{quota.n} ÷ {quota.d}，需{needed}{noun}）"
    )
    return Tally(title, said, source, met)


def _whole(area: Decimal) -> int:
    return int(area * HUNDREDTHS)


# --- conditions -----------------------------------------------------------------------------------


def vote_is_over(matter: Matter, on: date) -> Reason | None:
    """业主表决已经截止"""
    vote = current_vote(matter)
    if vote is None:
        return Reason("业主表决还没有开始。", hint="请先办理“开始业主表决”。")
    if on > vote.until:
        return None
    return Reason(
        f"业主表决到{long_day(vote.until)}24:00截止，还没有结束，不能计票。",
        hint="截止的次日起可以计票。",
    )


def vote_is_not_counted(matter: Matter, on: date) -> Reason | None:
    """业主表决还没有计票"""
    vote = current_vote(matter)
    if vote is None or vote.counted_on is None:
        return None
    return Reason(f"{long_day(vote.counted_on)}已经登记业主表决结果，不能再改。")


def vote_is_counted(matter: Matter, on: date) -> Reason | None:
    """业主表决已经计票"""
    vote = current_vote(matter)
    if vote is not None and vote.counted_on is not None:
        return None
    return Reason("业主表决还没有计票。", hint="请先办理“登记业主表决结果”。")


def enough_owners_took_part(matter: Matter, on: date) -> Reason | None:
    """参与表决的业主达到法定比例"""
    vote = current_vote(matter)
    assert vote
    return _reason(participation(vote))


def enough_owners_agreed(matter: Matter, on: date) -> Reason | None:
    """同意的业主达到法定比例"""
    vote = current_vote(matter)
    assert vote
    return _reason(agreement(matter, vote))


def too_few_owners(matter: Matter, on: date) -> Reason | None:
    """参与或者同意的业主没有达到法定比例"""
    if enough_owners_took_part(matter, on) or enough_owners_agreed(matter, on):
        return None
    return Reason(
        "参与和同意的业主都已达到法定比例，不能登记为未通过。", hint="请办理“业主表决通过”。"
    )


def _reason(tallies: list[Tally]) -> Reason | None:
    short = [tally for tally in tallies if not tally.is_met]
    if not short:
        return None
    return Reason(
        f"{'；'.join(tally.words for tally in short)}。",
        basis=short[0].basis,
        hint="没有达到法定比例，请登记“业主表决未通过”。",
    )
