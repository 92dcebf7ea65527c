"""Who may sit where: the conditions of the law on a community's bodies, each a sentence with its sum."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Q

from jiedao.lib import numerals
from jiedao.lib.refusals import Refusal, Refused, refuse
from jiedao.organisation.models import Body, Seat, Term, Unit
from jiedao.organisation.rosters import HEADS, POSITIONS
from jiedao.organisation.states import BodyKind, Position, UnitLevel
from jiedao.people.models import Kinship, Person
from jiedao.rulebooks.editions import Edition

NAMES = {
    UnitLevel.COMMUNITY: {
        BodyKind.PARTY_BRANCH: "党组织",
        BodyKind.COMMITTEE: "居民委员会",
        BodyKind.SUPERVISION: "居务监督委员会",
        BodyKind.REPRESENTATIVES: "居民代表",
    },
    UnitLevel.VILLAGE: {
        BodyKind.PARTY_BRANCH: "党组织",
        BodyKind.COMMITTEE: "村民委员会",
        BodyKind.SUPERVISION: "村务监督委员会",
        BodyKind.REPRESENTATIVES: "村民代表",
    },
}
FACING = {BodyKind.COMMITTEE: BodyKind.SUPERVISION, BodyKind.SUPERVISION: BodyKind.COMMITTEE}


def why_no_bodies(unit: Unit) -> Refusal | None:
    """A body stands in a community or a village, nowhere else."""
    if unit.level in NAMES:
        return None
    return Refusal(
        "organisation.level",
        f"社区组织设在社区或村，不设在{unit.get_level_display()}“{unit}”。",
    )


def word_for(unit: Unit, kind: str) -> str:
    """What a body is called in a community or a village: 居民委员会, 村民委员会."""
    return NAMES[UnitLevel(unit.level)][BodyKind(kind)]


def body_name(unit: Unit, kind: str) -> str:
    """The usual full name of a body: 体育社区居民委员会."""
    return f"{unit.short_name}{word_for(unit, kind)}"


def norm(unit: Unit, key: str) -> str:
    """The key of a number in the edition: a village has a statute of its own."""
    return f"village_{key}" if unit.level == UnitLevel.VILLAGE else key


def refuse_wrong_period(
    body: Body, number: int, begins_on: date, ends_on: date, edition: Edition
) -> None:
    """A term lies after the one before it and is no longer than the law allows."""
    if ends_on <= begins_on:
        raise refuse("organisation.term_ends", "届满日期要晚于开始日期，请核对。", field="ends_on")
    key = norm(body.unit, "term_years")
    years = getattr(edition, key)
    latest = _years_later(begins_on, years)
    if ends_on > latest:
        raise refuse(
            "organisation.term_too_long",
            f"每届任期{years}年，{numerals.long_day(begins_on)}开始的一届最晚到"
            f"{numerals.long_day(latest - timedelta(days=1))}届满。",
            arithmetic=f"{begins_on.year}年 ＋ {years}年 ＝ {latest.year}年",
            basis=edition.source(key),
            field="ends_on",
        )
    overlapping = Term.objects.filter(body=body, begins_on__lt=ends_on, ends_on__gt=begins_on)
    other = overlapping.first()
    if other:
        raise refuse(
            "organisation.term_overlaps",
            f"与第{other.number}届重叠（{numerals.long_day(other.begins_on)}至"
            f"{numerals.long_day(other.ends_on - timedelta(days=1))}），请核对开始日期。",
            field="begins_on",
        )
    if Term.objects.filter(body=body, number=number).exists():
        raise refuse(
            "organisation.term_number",
            f"{body}第{number}届已经登记过，请核对届次。",
            field="number",
        )


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def refuse_outside_term(term: Term, day: date, *, field: str) -> None:
    if not term.begins_on <= day < term.ends_on:
        raise refuse(
            "organisation.outside_term",
            f"{numerals.long_day(day)}不在第{term.number}届任期内（{numerals.long_day(term.begins_on)}至"
            f"{numerals.long_day(term.ends_on - timedelta(days=1))}），请核对日期。",
            field=field,
        )


def refuse_wrong_roster(
    body: Body, seats: Sequence[tuple[Person, str, str]], edition: Edition
) -> None:
    """The roster as a whole: nobody twice, one head, the number of members the law has."""
    seen: set[int] = set()
    for person, position, _ in seats:
        if person.pk in seen:
            raise refuse(
                "organisation.seat_twice",
                f"{person}在名单里出现了两次，请只留一行。",
                field="roster",
            )
        seen.add(person.pk)
        _refuse_position(body, position, field="roster")
    head = HEADS.get(body.kind)
    heads = [person for person, position, _ in seats if position == head]
    if head and len(heads) != 1:
        counted = (
            f"名单里有{len(heads)}人：{'、'.join(map(str, heads))}" if heads else "名单里一个也没有"
        )
        raise refuse(
            "organisation.one_head",
            f"{body}要有一名{head.label}，而且只能有一名，{counted}。",
            field="roster",
        )
    if not seats:
        raise refuse("organisation.empty_roster", "名单是空的，请写上当选的人。", field="roster")
    _refuse_size(body, len(seats), edition)


def _refuse_position(body: Body, position: str, *, field: str) -> None:
    if position not in POSITIONS[body.kind]:
        allowed = "、".join(str(one.label) for one in POSITIONS[body.kind])
        raise refuse(
            "organisation.position",
            f"{body}里没有“{Position(position).label}”，可以选{allowed}。",
            field=field,
        )


def _refuse_size(body: Body, count: int, edition: Edition) -> None:
    least, most = _bounds(body, edition)
    for key, bound, wrong in (
        (least, "不少于", least and count < getattr(edition, least)),
        (most, "不多于", most and count > getattr(edition, most)),
    ):
        if wrong:
            limit = getattr(edition, key)
            short = limit - count if count < limit else count - limit
            sign = f"{limit} － {count} ＝ {short}，还差{short}人"
            if count > limit:
                sign = f"{count} － {limit} ＝ {short}，多出{short}人"
            raise refuse(
                "organisation.size",
                f"{body}应{bound}{limit}人，名单有{count}人。",
                arithmetic=sign,
                basis=edition.source(key),
                field="roster",
            )


def _bounds(body: Body, edition: Edition) -> tuple[str, str]:
    if body.kind == BodyKind.COMMITTEE:
        return norm(body.unit, "committee_min"), norm(body.unit, "committee_max")
    return (
        (norm(body.unit, "supervision_min"), "") if body.kind == BodyKind.SUPERVISION else ("", "")
    )


def refuse_wrong_addition(
    body: Body, person: Person, position: str, sitting: Sequence[Seat], edition: Edition
) -> None:
    """One more person in a running term: not twice, no second head, no more than the law allows."""
    _refuse_position(body, position, field="position")
    for seat in sitting:
        if seat.person_id == person.pk:
            raise refuse(
                "organisation.seat_twice", f"{person}在本届已经有席位，不用再登记。", field="person"
            )
        if position == HEADS.get(body.kind) == seat.position:
            raise refuse(
                "organisation.one_head",
                f"{body}已有{seat.get_position_display()}{seat.person}，请先登记离任，再增补。",
                field="position",
            )
    key = norm(body.unit, "committee_max")
    if body.kind == BodyKind.COMMITTEE and len(sitting) + 1 > getattr(edition, key):
        most = getattr(edition, key)
        raise refuse(
            "organisation.size",
            f"{body}应不多于{most}人，现在已有{len(sitting)}人，不能再增补。",
            arithmetic=f"{len(sitting)} ＋ 1 ＝ {len(sitting) + 1}，超过{most}",
            basis=edition.source(key),
            field="person",
        )


def refuse_kin(
    body: Body,
    people: Sequence[Person],
    start: date,
    end: date,
    edition: Edition,
    *,
    field: str = "roster",
) -> None:
    """Committee and supervision committee are kept apart, and relatives within the committee too."""
    if body.kind not in FACING:
        return
    facing = FACING[BodyKind(body.kind)]
    opposite = _sitting_between(body.unit, facing, start, end)
    apart = edition.source(norm(body.unit, "supervision_kin_apart"))
    for person in people:
        if person.pk in opposite:
            raise refuse(
                "organisation.sits_opposite",
                f"{person}同期是{word_for(body.unit, facing)}成员，不能又任{body}成员。",
                basis=apart,
                field=field,
            )
    _refuse_relatives(body, people, opposite, word_for(body.unit, facing), apart, field)
    if body.kind == BodyKind.COMMITTEE:
        own = _sitting_between(body.unit, BodyKind.COMMITTEE, start, end)
        colleagues = own | {person.pk: person for person in people}
        basis = edition.source(norm(body.unit, "committee_kin_apart"))
        _refuse_relatives(body, people, colleagues, word_for(body.unit, body.kind), basis, field)


def _sitting_between(unit: Unit, kind: str, start: date, end: date) -> dict[int, Person]:
    seats = Seat.objects.of(unit, kind).filter(
        Q(left_on__isnull=True) | Q(left_on__gt=start),
        term__begins_on__lt=end,
        term__ends_on__gt=start,
        joined_on__lt=end,
    )
    return {seat.person_id: seat.person for seat in seats.select_related("person").order_by("id")}


def _refuse_relatives(
    body: Body,
    people: Sequence[Person],
    others: dict[int, Person],
    where: str,
    basis: str,
    field: str,
) -> None:
    mine = {person.pk: person for person in people}
    every = mine.keys() | others.keys()
    for kin in Kinship.objects.filter(one__in=every, other__in=every).order_by("id"):
        for one, other in ((kin.one_id, kin.other_id), (kin.other_id, kin.one_id)):
            if one in mine and other in others:
                raise _related(body, mine[one], others[other], where, kin.relation, basis, field)


def _related(
    body: Body, person: Person, other: Person, where: str, relation: str, basis: str, field: str
) -> Refused:
    return refuse(
        "organisation.near_relative",
        f"{person}与{where}成员{other}是近亲属（{relation}），不能任{body}成员。",
        basis=basis,
        field=field,
        hint=f"请另推人选；{other}不再任职后才可以登记。",
    )


def days_together(term: Term) -> Iterator[date]:
    """The days on which committee and representatives of a community first sit together."""
    pair = {BodyKind.COMMITTEE: BodyKind.REPRESENTATIVES}
    pair[BodyKind.REPRESENTATIVES] = BodyKind.COMMITTEE
    other = pair.get(BodyKind(term.body.kind))
    if other is None:
        return
    facing = Term.objects.filter(
        body__unit=term.body.unit_id,
        body__kind=other,
        begins_on__lt=term.ends_on,
        ends_on__gt=term.begins_on,
    )
    for begins_on in facing.order_by("begins_on").values_list("begins_on", flat=True):
        yield max(begins_on, term.begins_on)


def refuse_share(
    body: Body, day: date, edition: Edition, *, field: str, leaving: bool = False
) -> None:
    """Representatives are so many of the representatives' meeting; who is both counts once, as member."""
    if body.kind not in (BodyKind.COMMITTEE, BodyKind.REPRESENTATIVES):
        return
    unit = body.unit
    members = _people(Seat.objects.sitting(day).of(unit, BodyKind.COMMITTEE))
    chosen = _people(Seat.objects.sitting(day).of(unit, BodyKind.REPRESENTATIVES))
    if not members or not (chosen or leaving):
        return
    alone = chosen - members
    total = len(members | chosen)
    key = norm(unit, "representatives_share")
    share = getattr(edition, key)
    if share.met(len(alone), total):
        return
    word = word_for(unit, BodyKind.REPRESENTATIVES)
    both = len(chosen & members)
    counted = f"{word_for(unit, BodyKind.COMMITTEE)}成员{len(members)}人、{word}{len(alone)}人"
    if both:
        counted += f"（另有{both}人两样都是，按委员会成员算一次）"
    raise refuse(
        "organisation.representatives_share",
        f"{word}应占{word}会议组成人员的{share}：{counted}，共{total}人，达不到。",
        arithmetic=share.arithmetic(len(alone), total, counted=word, noun="人"),
        basis=edition.source(key),
        hint=f"请先登记补选的{word}，再登记离任。" if leaving else f"请增加{word}后再登记。",
        field=field,
    )


def _people(seats: Iterable[Seat]) -> set[int]:
    return {seat.person_id for seat in seats}
