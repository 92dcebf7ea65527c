"""Setting a stricter number of the office's own, and ending it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from jiedao.ledger import actions as ledger
from jiedao.ledger.acts import declare
from jiedao.ledger.chains import Chained
from jiedao.lib import clock, numerals
from jiedao.lib.refusals import Refusal, Refused, refuse
from jiedao.people.models import User
from jiedao.rulebooks import editions, values
from jiedao.rulebooks.editions import MORE, Edition, Rule
from jiedao.rulebooks.models import LocalRule, LocalScheme

SET_LOCAL = declare("rules.set_local", "设定本地从严规定")
REGISTER_SCHEME = declare("rules.register_scheme", "登记本地实施方案")
END_SCHEME = declare("rules.end_scheme", "停止本地实施方案")
END_LOCAL = declare("rules.end_local", "停止本地从严规定")


class WeakerThanLaw(Refused, ValueError):
    """A local value that asks less than the law does; it reaches the person as any refusal."""


@transaction.atomic
def set_local_rule(
    unit: Chained,
    *,
    book: str,
    key: str,
    value: Any,
    in_force: date,
    by: User,
    document: str = "",
    document_on: date | None = None,
    document_number: str = "",
    until: date | None = None,
    scheme: LocalScheme | None = None,
) -> LocalRule:
    """A unit sets a stricter number for itself and all beneath it (设定本地从严规定).

    For the whole office the unit is its root. What the same unit had set before ends that day.
    It rests on a registered scheme, or on a document that is registered with it.
    """
    if scheme:
        _within(scheme, unit, in_force)
        document, document_number = scheme.title, scheme.number
        document_on, until = scheme.issued_on, until or scheme.until
    edition = editions.find(book).on(in_force)
    _refuse_wrong(edition, key, value)
    _refuse_wrong_dates(in_force, until, document, document_on)
    assert document_on  # _refuse_wrong_dates has asked for it
    ended = _make_room(unit, book, key, in_force, until)
    rule = LocalRule.objects.create(
        unit_id=unit.pk,
        book=book,
        key=key,
        value_json=values.encode(value),
        scheme=scheme or _scheme_of(unit, document, document_number, document_on, in_force, by),
        in_force=in_force,
        until=until,
        document=document.strip(),
        document_number=document_number.strip(),
        document_on=document_on,
        set_at=clock.now(),
        set_by=by,
    )
    _record_set(unit, rule, edition, value, ended=ended)
    return rule


@transaction.atomic
def end_local_rule(rule: LocalRule, *, on: date, by: User) -> LocalRule:
    """A local rule stops applying from a day on (停止本地从严规定); the law's number stands again."""
    ended = LocalRule.objects.filter(
        Q(until__isnull=True) | Q(until__gt=on), pk=rule.pk, in_force__lt=on
    ).update(until=on)
    if not ended:
        raise refuse(
            "rules.already_ended",
            "停止日期要晚于施行日期、早于已定的停止日期，请核对这条规定现在的起止日期。",
        )
    rule.refresh_from_db()
    edition = editions.find(rule.book).on(rule.in_force)
    ledger.record(
        rule.unit,
        act=END_LOCAL,
        by=by,
        words=f"“{edition.name(rule.key)}”的本地规定（{rule.document_words}）自{numerals.long_day(on)}起停止。",
        data={"rule": rule.pk},
    )
    return rule


@transaction.atomic
def register_scheme(
    unit: Chained,
    *,
    by: User,
    title: str,
    issuer: str,
    issued_on: date,
    in_force: date,
    number: str = "",
    until: date | None = None,
    says: str = "",
) -> LocalScheme:
    """A unit has issued a document with rules of its own (登记本地实施方案)."""
    if not title.strip() or not issuer.strip():
        raise refuse("rules.no_document", "请写明文件的名称和印发单位。", field="title")
    if in_force < issued_on:
        raise refuse(
            "rules.before_document",
            f"文件{numerals.long_day(issued_on)}印发，不能从更早的{numerals.long_day(in_force)}起施行，请核对。",
            field="in_force",
        )
    if until is not None and until <= in_force:
        raise refuse("rules.ends_early", "停止日期要晚于施行日期，请核对。", field="until")
    if LocalScheme.objects.filter(
        unit_id=unit.pk, title=title.strip(), number=number.strip(), issued_on=issued_on
    ).exists():
        raise refuse(
            "rules.scheme_known",
            "这个单位已经登记过这份文件，请直接在它下面登记规定。",
            field="title",
        )
    scheme = LocalScheme.objects.create(
        unit_id=unit.pk,
        title=title.strip(),
        number=number.strip(),
        issuer=issuer.strip(),
        issued_on=issued_on,
        in_force=in_force,
        until=until,
        says=says.strip(),
        entered_at=clock.now(),
        entered_by=by,
    )
    ledger.record(
        unit,
        act=REGISTER_SCHEME,
        by=by,
        words=f"登记本地实施方案{scheme}，{issuer}{numerals.long_day(issued_on)}印发，"
        f"{numerals.long_day(in_force)}起施行。",
        data={"scheme": scheme.pk},
    )
    return scheme


