"""一征: asking the residents, entering what they said, answering each, summing up."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from decisions import procedures
from decisions.actions.words import fit_for_the_board
from decisions.deadlines import SUM_UP
from decisions.models import Channel, Matter, Opinion
from decisions.selectors import facts
from decisions.states import ChannelKind, MatterState, Uptake
from jiedao.lib import clock, masking
from jiedao.lib.numerals import long_day
from jiedao.lib.numerals import short_day as cn_day
from jiedao.lib.refusals import refuse
from jiedao.people.models import User, UserKind
from jiedao.publications import actions as publications

# Longer than this is a slip of the pen, and would lock the matter.
LONGEST = timedelta(days=90)


@transaction.atomic
def consult(matter: Matter, *, by: User, on: date, until: date) -> Matter:
    """Ask the residents (征求意见, 第三十二条): the plan stands on the board until a day."""
    procedures.of(matter).demand(matter, "consult", by=by, on=on)
    edition = facts(matter).edition(on)
    # Entered late, residents still get the whole time: a notice nobody saw has asked nobody.
    begun = max(on, clock.today())
    least = begun + timedelta(days=edition.consultation.n)
    if until > begun + LONGEST:
        raise refuse(
            "matter.consultation_too_long",
            f"截止日期太远，最晚到{long_day(begun + LONGEST)}，请核对年份。",
            field="until",
        )
    if until < least:
        raise refuse(
            "matter.consultation_too_short",
            f"征求意见不少于{edition.consultation}，{cn_day(begun)}开始，最早到{long_day(least)}截止。",
            basis=edition.source("consultation"),
            field="until",
        )
    procedures.of(matter).take(
        matter,
        "consult",
        by=by,
        on=on,
        words=f"{by}就《{matter.dossier.title}》征求居民意见，{cn_day(until)}截止。",
        starts={SUM_UP.code: until},
        sets={"consulted_on": on, "consult_until": until},
    )
    Channel.objects.create(
        matter=matter,
        kind=ChannelKind.WEB,
        started_on=on,
        place="平台公开栏",
        entered_at=clock.now(),
        entered_by=by,
    )
    publications.set_public_state(
        matter.dossier,
        title=matter.dossier.title,
        stage=MatterState.CONSULTING.label,
        line=matter.summary,
        consult_until=until,
        consult_url=f"/consultations/{matter.dossier.number}/",
        by=by,
    )
    return matter


@transaction.atomic
def add_channel(matter: Matter, *, by: User, on: date, kind: str, place: str) -> Channel:
    """Enter one more way in which residents were asked (登记征求方式)."""
    label = ChannelKind(kind).label
    procedures.of(matter).take(
        matter, "add_channel", by=by, on=on, words=f"{by}登记征求方式：{label}，{place}。"
    )
    return Channel.objects.create(
        matter=matter,
        kind=kind,
        started_on=on,
        place=place,
        entered_at=clock.now(),
        entered_by=by,
    )


@transaction.atomic
def add_opinions(
    matter: Matter, *, by: User, on: date, channel: str, lines: Iterable[tuple[str, str]]
) -> list[Opinion]:
    """Enter what residents said at the door, by phone or on paper (登记居民意见).

    `lines` are (称呼, 意见); the ledger holds only how many, never who.
    """
    said = [(speaker, text) for speaker, text in lines if text]
    if not said:
        raise refuse("matter.no_opinion", "请至少写一条意见，一行一条。", field="lines")
    procedures.of(matter).take(
        matter,
        "add_opinions",
        by=by,
        on=on,
        words=f"{by}登记居民意见{len(said)}条（{ChannelKind(channel).label}）。",
    )
    # Who was asked by telephone was asked: the way counts from its first opinion.
    Channel.objects.get_or_create(
        matter=matter,
        kind=channel,
        defaults={
            "started_on": on,
            "place": "随居民意见登记",
            "entered_at": clock.now(),
            "entered_by": by,
        },
    )
    return _enter(matter, by=by, on=on, channel=channel, said=said)


@transaction.atomic
def say_opinion(matter: Matter, *, by: User, text: str, speaker: str = "") -> Opinion:
    """A resident says an opinion on the board (居民网上提意见), without an account."""
    on = clock.today()
    if matter.consult_until and on > matter.consult_until:
        raise refuse(
            "matter.consultation_over",
            f"这件事征求意见到{cn_day(matter.consult_until)}为止，已经截止。",
            hint="您可以打社区电话反映，或者在公示期内提出异议。",
        )
    procedures.of(matter).take(matter, "say_opinion", by=by, words="居民在网上提意见1条。")
    (opinion,) = _enter(matter, by=by, on=on, channel=ChannelKind.WEB, said=[(speaker, text)])
    return opinion


@transaction.atomic
def answer_opinion(
    matter: Matter, *, by: User, on: date, opinion: Opinion, uptake: str, reason: str
) -> Opinion:
    """Say whether an opinion is taken up, and why (采纳情况和理由)."""
    label = Uptake(uptake).label
    procedures.of(matter).take(
        matter, "answer_opinion", by=by, on=on, words=f"{by}办理第{opinion.number}号意见：{label}。"
    )
    opinion.uptake, opinion.reason = uptake, reason
    opinion.answered_at, opinion.answered_by = clock.now(), by
    opinion.save(update_fields=["uptake", "reason", "answered_at", "answered_by"])
    return opinion


@transaction.atomic
def sum_up(matter: Matter, *, by: User, on: date, summary: str) -> Matter:
    """Sum up what the residents said (汇总意见, 第三十二条)."""
    procedures.of(matter).take(
        matter,
        "sum_up",
        by=by,
        on=on,
        words=f"{by}汇总居民意见。",
        sets={"summed_up_on": on, "opinions_summary": summary},
    )
    fit_for_the_board(summary=summary)
    count = facts(matter).opinions
    publications.set_public_state(
        matter.dossier,
        title=matter.dossier.title,
        stage="意见已汇总",
        line=f"收到意见{count.total}条，采纳{count.adopted}条，部分采纳{count.partly}条，"
        f"不采纳{count.not_adopted}条。",
        by=by,
    )
    return matter


def _enter(
    matter: Matter, *, by: User, on: date, channel: str, said: list[tuple[str, str]]
) -> list[Opinion]:
    for speaker, text in said:
        found = masking.find_personal_data(f"{speaker} {text}")
        if found:
            excerpt = "、".join(dict.fromkeys(f"{one.kind}（{one.excerpt}）" for one in found))
            raise refuse(
                "matter.number_in_opinion",
                f"意见里有{excerpt}，请删去后再提交：平台不保存居民的号码和门牌。",
                field="lines" if by.kind == UserKind.STAFF else "text",
            )
    # The dossier is held, so the next number is ours alone.
    last = matter.opinions.aggregate(last=Max("number", default=0))["last"]
    return Opinion.objects.bulk_create(
        Opinion(
            matter=matter,
            number=last + place,
            channel=channel,
            said_on=on,
            speaker=speaker,
            text=text,
            entered_at=clock.now(),
            entered_by=by,
        )
        for place, (speaker, text) in enumerate(said, start=1)
    )
