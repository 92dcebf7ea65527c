"""Reading publications: the clock for the apps, one publication, and whether the books are whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from jiedao.dossiers.models import Counter, Dossier
from jiedao.lib import codes
from jiedao.publications import canonical, chain, period
from jiedao.publications.models import Objection, Publication, PublicState
from jiedao.publications.naming import PREFIX
from jiedao.publications.states import NoticeRole

SCANNED, MOST_GISTS = 500, 20


def clock_reason(publication: Publication, today: date) -> str | None:
    """Why the next step must still wait for this publication, in a sentence; None when it need not."""
    if publication.taken_down_on:
        return None
    kind = publication.label
    if publication.ends_on is None:
        return f"{kind}还没有登记张贴，公示期没有起算。请张贴纸质公示、拍照并登记张贴。"
    if today <= publication.ends_on:
        return period.must_hang_words(publication)
    return f"{kind}已经期满，还没有登记揭下。请给公开栏拍照后揭下，并登记揭下。"


def latest(dossier: Dossier, kind: str) -> Publication | None:
    """The publication of a kind that counts for a dossier: neither corrected nor withdrawn."""
    return (
        Publication.objects.filter(dossier=dossier, kind=kind, superseded_by__isnull=True)
        .exclude(role=NoticeRole.WITHDRAWAL)
        .select_related("posted_photo", "taken_down_photo")
        .order_by("-pk")
        .first()
    )


def of_dossier(dossier: Dossier) -> list[Publication]:
    """Every publication of a dossier, newest first, without the long texts."""
    return list(
        Publication.objects.filter(dossier=dossier)
        .defer("full_text", "redacted_text", "grams")
        .order_by("-pk")
    )


def by_number(number: str) -> Publication | None:
    """A publication with everything its page shows, or None."""
    return (
        Publication.objects.select_related(
            "unit__parent__parent",
            "dossier__public_state",
            "posted_photo",
            "taken_down_photo",
            "superseded_by",
            "about",
        )
        .filter(number=number)
        .first()
    )


def by_code(typed: str) -> tuple[Publication | None, str]:
    """The publication of a typed verification code, or the sentence what to check."""
    try:
        code = codes.normalise(typed)
    except ValueError as fault:
        return None, str(fault)
    found = Publication.objects.filter(code=code).first()
    if found:
        return found, ""
    return None, (
        f"没有核验码为{code}的公示。请对照公示单逐位核对；核对无误仍查不到的，"
        "墙上的公示可能不是平台发出的，请打下面的电话问一问。"
    )


@dataclass(frozen=True)
class Objections:
    """What residents see of the objections to a notice: how many, how many answered, and the gists."""

    received: int
    answered: int
    gists: list[str]


def objections_of(publication: Publication) -> Objections:
    """收到异议N件，已答复M件, and the points of the answers that were made public."""
    rows = Objection.objects.filter(publication=publication)
    count = rows.aggregate(received=Count("pk"), answered=Count("answered_on"))
    gists = rows.exclude(gist="").order_by("answered_on", "pk").values_list("gist", flat=True)
    return Objections(**count, gists=list(gists[:MOST_GISTS]) if count["answered"] else [])


def newest_change() -> str:
    """What changes whenever anything on a board does; six looks at the end of an index."""
    published = Publication.objects.aggregate(
        frozen=Max("pk"),
        posted=Max("posted_at"),
        down=Max("taken_down_at"),
        again=Max("restarted_at"),
        struck=Max("struck_at"),
    )
    stated = PublicState.objects.aggregate(changed=Max("changed_at"))
    return "/".join(str(value) for value in (*published.values(), *stated.values()))


def faults_of(publication: Publication, *, previous: str, seq: int) -> Iterator[str]:
    """What does not hold of one publication, given the link before it and its place in the chain."""
    if canonical.digest(publication.full_text) != publication.full_digest:
        yield "全文与定稿当天的摘要不符，文字被改动过"
    if canonical.digest(publication.redacted_text) != publication.redacted_digest:
        yield "隐去个人信息的文本与定稿当天的摘要不符，文字被改动过"
    if publication.unit_seq != seq:
        yield f"前面缺少本单位的第{seq}份公示"
    elif publication.previous != previous:
        yield "与上一份公示接不上，公示链断了"
    if chain.link(publication) != publication.chain_digest:
        yield "公示链摘要与登记的内容不符，编号、标题、日期或依据被改动过"


def link_before(publication: Publication) -> str:
    """The chained digest the unit's publication before this one has now."""
    before = Publication.objects.filter(
        unit=publication.unit_id, unit_seq=publication.unit_seq - 1
    ).values_list("chain_digest", flat=True)
    return before.first() or ""


def broken_publications() -> Iterator[str]:
    """A sentence for the first fault of every unit's chain, and for numbers that are missing (公示校验)."""
    rows = Publication.objects.select_related("unit").defer("grams").order_by("unit", "unit_seq")
    unit, seq, head, broken = 0, 0, "", False
    for publication in rows.iterator(chunk_size=SCANNED):
        if publication.unit_id != unit:
            unit, seq, head, broken = publication.unit_id, 0, "", False
        if broken:
            continue
        faults = list(faults_of(publication, previous=head, seq=seq + 1))
        if faults:
            broken = True
            yield f"公示 {publication.number}（{publication.unit}）：{'；'.join(faults)}。"
        seq, head = publication.unit_seq, publication.chain_digest
    yield from _missing_numbers()


def _missing_numbers() -> Iterator[str]:
    """Numbers that were given out and are not there: a chain cut off at its end shows here."""
    present = {
        (row["unit"], row["frozen_on__year"]): row["held"]
        for row in Publication.objects.order_by()
        .values("unit", "frozen_on__year")
        .annotate(held=Count("pk"))
    }
    given = Counter.objects.filter(kind=PREFIX).select_related("unit").order_by("unit", "year")
    for counter in given.iterator(chunk_size=SCANNED):
        held = present.get((counter.unit_id, counter.year), 0)
        if held != counter.last:
            yield (
                f"公示编号（{counter.unit}，{counter.year}年）：应有{counter.last}份，"
                f"实有{held}份，有公示被删去。"
            )