@transaction.atomic
def end_scheme(scheme: LocalScheme, *, on: date, by: User) -> LocalScheme:
    """A scheme is no longer in force from a day on (停止实施方案); its rules end with it."""
    if on <= scheme.in_force or (scheme.until is not None and scheme.until <= on):
        raise refuse(
            "rules.already_ended",
            "停止日期要晚于施行日期、早于已定的停止日期，请核对这份文件的起止日期。",
            field="on",
        )
    running = scheme.rules.filter(Q(until__isnull=True) | Q(until__gt=on))
    if running.filter(in_force__gte=on).exists():
        raise refuse(
            "rules.still_to_come",
            "这份文件下还有在那天以后才施行的规定，请先停止那些规定。",
            field="on",
        )
    running.update(until=on)
    scheme.until = on
    scheme.save(update_fields=["until"])
    ledger.record(
        scheme.unit,
        act=END_SCHEME,
        by=by,
        words=f"本地实施方案{scheme}自{numerals.long_day(on)}起停止，其中的规定同日停止。",
        data={"scheme": scheme.pk},
    )
    return scheme


def _within(scheme: LocalScheme, unit: Chained, in_force: date) -> None:
    if scheme.unit_id != unit.pk:
        raise refuse(
            "rules.other_unit",
            f"{scheme}是{scheme.unit}的文件，只能用于{scheme.unit}。",
            field="scheme",
        )
    if in_force < scheme.in_force or (scheme.until is not None and in_force >= scheme.until):
        raise refuse(
            "rules.outside_scheme",
            f"{scheme}从{numerals.long_day(scheme.in_force)}起施行"
            + (f"，{numerals.long_day(scheme.until)}停止" if scheme.until else "")
            + "，规定的施行日期要在这期间。",
            field="in_force",
        )


def _scheme_of(
    unit: Chained, document: str, number: str, issued_on: date, in_force: date, by: User
) -> LocalScheme:
    """The document a number was set with, registered with it."""
    scheme, _ = LocalScheme.objects.get_or_create(
        unit_id=unit.pk,
        title=document.strip(),
        number=number.strip(),
        issued_on=issued_on,
        defaults={
            "issuer": str(unit),
            "in_force": in_force,
            "entered_at": clock.now(),
            "entered_by": by,
        },
    )
    return scheme


def _record_set(
    unit: Chained, rule: LocalRule, edition: Edition, value: Any, *, ended: bool
) -> None:
    ends = f"，{numerals.long_day(rule.until)}停止" if rule.until else ""
    ends += "，原来的本地规定同日停止" if ended else ""
    ledger.record(
        unit,
        act=SET_LOCAL,
        by=rule.set_by,
        words=(
            f"“{edition.name(rule.key)}”定为{value}，{numerals.long_day(rule.in_force)}起施行{ends}，"
            f"依据{rule.document_words}；{edition.source(rule.key)}为{edition.rule(rule.key).value}。"
        ),
        edition=edition.code,
        data={"rule": rule.pk, "book": rule.book, "key": rule.key, "value": rule.value_json},
    )


def _refuse_wrong(edition: Edition, key: str, value: Any) -> None:
    if key not in edition:
        raise refuse(
            "rules.unknown", f"规则版本{edition}里没有“{key}”这一项，请从列出的各项中选择。"
        )
    law = edition.rule(key)
    try:
        enough = law.accepts(value)
    except TypeError:
        reason = (
            f"“{edition.name(key)}”应填与“{law.value}”同类的值，给出的是“{value}”，请重新填写。"
            if law.direction
            else f"“{edition.name(key)}”是固定的，不由本单位另行规定。"
        )
        raise refuse("rules.not_comparable", reason) from None
    if not enough:
        raise WeakerThanLaw(_weaker(edition, key, law, value))


def _weaker(edition: Edition, key: str, law: Rule, value: Any) -> Refusal:
    bound = "不低于" if law.direction == MORE else "不超过"
    return Refusal(
        "rules.weaker_than_law",
        f"“{edition.name(key)}”规定为{law.value}（{edition.source(key)}），“{value}”比它宽，不能设定。"
        f"本单位只能规定得更严，请改为{bound}{law.value}。",
        basis=edition.source(key),
        field="value",
    )


def _refuse_wrong_dates(
    in_force: date, until: date | None, document: str, document_on: date | None
) -> None:
    if not document.strip():
        raise refuse(
            "rules.no_document",
            "请写明依据的文件名称；从严的规定要有本单位印发的文件。",
            field="document",
        )
    if document_on is None:
        raise refuse("rules.no_document_day", "请写明文件的日期。", field="document_on")
    if document_on > in_force:
        raise refuse(
            "rules.before_document",
            f"文件日期是{numerals.long_day(document_on)}，不能从更早的{numerals.long_day(in_force)}起施行，"
            "请核对两个日期。",
            field="in_force",
        )
    if until is not None and until <= in_force:
        raise refuse("rules.ends_early", "停止日期要晚于施行日期，请核对。", field="until")


def _make_room(unit: Chained, book: str, key: str, in_force: date, until: date | None) -> bool:
    """End what the unit had set before; whether there was any."""
    # Two people setting the same rule at once: the second waits here and then sees the first's.
    type(unit)._base_manager.select_for_update(no_key=True).get(pk=unit.pk)
    before = LocalRule.objects.filter(unit_id=unit.pk, book=book, key=key)
    later = before.filter(in_force__gte=in_force).order_by("in_force")
    standing = later.filter(in_force__lt=until).first() if until else later.first()
    if standing:
        raise refuse(
            "rules.already_set",
            f"这一项从{numerals.long_day(standing.in_force)}起已另有规定（{standing.document_words}），"
            "请选更晚的施行日期，或写明在那之前的停止日期。",
            field="in_force",
        )
    running = before.filter(Q(until__isnull=True) | Q(until__gt=in_force), in_force__lt=in_force)
    return bool(running.update(until=in_force))
