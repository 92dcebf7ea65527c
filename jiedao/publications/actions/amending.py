"""Corrections and withdrawals (更正、撤回): a publication never changes, another one speaks of it.

And the paper that did not hang to the end: put up again, its period is counted anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction

from jiedao.attachments.models import Attachment
from jiedao.dossiers import actions as dossiers
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse
from jiedao.people.models import User
from jiedao.publications import actions, canonical, content, naming
from jiedao.publications.canonical import Block, heading, paragraph, sign, table
from jiedao.publications.models import Interruption, Publication
from jiedao.publications.states import NoticeRole, Struck
from jiedao.workdays.spans import Days

WHOLE = "更正后的全文"
LONGEST_TITLE = 100
Change = tuple[str, str]  # what was printed, what it should say


@transaction.atomic
def correct(
    old: Publication,
    *,
    changes: Sequence[Change],
    reason: str,
    min_days: Days,
    basis: str,
    edition: str,
    by: User,
    on: date,
) -> Publication:
    """Correct a notice by a new one that points to it (更正公示): its whole period runs anew.

    What is wrong is named word for word; the corrected text is made from the frozen one, so that
    nothing else can change on the way.
    """
    actions.hold_publication(old)
    _may_be_followed(old)
    full, redacted = corrected_blocks(old, changes=changes, reason=reason, on=on)
    new = actions.freeze(
        old.dossier,
        kind=old.kind,
        title=_titled(old, "（更正）"),
        blocks=full,
        redacted_blocks=redacted,
        min_days=min_days,
        basis=basis,
        edition=edition,
        by=by,
        on=on,
        role=NoticeRole.CORRECTION,
        about=old,
        reason=content.line(reason, field="reason"),
    )
    return _supersede(old, new)


@transaction.atomic
def withdraw(
    old: Publication,
    *,
    reason: str,
    min_days: Days,
    basis: str,
    edition: str,
    by: User,
    on: date,
) -> Publication:
    """Withdraw a notice by a new one that says so (撤回公示); its text is no longer shown."""
    actions.hold_publication(old)
    _may_be_followed(old)
    new = actions.freeze(
        old.dossier,
        kind=old.kind,
        title=f"撤回公示：{_titled(old, '')}",
        blocks=withdrawal_blocks(old, reason=reason, on=on),
        min_days=min_days,
        basis=basis,
        edition=edition,
        by=by,
        on=on,
        role=NoticeRole.WITHDRAWAL,
        about=old,
        reason=content.line(reason, field="reason"),
    )
    return _supersede(old, new)


@transaction.atomic
def take_the_place_of(
    old: Publication,
    *,
    title: str,
    blocks: Iterable[Block],
    reason: str,
    min_days: Days,
    basis: str,
    edition: str,
    by: User,
    on: date,
) -> Publication:
    """Another decision replaces the one a notice told of (变更后的公示): the old one points here."""
    actions.hold_publication(old)
    _may_be_followed(old)
    new = actions.freeze(
        old.dossier,
        kind=old.kind,
        title=title,
        blocks=blocks,
        min_days=min_days,
        basis=basis,
        edition=edition,
        by=by,
        on=on,
        role=NoticeRole.CORRECTION,
        about=old,
        reason=content.line(reason, field="reason"),
    )
    return _supersede(old, new)


@transaction.atomic
def strike(publication: Publication, *, struck_as: str, why: str, by: User, on: date) -> None:
    """What a notice tells of is no longer in force (责令改正、决议撤销): it says so wherever it is shown.

    Its frozen text stays; a correction that comes later points to it as ever.
    """
    actions.hold_publication(publication)
    if publication.struck_as:
        return
    publication.struck_as = Struck(struck_as)
    publication.struck_why = content.line(why, field="why")
    publication.struck_on, publication.struck_at, publication.struck_by = on, clock.now(), by
    publication.save(
        update_fields=("struck_as", "struck_why", "struck_on", "struck_at", "struck_by")
    )


@transaction.atomic
def repost(
    publication: Publication,
    *,
    broken_on: date,
    reason: str,
    on: date,
    place: str,
    photo: Attachment,
    by: User,
) -> Publication:
    """The paper was gone or covered before its time and hangs again (重新张贴): counted from here."""
    actions.hold_publication(publication)
    if publication.runs_from is None or publication.taken_down_on or publication.superseded_as:
        raise refuse("publication.not_hanging", "这份公示没有张贴在公开栏上，不用登记重新张贴。")
    if not publication.runs_from <= broken_on <= on:
        raise refuse(
            "publication.broken_when",
            f"发现中断的日期要在{long_day(publication.runs_from)}张贴以后、"
            f"{long_day(on)}重新张贴以前，请核对。",
            field="broken_on",
        )
    assert publication.ends_on
    if broken_on > publication.ends_on:
        raise refuse(
            "publication.broken_after_its_time",
            f"公示到{long_day(publication.ends_on)}已经期满，以后揭下的不算中断，请办理“登记揭下”。",
            field="broken_on",
        )
    if on > clock.today():
        raise refuse("publication.future", "重新张贴的日期不能晚于今天，请核对。", field="on")
    Interruption.objects.create(
        publication=publication,
        broken_on=broken_on,
        reason=content.line(reason, field="reason", longest=120),
        reposted_on=on,
        place=content.line(place, field="place", longest=80),
        photo=actions.photo_of(publication, photo),
        entered_at=clock.now(),
        entered_by=by,
    )
    publication.restarted_on = on
    publication.restarted_at, publication.restarted_by = clock.now(), by
    publication.ends_on = on + timedelta(days=publication.min_days)
    publication.save(update_fields=("restarted_on", "restarted_at", "restarted_by", "ends_on"))
    return publication


def corrected_blocks(
    old: Publication, *, changes: Sequence[Change], reason: str, on: date
) -> tuple[list[Block], list[Block]]:
    """The full and the redacted text of a correction, made from the frozen ones."""
    wanted = [(wrong.strip(), right.strip()) for wrong, right in changes if wrong.strip()]
    if not wanted:
        raise refuse("publication.no_change", "请写明原公示里哪一句错了。", field="changes")
    full = body_of(old.full_text)
    for wrong, right in wanted:
        if wrong == right:
            raise refuse(
                "publication.same_words", f"“{wrong}”更正前后一样，请核对。", field="changes"
            )
        if not any(wrong in words for _, words in canonical.words_of(full)):
            raise refuse(
                "publication.not_in_text",
                f"原公示里没有“{wrong}”这几个字，请照原文一字不差地抄下来。",
                field="changes",
            )
    redacted = body_of(old.redacted_text)
    visible = [
        change
        for change in wanted
        if any(change[0] in words for _, words in canonical.words_of(redacted))
    ]
    return (
        _correction(old, full, wanted, reason=reason, on=on),
        _correction(old, redacted, visible, reason=reason, on=on),
    )


def body_of(text: str) -> list[Block]:
    """What a frozen text says, without its signature and without an earlier correction's opening."""
    body = list(canonical.parse(text).body)
    opening = [place for place, block in enumerate(body) if block == heading(WHOLE)]
    return body[opening[0] + 1 :] if opening else body


