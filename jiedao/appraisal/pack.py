"""The year-end pack (年终材料包): results, ledgers and the index of the evidence in one file with digests."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jiedao.appraisal import conditions, documents, scoring
from jiedao.appraisal.models import (
    Appeal,
    Appraisal,
    Award,
    Bonus,
    BranchReview,
    Consequence,
    Pack,
    TargetList,
    Veto,
)
from jiedao.appraisal.selectors import get_appraisal, reviews
from jiedao.appraisal.selectors import lists as selectors
from jiedao.appraisal.states import AppraisalState
from jiedao.attachments import vault
from jiedao.documents import render
from jiedao.dossiers.models import Dossier
from jiedao.indicators.figures import all_figures
from jiedao.lib import sheets
from jiedao.lib.refusals import Refused, refuse
from jiedao.lib.sheets import Cell
from jiedao.people.models import User

SUMS = "SHA256SUMS"
UNFINISHED = "00 未定稿"
BONUSES = (
    "编号", "考核对象", "加分事项", "加分", "发生日期", "证明案卷", "理由", "登记人", "撤销原因",
)  # fmt: skip
VETOES = ("编号", "考核对象", "情形", "发生日期", "事实和依据", "撤销原因")
APPEALS = ("编号", "考核对象", "申诉日期", "申诉人", "申诉理由", "结论", "更正分数", "答复")
USES = ("编号", "考核对象", "类别", "日期", "内容", "文号")
EVIDENCE = (
    "责任书编号", "考核对象", "目标", "指标", "案卷编号", "案卷标题", "案卷单位", "附件", "附件摘要",
)  # fmt: skip


@dataclass(frozen=True)
class HandedOut:
    """A pack as it is downloaded: its bytes, its digest, under which name, and whether it is frozen."""

    content: bytes
    sha256: str
    name: str
    is_kept: bool


def to_take_away(user: User, number: str, act: str) -> Appraisal:
    """A year of which this person may take everybody's results away."""
    appraisal = get_appraisal(user, number)
    if not conditions.may_pack(appraisal, user):
        raise Refused(conditions.without_duty(appraisal.dossier.unit, act))
    return appraisal


def handed_out(appraisal: Appraisal, *, today: date) -> HandedOut:
    """The pack as it stands or, once the grades are out, the one that was frozen."""
    name = f"{appraisal.street}{appraisal}材料"
    kept = Pack.objects.filter(pk=appraisal.pk).first()
    if kept is None:
        content = made(appraisal, today=today)
        digest = hashlib.sha256(content).hexdigest()
        return HandedOut(content, digest, f"{name}{today:%Y%m%d}（未定稿）.zip", is_kept=False)
    file = vault.open_sound(kept.sha256)
    if file is None:
        raise refuse(
            "appraisal.pack_broken",
            "固定的年终材料包不见了或者被改动过，不能下载，请告诉平台管理员从备份恢复。",
        )
    with file:
        return HandedOut(file.read(), kept.sha256, f"{name}.zip", is_kept=True)


def made(appraisal: Appraisal, *, today: date) -> bytes:
    """The pack as it stands: live before the year is closed, its figures frozen afterwards.

    Until the grades are out it says that it is not final. What the results are used for comes later
    and is a ledger of its own.
    """
    found = scoring.sheets(_lists(appraisal), today=today)
    paper = documents.results(appraisal, found)
    rows = [selectors.row_of(sheet) for sheet in found]
    ledgers = {
        "02 目标和得分台账": (selectors.COLUMNS, selectors.lines_of(rows)),
        "03 加分台账": (BONUSES, _bonuses(appraisal)),
        "04 一票否决台账": (VETOES, _vetoes(appraisal)),
        "05 申诉台账": (APPEALS, _appeals(appraisal)),
        "06 联述联评联考台账": (reviews.COLUMNS, reviews.lines_of(_reviews(appraisal))),
        "07 证据目录": (EVIDENCE, _evidence(found, today)),
    }
    files: dict[str, bytes] = {}
    if appraisal.state != AppraisalState.FINAL:
        files[f"{UNFINISHED}.txt"] = documents.unfinished(appraisal).encode()
    files |= {f"01 考核结果.{form}": render.drawn(paper, form) for form in ("pdf", "docx")}
    for name, (columns, lines) in ledgers.items():
        files[f"{name}.xlsx"] = sheets.workbook(name[3:], columns, lines).content
    return _zipped(files, today)


