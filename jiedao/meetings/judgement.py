"""Whether a meeting counts: 应到 and 实到, quorum and majority, each with its sum and article.

Computed, never typed. The quotas come from the edition of the app's rulebook that is in force on
the day of the meeting. What recusal does to the bases is decided in
docs/adr/0005-recusal-and-the-base.md.
"""

from dataclasses import dataclass, field
from typing import Literal

from django.db.models import Count

from jiedao.lib.quotas import MoreThan, Quota
from jiedao.meetings.models import Ballot, Meeting
from jiedao.meetings.states import Base, MeetingKind
from jiedao.organisation.states import BodyKind

PRESENT: Literal["present"] = "present"
EXPECTED: Literal["expected"] = "expected"
INTERNAL = "内部规定"


@dataclass(frozen=True)
class Thresholds:
    """What a kind of meeting needs (法定人数和通过条件), as the edition of its day has it.

    `per_body`: every body that meets needs its own quorum (“两委”会议).
    """

    quorum: Quota
    passing: Quota
    base_of_pass: Literal["present", "expected"] = PRESENT
    article_quorum: str = INTERNAL
    article_pass: str = INTERNAL
    law: str = ""
    per_body: bool = False


@dataclass(frozen=True)
class Attendance:
    """Who was to come and who came (应到、实到), as far as quorum and majority count them.

    `recused` and `recused_present` are persons who do not vote; in a statutory meeting they are
    inside `expected` and `present`, in the community's own meetings they are outside of both.
    """

    expected: int
    present: int
    recused: int = 0
    recused_present: int = 0
    voters: int = 0
    by_body: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Shortfall:
    """Why a meeting may not decide, or did not pass: sentence, sum, article and what to do."""

    sentence: str
    arithmetic: str = ""
    basis: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Sum:
    """One line of arithmetic for the page and the minutes (算法)."""

    title: str
    words: str
    basis: str
    is_met: bool

    def __str__(self) -> str:
        return f"{self.title}：{self.words}。依据：{self.basis}。"


def attendance(meeting: Meeting) -> Attendance:
    """Count a meeting's roster in one query; a residents' meeting is held against its head count."""
    counted = (
        meeting.roster.order_by()
        .values_list("bodies", "recused", "present")
        .annotate(number=Count("id"))
    )
    groups = [
        (tuple(bodies), bool(recused), bool(present), int(number))
        for bodies, recused, present, number in counted
    ]
    recused = sum(number for _, out, _, number in groups if out)
    recused_present = sum(number for _, out, came, number in groups if out and came)
    voters = sum(number for _, out, came, number in groups if came and not out)
    counts = [group for group in groups if meeting.is_statutory or not group[1]]
    by_body = {
        kind: (
            sum(number for bodies, _, _, number in counts if kind in bodies),
            sum(number for bodies, _, came, number in counts if kind in bodies and came),
        )
        for kind in BodyKind.values
        if any(kind in bodies for bodies, *_ in groups)
    }
    present = sum(number for _, _, came, number in counts if came)
    expected = sum(number for *_, number in counts)
    if meeting.kind == MeetingKind.RESIDENTS:
        expected = head_count_of(meeting)
    return Attendance(expected, present, recused, recused_present, voters, by_body)


def head_count_of(meeting: Meeting) -> int:
    """应到 of a residents' meeting: adults or households of the head count frozen at the notice."""
    if meeting.head_count is None:
        return 0
    if meeting.base == Base.HOUSEHOLDS:
        return meeting.head_count.households
    return meeting.head_count.adults


def quorum_reason(
    meeting: Meeting, thresholds: Thresholds, *, seen: Attendance | None = None
) -> Shortfall | None:
    """None when enough came; otherwise 到会41人，应到63人，未达到三分之二以上（需42人）."""
    seen = seen or attendance(meeting)
    short = [line for line in _quorum_lines(meeting, thresholds, seen) if not line.is_met]
    if not short:
        return None
    return Shortfall(
        sentence="；".join(line.sentence for line in short),
        arithmetic="；".join(line.words for line in short),
        basis=_basis(thresholds.law, thresholds.article_quorum),
        hint="人数不够不能表决，请登记流会，补发通知后再开一次。",
    )


def passing_reason(
    meeting: Meeting,
    thresholds: Thresholds,
    *,
    ballot: Ballot | None = None,
    seen: Attendance | None = None,
) -> Shortfall | None:
    """None when it passed; otherwise 赞成20票，到会45人，未过半数（需23票）."""
    ballot = ballot or ballot_of(meeting)
    basis = _basis(thresholds.law, thresholds.article_pass)
    if ballot is None:
        return Shortfall(
            "还没有登记表决票数", basis=basis, hint="请照着计票单登记赞成、反对、弃权和废票。"
        )
    line = _passing_line(meeting, thresholds, seen or attendance(meeting), ballot.in_favour)
    if line.is_met:
        return None
    return Shortfall(
        sentence=line.sentence,
        arithmetic=line.words,
        basis=basis,
        hint="没有通过，请修改方案后重新提请表决，或者登记未通过。",
    )


