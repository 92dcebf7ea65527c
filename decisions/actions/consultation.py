"""一征: asking the residents, entering what they said, answering each, summing up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from decisions import procedures
from decisions.actions.words import fit_for_the_board
from decisions.deadlines import SUM_UP
from decisions.models import Channel, Matter, Opinion, OpinionCorrection
from decisions.receipts import OPINION
from decisions.selectors import facts
from decisions.states import ChannelKind, MatterState, Uptake
from jiedao.lib import clock, masking
from jiedao.lib.numerals import long_day
from jiedao.lib.numerals import short_day as cn_day
from jiedao.lib.refusals import refuse
from jiedao.people.models import User, UserKind
from jiedao.personal import sealing
from jiedao.publications import actions as publications
from jiedao.receipts import actions as receipts

# Longer than this is a slip of the pen, and would lock the matter.
LONGEST = timedelta(days=90)


@dataclass(frozen=True)
class Spoken:
    """An opinion as it was entered, and the code on its receipt: known here once and never again."""

    opinion: Opinion
    code: str


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
    procedures.of(matter).demand(matter, "add_channel", by=by, on=on)
    label = ChannelKind(kind).label
    fit_for_the_board(place=place)
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
    procedures.of(matter).demand(matter, "add_opinions", by=by, on=on)
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
    _asked_this_way(matter, channel, by=by, on=on)
    return _enter(
        matter,
        [
            Opinion(channel=channel, said_on=on, speaker=speaker, text=text)
            for speaker, text in said
        ],
        by=by,
        field="lines",
    )


@transaction.atomic(savepoint=False)  # refused, whatever it is part of is undone with it
def say_opinion(
    matter: Matter, *, by: User, text: str, speaker: str = "", phone: str = ""
) -> Spoken:
    """A resident says an opinion on the board (居民网上提意见), without an account."""
    on = clock.today()
    _not_over(matter, on, hint="您可以打社区电话反映，或者在公示期内提出异议。")
    procedures.of(matter).take(matter, "say_opinion", by=by, words="居民在网上提意见1条。")
    said = Opinion(channel=ChannelKind.WEB, said_on=on, speaker=speaker, phone=phone, text=text)
    return _with_receipt(matter, said, by=by)


@transaction.atomic
def enter_opinion(
    matter: Matter,
    *,
    by: User,
    on: date,
    channel: str,
    text: str,
    speaker: str = "",
    phone: str = "",
) -> Spoken:
    """Enter what a resident said at the window or by telephone, once it was read back (代录).

    It counts like what a resident types; it stays marked with who entered it and by which way.
    """
    _not_over(matter, on, hint="收到的日期填错的，请改成居民实际说的那天。")
    procedures.of(matter).take(
        matter,
        "enter_opinion",
        by=by,
        on=on,
        words=f"{by}代录居民意见1条（{ChannelKind(channel).label}），已念给本人核对。",
    )
    _asked_this_way(matter, channel, by=by, on=on)
    said = Opinion(
        channel=channel, said_on=on, speaker=speaker, phone=phone, text=text, is_read_back=True
    )
    return _with_receipt(matter, said, by=by)


@transaction.atomic
def correct_opinion(
    matter: Matter, *, by: User, on: date, opinion: Opinion, text: str, speaker: str, reason: str
) -> Opinion:
    """Put right what was typed wrongly (更正意见登记); what a resident typed is his own word."""
    procedures.of(matter).take(
        matter,
        "correct_opinion",
        by=by,
        on=on,
        words=f"{by}更正第{opinion.number}号意见的登记差错：{reason}。",
    )
    if opinion.entered_by.kind != UserKind.STAFF:
        raise refuse(
            "matter.residents_own_words",
            f"第{opinion.number}号意见是居民自己在网上写的，不能改。居民要补充的，请再登记一条。",
        )
    if (opinion.speaker, opinion.text) == (speaker, text):
        raise refuse("matter.nothing_corrected", "称呼和意见都没有改动，不用更正。", field="text")
    _without_numbers(speaker, text)
    fit_for_the_board(reason=reason)
    OpinionCorrection.objects.create(
        opinion=opinion,
        reason=reason,
        old_digest=sealing.hash_of("opinion", f"{opinion.speaker}\n{opinion.text}"),
        corrected_at=clock.now(),
        corrected_by=by,
    )
    opinion.speaker, opinion.text = speaker, text
    opinion.save(update_fields=["speaker", "text"])
    return opinion


@transaction.atomic
def answer_opinion(
    matter: Matter,
    *,
    by: User,
    on: date,
    opinion: Opinion,
    uptake: str,
    reason: str,
    gist: str = "",
) -> Opinion:
    """Say whether an opinion is taken up, and why (采纳情况和理由)."""
    label = Uptake(uptake).label
    procedures.of(matter).take(
        matter, "answer_opinion", by=by, on=on, words=f"{by}办理第{opinion.number}号意见：{label}。"
    )
    fit_for_the_board(reason=reason, gist=gist)
    opinion.uptake, opinion.reason, opinion.gist = uptake, reason, gist
    opinion.answered_at, opinion.answered_by = clock.now(), by
    opinion.save(update_fields=["uptake", "reason", "gist", "answered_at", "answered_by"])
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


def _not_over(matter: Matter, on: date, *, hint: str) -> None:
    if matter.consult_until and on > matter.consult_until:
        raise refuse(
            "matter.consultation_over",
            f"这件事征求意见到{cn_day(matter.consult_until)}为止，已经截止。",
            hint=hint,
            field="on",
        )


def _asked_this_way(matter: Matter, channel: str, *, by: User, on: date) -> None:
    """Who was asked by telephone was asked: the way counts from its first opinion."""
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


def _with_receipt(matter: Matter, said: Opinion, *, by: User) -> Spoken:
    _brought(matter, [said], by=by, field="text")
    numbered = {"number": "number", "within": "matter"}
    return Spoken(*receipts.enter(said, OPINION, dossier=matter.dossier, by=by, **numbered))


def _enter(matter: Matter, said: list[Opinion], *, by: User, field: str) -> list[Opinion]:
    _brought(matter, said, by=by, field=field)
    # The dossier is held, so the next numbers are ours alone.
    last = Opinion.objects.filter(matter=matter).aggregate(last=Max("number", default=0))["last"]
    for number, opinion in enumerate(said, start=last + 1):
        opinion.number = number
    return Opinion.objects.bulk_create(said)


def _brought(matter: Matter, said: list[Opinion], *, by: User, field: str) -> None:
    """Nobody's numbers are in it; to which matter it was said, when it was entered and by whom."""
    for opinion in said:
        _without_numbers(opinion.speaker, opinion.text, field=field)
        opinion.matter, opinion.entered_at, opinion.entered_by = matter, clock.now(), by


def _without_numbers(speaker: str, text: str, *, field: str = "text") -> None:
    """What a resident said holds no numbers; a telephone number has a box of its own, sealed."""
    masking.demand_keepable("opinion", speaker, text, field=field)