def _zipped(files: dict[str, bytes], today: date) -> bytes:
    moment = (today.year, today.month, today.day, 0, 0, 0)
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (*files.items(), (SUMS, sums.encode())):
            packed.writestr(zipfile.ZipInfo(name, moment), content)
    return buffer.getvalue()


def _lists(appraisal: Appraisal) -> list[TargetList]:
    rows = TargetList.objects.filter(appraisal=appraisal).select_related(
        "dossier__unit", "unit", "person", "appraisal__street"
    )
    rows = rows.prefetch_related("targets__score", "vetoes", "bonuses")
    return list(rows.order_by("kind", "unit__path", "pk"))


def _reviews(appraisal: Appraisal) -> QuerySet[BranchReview]:
    rows = appraisal.reviews.select_related("dossier", "unit", "secretary", "appraisal")
    return rows.order_by("unit__path")


def _bonuses(appraisal: Appraisal) -> Iterator[list[Cell]]:
    rows = Bonus.objects.filter(list__appraisal=appraisal)
    for one in rows.select_related(*_WHOSE, "evidence", "given_by"):
        yield [
            one.list.dossier.number, one.list.whose, one.words, one.points, one.happened_on,
            one.evidence.number, one.reason, str(one.given_by), one.withdraw_reason,
        ]  # fmt: skip


def _vetoes(appraisal: Appraisal) -> Iterator[list[Cell]]:
    for one in Veto.objects.filter(list__appraisal=appraisal).select_related(*_WHOSE):
        yield [
            one.list.dossier.number,
            one.list.whose,
            one.matter,
            one.happened_on,
            one.reason,
            one.lift_reason,
        ]


_WHOSE = ("list__dossier", "list__unit", "list__person")


def _appeals(appraisal: Appraisal) -> Iterator[list[Cell]]:
    rows = Appeal.objects.filter(list__appraisal=appraisal).select_related(*_WHOSE, "made_by")
    for one in rows:
        yield [
            one.list.dossier.number,
            one.list.whose,
            one.made_on,
            str(one.made_by),
            one.words,
            str(one.get_outcome_display()),
            one.correction,
            one.answer,
        ]


def uses(appraisal: Appraisal) -> Iterator[list[Cell]]:
    for award in Award.objects.filter(list__appraisal=appraisal).select_related(*_WHOSE):
        one = award.list
        yield [
            one.dossier.number, one.whose, "评先创优", award.awarded_on, award.name,
            award.document_number,
        ]  # fmt: skip
    for use in Consequence.objects.filter(list__appraisal=appraisal).select_related(*_WHOSE):
        one = use.list
        yield [
            one.dossier.number, one.whose, str(use.get_kind_display()), use.taken_on, use.words, "",
        ]  # fmt: skip


def _evidence(found: list[scoring.Sheet], today: date) -> Iterator[list[Cell]]:
    """Every dossier that was counted, with the digest of every file in it."""
    counted = [of for sheet in found for of in _counted(sheet, today)]
    keys = {pk for _, _, _, rows in counted for pk in rows}
    known = Dossier.objects.select_related("unit").prefetch_related("attachments").in_bulk(keys)
    for one, words, name, rows in counted:
        for dossier in (known[pk] for pk in rows):
            of: list[Cell] = [
                one.dossier.number, one.whose, words, name, dossier.number,
                dossier.title, str(dossier.unit),
            ]  # fmt: skip
            files = list(dossier.attachments.all())
            for file in files:
                yield [*of, file.name, file.sha256]
            if not files:
                yield [*of, "", ""]


def _counted(sheet: scoring.Sheet, today: date) -> Iterator[tuple[TargetList, str, str, list[int]]]:
    """For each target and each bonus of a list: its words, by what it is counted, the dossiers."""
    one = sheet.list
    for line in sheet.lines:
        target = line.target
        if target.is_manual:
            continue
        figure = all_figures().get(target.indicator)
        name = "联述评议得分" if target.is_by_review else target.indicator
        yield one, target.words, figure.name if figure else name, _rows(one, line, today)
    for bonus in one.bonuses.all():
        if bonus.withdrawn_at is None:
            yield one, bonus.words, "加分", [bonus.evidence_id]


def _rows(one: TargetList, line: scoring.Line, today: date) -> list[int]:
    """The dossiers as they were frozen, or as they are counted now."""
    if line.is_frozen:
        return list(line.target.score.rows)
    return scoring.rows_of(line.target, one, today)
