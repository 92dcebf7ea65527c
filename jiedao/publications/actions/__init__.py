"""Freezing, putting up and taking down a publication; saying in public where a matter stands.

The apps call these after `Procedure.take`: duty, recusal and state were asked there, and the ledger
was written there. Here stands only what makes a publication evidence.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from jiedao.access.desks import holders
from jiedao.access.duties import OfficeDuty
from jiedao.attachments.models import Attachment
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock, codes
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse
from jiedao.notices import actions as notices
from jiedao.notices.models import Notice
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.publications import canonical, chain, content, naming, period, photos
from jiedao.publications.canonical import Block, Document
from jiedao.publications.models import Publication, PublicState
from jiedao.publications.states import NoticeRole, PublicationKind
from jiedao.workdays.spans import Days

LONGEST_NOTICE = 300


@transaction.atomic
def freeze(
    dossier: Dossier,
    *,
    kind: str,
    title: str,
    blocks: Iterable[Block],
    redacted_blocks: Iterable[Block] | None = None,
    min_days: Days,
    basis: str,
    edition: str,
    by: User,
    on: date,
    role: str = NoticeRole.NOTICE,
    about: Publication | None = None,
    reason: str = "",
) -> Publication:
    """Freeze the text of a notice (公示定稿): from now on not one character changes.

    Both forms, the full one and the one without personal parts, are digested and chained to the
    unit's publication before.
    """
    dossiers.hold(dossier)
    _not_in_future(on, "公示定稿的日期")
    if about is None:
        _one_at_a_time(dossier, kind)
    organ = naming.organ_of(dossier.unit)
    heading = content.title(title)
    full = redacted = content.blocks(blocks, organ=organ, on=on)
    if redacted_blocks is not None:
        redacted = content.blocks(redacted_blocks, organ=organ, on=on)
    publication = Publication(
        dossier=dossier,
        kind=PublicationKind(kind),
        role=role,
        about=about,
        reason=reason,
        title=heading,
        code=codes.check_code(),
        min_days=min_days.n,
        basis=basis,
        edition=edition,
        frozen_on=on,
        frozen_at=clock.now(),
        frozen_by=by,
    )
    _number(publication)
    _seal(publication, organ=organ, full=full, redacted=redacted)
    publication.save(force_insert=True)
    return publication


@transaction.atomic
def post(
    publication: Publication, *, on: date, place: str, photo: Attachment, by: User
) -> Publication:
    """Record that the paper hangs on the board, with its photo (登记张贴): the clock starts.

    The day itself is not counted; the period ends with the last day, at 24:00.
    """
    hold_publication(publication)
    if publication.posted_on:
        raise refuse(
            "publication.posted",
            f"这份公示已经登记过张贴：{long_day(publication.posted_on)}，{publication.posted_place}。",
        )
    _not_in_future(on, "张贴日期")
    if on < publication.frozen_on:
        frozen = long_day(publication.frozen_on)
        raise refuse(
            "publication.posted_before_frozen",
            f"公示{frozen}才定稿，不可能在{long_day(on)}张贴，请填写{frozen}或之后的日期。",
            field="on",
        )
    made = clock.day_of(publication.frozen_at)
    if on < made:
        # The paper carries the number and the code that were only given out on that day.
        raise refuse(
            "publication.posted_before_made",
            f"这份公示{long_day(made)}才在平台上定稿，编号和核验码那天才有，不可能在{long_day(on)}张贴。"
            f"请填写{long_day(made)}或之后实际张贴的日期。",
            field="on",
        )
    publication.posted_on = on
    publication.posted_place = _place(place)
    publication.posted_photo = photo_of(publication, photo)
    publication.posted_at, publication.posted_by = clock.now(), by
    publication.ends_on = on + timedelta(days=publication.min_days)
    publication.save(
        update_fields=(
            "posted_on",
            "posted_place",
            "posted_photo",
            "posted_at",
            "posted_by",
            "ends_on",
        )
    )
    return publication


@transaction.atomic
def take_down(publication: Publication, *, on: date, photo: Attachment, by: User) -> Publication:
    """Record that the paper hung to the end and was taken down (登记揭下), with its photo.

    Before the period is over this is refused: a notice removed early does not count.
    """
    hold_publication(publication)
    if publication.ends_on is None:
        raise refuse(
            "publication.not_posted",
            "这份公示还没有登记张贴，不能登记揭下。请先张贴纸质公示、拍照并登记张贴。",
        )
    if publication.taken_down_on:
        raise refuse(
            "publication.taken_down",
            f"这份公示已经登记过揭下：{long_day(publication.taken_down_on)}。",
        )
    if on <= publication.ends_on:
        raise refuse(
            "publication.too_early",
            period.must_hang_words(publication),
            basis=publication.basis,
            field="on",
        )
    _not_in_future(on, "揭下日期")
    publication.taken_down_on = on
    publication.taken_down_photo = photo_of(publication, photo)
    publication.taken_down_at, publication.taken_down_by = clock.now(), by
    publication.save(
        update_fields=("taken_down_on", "taken_down_photo", "taken_down_at", "taken_down_by")
    )
    return publication


@transaction.atomic
def set_public_state(
    dossier: Dossier,
    *,
    stage: str,
    line: str,
    by: User,
    title: str = "",
    consult_until: date | None = None,
    consult_url: str = "",
) -> PublicState:
    """Say in public where a matter stands (更新对外公开的办理状态); residents read nothing else of it."""
    dossiers.hold(dossier)
    return PublicState.objects.update_or_create(
        dossier=dossier,
        defaults={
            "unit_id": dossier.unit_id,
            "title": content.line(title or dossier.title, field="title", longest=80),
            "stage": stage,
            "line": content.line(line),
            "consult_until": consult_until,
            "consult_url": consult_url,
            "is_open": True,
            "changed_at": clock.now(),
            "changed_by": by,
        },
    )[0]


@transaction.atomic
def touch_public_state(dossier: Dossier, *, by: User) -> None:
    """Something of the matter that residents see has changed, though not where it stands."""
    dossiers.hold(dossier)
    PublicState.objects.filter(dossier=dossier).update(changed_at=clock.now(), changed_by=by)


@transaction.atomic
def close_public_state(
    dossier: Dossier, *, by: User, stage: str = "", line: str = ""
) -> PublicState | None:
    """The matter is over (办结、归档、终止): it takes no more opinions and moves to 最近办成的."""
    dossiers.hold(dossier)
    state = PublicState.objects.filter(dossier=dossier).first()
    if state is None:
        return None
    state.stage = stage or state.stage
    state.line = content.line(line) or state.line
    state.is_open, state.consult_until, state.consult_url = False, None, ""
    state.changed_at, state.changed_by = clock.now(), by
    state.save()
    return state


@transaction.atomic
def tell_of_fault(words: str, *, day: date) -> int:
    """Put a fault of the books into the inbox of those who see the audit; how many were told.

    The nightly check may run twice: the same sentence is told once a day.
    """
    offices = Unit.objects.of_level(UnitLevel.DISTRICT, UnitLevel.STREET)
    told = 0
    for user in {user for office in offices for user in holders(OfficeDuty.SEE_AUDIT, office)}:
        if not Notice.objects.filter(user=user, day=day, words=words[:LONGEST_NOTICE]).exists():
            notices.tell(user, words=words[:LONGEST_NOTICE])
            told += 1
    return told


def _number(publication: Publication) -> None:
    """Give the notice its number, its document number and its place in the unit's chain.

    The unit's row is locked after the dossier's, so that two notices of one community frozen at
    the same moment cannot take the same place.
    """
    unit = Unit.objects.select_for_update(no_key=True).get(pk=publication.dossier.unit_id)
    year = publication.frozen_on.year
    publication.unit = unit
    publication.number = dossiers.number_of(naming.PREFIX, unit=unit, year=year)
    publication.document_number = naming.document_number(
        unit, year=year, sequence=int(publication.number.rsplit("-", 1)[1])
    )
    last = Publication.objects.filter(unit=unit).order_by("-unit_seq").first()
    publication.unit_seq = last.unit_seq + 1 if last else 1
    publication.previous = last.chain_digest if last else ""


def _seal(
    publication: Publication,
    *,
    organ: tuple[str, ...],
    full: tuple[Block, ...],
    redacted: tuple[Block, ...],
) -> None:
    """Write both canonical texts, digest them, and close the link of the chain."""
    named = (organ, publication.document_number, publication.title)
    publication.full_text = canonical.render(Document(*named, full))
    publication.redacted_text = canonical.render(Document(*named, redacted))
    publication.full_digest = canonical.digest(publication.full_text)
    publication.redacted_digest = canonical.digest(publication.redacted_text)
    publication.chain_digest = chain.link(publication)


def hold_publication(publication: Publication) -> None:
    """Lock the dossier, then read again what another person may have entered meanwhile."""
    dossiers.hold(publication.dossier)
    publication.refresh_from_db()


def _one_at_a_time(dossier: Dossier, kind: str) -> None:
    standing = (
        Publication.objects.filter(
            dossier=dossier,
            kind=kind,
            taken_down_at__isnull=True,
            superseded_by__isnull=True,
        )
        .exclude(role=NoticeRole.WITHDRAWAL)
        .first()
    )
    if standing:
        raise refuse(
            "publication.standing",
            f"这件事已有一份{standing.get_kind_display()}（{standing.number}）还没有结束，不能再发一份。",
        )


def _not_in_future(on: date, what: str) -> None:
    if on > clock.today():
        raise refuse(
            "publication.future", f"{what}不能晚于今天，请填写实际办理的日期。", field="on"
        )


def _place(words: str) -> str:
    place = content.line(words, field="place", longest=80)
    if not place:
        raise refuse("publication.place", "请写明纸质公示贴在哪里，如“社区公开栏”。", field="place")
    return place


def photo_of(publication: Publication, photo: Attachment) -> Attachment:
    """The photo of the board, provided it is a picture, of this dossier, and not the same twice."""
    if photo.dossier_id != publication.dossier_id:
        raise refuse(
            "publication.photo_of_another",
            "这张照片属于另一个案卷，请上传这份公示的照片。",
            field="photo",
        )
    if photo.mime not in photos.TYPES:
        raise refuse(
            "publication.no_photo",
            "公示照片要用 jpg 或 png 格式的照片，请重新拍照上传。",
            field="photo",
        )
    again = publication.interruptions.filter(photo__sha256=photo.sha256)
    posted = publication.posted_photo
    if (posted and posted.sha256 == photo.sha256) or again.exists():
        raise refuse(
            "publication.same_photo",
            "这是以前张贴时的那张照片，不能再用一次。请给公开栏再拍一张，上传新照片。",
            field="photo",
        )
    return photo