def sums(
    meeting: Meeting,
    thresholds: Thresholds,
    *,
    ballot: Ballot | None = None,
    seen: Attendance | None = None,
) -> list[Sum]:
    """Every sum a meeting is judged by, to be printed in the minutes and shown on its page."""
    seen = seen or attendance(meeting)
    lines = _quorum_lines(meeting, thresholds, seen)
    ballot = ballot or ballot_of(meeting)
    if ballot is not None:
        lines.append(_passing_line(meeting, thresholds, seen, ballot.in_favour))
    return [Sum(line.title, line.words, line.basis, line.is_met) for line in lines]


def heads_needed(meeting: Meeting, thresholds: Thresholds, seen: Attendance) -> int:
    """How many must come, for the sign-in page; 0 when each body is counted by itself."""
    if thresholds.per_body and len(seen.by_body) > 1:
        return 0
    return thresholds.quorum.needed(seen.expected)


def passing_rule(meeting: Meeting, thresholds: Thresholds, seen: Attendance) -> str:
    """What it takes to pass, before the votes are entered: 到会45人过半数，45 ÷ 2 ＝ 22.5，需23票."""
    quota = thresholds.passing
    by_present = thresholds.base_of_pass == PRESENT
    base = seen.present if by_present else seen.expected
    # The sum for exactly enough votes, without its last piece (23 ≥ 23).
    share = quota.arithmetic(quota.needed(base), base, noun="票").rpartition("，")[0]
    needed = f"需{quota.needed(base)}票"
    if not share.endswith(needed):
        share = f"{share}，{needed}" if share else needed
    basis = _basis(thresholds.law, thresholds.article_pass)
    return f"{'到会' if by_present else '应到'}{base}{meeting.noun}，赞成须{quota}：{share}。依据：{basis}。"


def ballot_of(meeting: Meeting) -> Ballot | None:
    """The counting sheet of a meeting, if votes were counted."""
    return getattr(meeting, "ballot", None)


@dataclass(frozen=True)
class _Line:
    title: str
    sentence: str
    words: str
    basis: str
    is_met: bool


def _quorum_lines(meeting: Meeting, thresholds: Thresholds, seen: Attendance) -> list[_Line]:
    if thresholds.quorum.n == 0:
        return []  # an edition that asks for nobody in particular has no sum to show
    if not thresholds.per_body or not seen.by_body:
        counted = [("", seen.expected, seen.present)]
    else:
        counted = [
            (str(BodyKind(kind).label), expected, present)
            for kind, (expected, present) in seen.by_body.items()
        ]
    return [
        _quorum_line(meeting, thresholds, body, expected, present)
        for body, expected, present in counted
    ]


def _quorum_line(
    meeting: Meeting, thresholds: Thresholds, body: str, expected: int, present: int
) -> _Line:
    quota, noun = thresholds.quorum, meeting.noun
    met = quota.met(present, expected)
    facts = f"{body}到会{present}{noun}，应到{expected}{noun}"
    needed = quota.needed(expected)
    sentence = f"{facts}，{'达到' if met else _missed(quota)}{quota}（需{needed}{noun}）"
    words = quota.arithmetic(present, expected, counted=f"{body}到会", noun=noun)
    title = f"{body}到会人数" if body else "到会人数"
    if met:
        words = f"{facts}，需{quota}：{words}"
    return _Line(title, sentence, words, _basis(thresholds.law, thresholds.article_quorum), met)


def _passing_line(
    meeting: Meeting, thresholds: Thresholds, seen: Attendance, in_favour: int
) -> _Line:
    quota, noun = thresholds.passing, meeting.noun
    by_present = thresholds.base_of_pass == PRESENT
    base = seen.present if by_present else seen.expected
    met = quota.met(in_favour, base)
    facts = f"赞成{in_favour}票，{'到会' if by_present else '应到'}{base}{noun}"
    needed = quota.needed(base)
    sentence = f"{facts}，{'达到' if met else _missed(quota)}{quota}（需{needed}票）"
    words = quota.arithmetic(in_favour, base, counted="赞成", noun="票")
    if met:
        words = f"{facts}，需{quota}：{words}"
    basis = _basis(thresholds.law, thresholds.article_pass)
    return _Line("赞成票数", sentence, words, basis, met)


def _missed(quota: Quota) -> str:
    """未过半数, 未超过三分之二, 未达到三分之二以上: the phrase already carries its verb or not."""
    return "未" if isinstance(quota, MoreThan) else "未达到"


def _basis(law: str, article: str) -> str:
    if article == INTERNAL:
        return INTERNAL
    return f"{law}{article}"