def withdrawal_blocks(old: Publication, *, reason: str, on: date) -> list[Block]:
    """The words of a withdrawal: which notice, and why."""
    return [
        paragraph(
            f"{long_day(old.posted_on or old.frozen_on)}公示的《{old.title}》（{old.document_number}）"
            "现予撤回，从即日起不再作为依据。"
        ),
        heading("撤回原因"),
        paragraph(reason),
        paragraph("需要重新公示的，另行发布。对撤回有疑问的，请到社区或者打电话询问。"),
        sign(naming.organ_of(old.unit)[-1], on),
    ]


def _correction(
    old: Publication, body: list[Block], changes: Iterable[Change], *, reason: str, on: date
) -> list[Block]:
    rows = [(f"原文：{wrong}", f"更正为：{right or '（删去）'}") for wrong, right in changes]
    listed = table(rows) if rows else paragraph("更正的是涉及个人信息的内容。")
    for wrong, right in changes:
        body = [_replaced(block, wrong, right) for block in body]
    return [
        paragraph(
            f"{long_day(old.posted_on or old.frozen_on)}公示的《{old.title}》（{old.document_number}）"
            "有误，现予更正，以本公示为准，公示期重新计算。"
        ),
        heading("更正的内容"),
        listed,
        heading("更正原因"),
        paragraph(reason),
        heading(WHOLE),
        *body,
        sign(naming.organ_of(old.unit)[-1], on),
    ]


def _replaced(block: Block, wrong: str, right: str) -> Block:
    return replace(
        block,
        text=block.text.replace(wrong, right),
        rows=tuple(
            (head.replace(wrong, right), cell.replace(wrong, right)) for head, cell in block.rows
        ),
    )


def _titled(old: Publication, ending: str) -> str:
    title = old.title.removesuffix("（更正）")
    cut = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
    return f"{cut}{ending}"


def _may_be_followed(old: Publication) -> None:
    if old.superseded_as:
        raise refuse(
            "publication.superseded",
            f"这份公示{old.get_superseded_as_display()}，请对后来的那一份办理。",
        )
    if old.role == NoticeRole.WITHDRAWAL:
        raise refuse("publication.withdrawal", "撤回公示不能再更正或者撤回，请重新公示。")


def _supersede(old: Publication, new: Publication) -> Publication:
    dossiers.hold(old.dossier)
    old.superseded_by, old.superseded_as = new, new.role
    old.save(update_fields=("superseded_by", "superseded_as"))
    return new
