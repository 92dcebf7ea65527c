"""两公开: the resolution and the result go on the board, after a look at exactly what is frozen."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from decisions import actions, forms
from decisions import publications as words
from decisions.selectors import facts, satisfaction
from decisions.views import scanned
from decisions.views.visit import Visit, open_step
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.publications import content, naming
from jiedao.publications.actions import amending
from jiedao.publications.canonical import SIGN, Block
from jiedao.publications.models import Publication
from jiedao.publications.period import clock_on
from jiedao.publications.sheet import Sheet, paper
from jiedao.web.commands import form_page
from jiedao.web.forms import OfficeForm

AS_FROZEN = "文号在定稿时编排"


@form_page
def publish_resolution(request: HttpRequest, number: str) -> HttpResponse:
    """Freeze the resolution as a publication (决议公开)."""
    visit = open_step(request, number, "publish_resolution")
    matter = visit.matter
    known = {"responsible": matter.responsible, "finish_by": matter.finish_by}
    form = visit.bind(forms.PublishResolutionForm, initial=known)

    def blocks() -> list[Block]:
        given = form.cleaned_data
        finish = f"{long_day(given['finish_by'])}前完成"
        return words.resolution_blocks(
            matter, on=given["on"], responsible=given["responsible"], finish=finish
        )

    def freeze() -> Publication:
        return actions.publish_resolution(matter, by=visit.user, **form.cleaned_data)

    return publish(visit, form, words.resolution_title(visit.matter), blocks, freeze)


@form_page
def publish_result(request: HttpRequest, number: str) -> HttpResponse:
    """Freeze the result as a publication (实施结果公开)."""
    visit = open_step(request, number, "publish_result")
    matter = visit.matter
    form = visit.bind(forms.PublishResultForm, initial={"result": matter.resolution_text})

    def blocks() -> list[Block]:
        given = form.cleaned_data
        return words.result_blocks(
            matter, on=given["on"], result=given["result"], asked=satisfaction(matter)
        )

    def freeze() -> Publication:
        return actions.publish_result(matter, by=visit.user, **form.cleaned_data)

    return publish(visit, form, words.result_title(visit.matter), blocks, freeze)


@form_page
def post_notice(request: HttpRequest, number: str) -> HttpResponse:
    """The paper is on the board, here is the photo (登记张贴)."""
    visit = open_step(request, number, "post_notice")
    scan, publication = scanned.brought(visit), facts(visit.matter).to_post()
    form = visit.bind(forms.PostNoticeForm, scan=scan)
    if visit.takes(form, lambda: scanned.take(visit, form, scan, publication, actions.post_notice)):
        return visit.done("张贴已登记，公示期从次日起算。")
    return visit.ask(
        form,
        submit="登记张贴",
        lead=f"公示不少于{publication.min_days}日，从张贴的次日起算。" if publication else "",
        note="提交后，照片、张贴地点和期满日期在公开栏公开，不能再改。照片里不要拍到居民的脸和证件。",
        poster_url=reverse("publications:publication", args=[publication.number])
        if publication
        else "",
        picture_url=scanned.picture_of(scan),
        template="decisions/notice_form.html",
    )


@form_page
def take_down_notice(request: HttpRequest, number: str) -> HttpResponse:
    """The public period is over and the paper comes down (登记揭下)."""
    visit = open_step(request, number, "take_down_notice")
    scan, publication = scanned.brought(visit), facts(visit.matter).hanging()
    form = visit.bind(forms.TakeDownNoticeForm, scan=scan)
    if visit.takes(
        form, lambda: scanned.take(visit, form, scan, publication, actions.take_down_notice)
    ):
        return visit.done("揭下已登记，公示结束。")
    return visit.ask(
        form,
        submit="登记揭下",
        lead=clock_on(publication, clock.today()).line if publication else "",
        note="提交后，照片在公开栏公开，不能再改。",
        poster_url="",
        picture_url=scanned.picture_of(scan),
        template="decisions/notice_form.html",
    )


@form_page
def correct_notice(request: HttpRequest, number: str) -> HttpResponse:
    """Put a notice right by another one (更正公示)."""
    visit = open_step(request, number, "correct_notice")
    form = visit.bind(forms.CorrectNoticeForm)
    old = facts(visit.matter).current_publication()

    def blocks() -> list[Block]:
        assert old
        given = form.given
        actions.refuse_changed_decision(visit.matter, old, given["changes"])
        full, _ = amending.corrected_blocks(
            old, changes=given["changes"], reason=given["reason"], on=given["on"]
        )
        return full

    def freeze() -> Publication:
        return actions.correct_notice(visit.matter, by=visit.user, **form.given)

    title = f"{old.title.removesuffix('（更正）')}（更正）" if old else ""
    return publish(visit, form, title, blocks, freeze, old=old)


@form_page
def withdraw_notice(request: HttpRequest, number: str) -> HttpResponse:
    """Withdraw a notice by another one (撤回公示)."""
    visit = open_step(request, number, "withdraw_notice")
    form = visit.bind(forms.WithdrawNoticeForm)
    old = facts(visit.matter).current_publication()

    def blocks() -> list[Block]:
        assert old
        given = form.cleaned_data
        return amending.withdrawal_blocks(old, reason=given["reason"], on=given["on"])

    def freeze() -> Publication:
        return actions.withdraw_notice(visit.matter, by=visit.user, **form.cleaned_data)

    title = f"撤回公示：{old.title}" if old else ""
    return publish(visit, form, title, blocks, freeze, old=old)


@form_page
def repost_notice(request: HttpRequest, number: str) -> HttpResponse:
    """The paper was gone before its time and hangs again (重新张贴)."""
    visit = open_step(request, number, "repost_notice")
    scan, publication = scanned.brought(visit), facts(visit.matter).hanging()
    form = visit.bind(forms.RepostNoticeForm, scan=scan)
    if visit.takes(
        form, lambda: scanned.take(visit, form, scan, publication, actions.repost_notice)
    ):
        return visit.done("重新张贴已登记，公示期从次日重新起算。")
    return visit.ask(
        form,
        submit="登记重新张贴",
        lead=clock_on(publication, clock.today()).line if publication else "",
        note="提交后，公示期从重新张贴的次日重新计算，不能再改。",
        poster_url=reverse("publications:publication", args=[publication.number])
        if publication
        else "",
        picture_url=scanned.picture_of(scan),
        template="decisions/notice_form.html",
    )


def _about(old: Publication | None) -> str:
    return f"针对《{old.title}》（{old.document_number}）。" if old else ""


def publish(
    visit: Visit,
    form: OfficeForm,
    title: str,
    blocks: Callable[[], list[Block]],
    freeze: Callable[[], Publication],
    *,
    old: Publication | None = None,
) -> HttpResponse:
    """First the sheet is shown as it will be frozen; only what was seen is then frozen."""
    preview: Sheet | None = None
    seen = ""
    if visit.request.method == "POST" and form.is_valid():
        preview = form.attempt(lambda: _sheet(visit, title, blocks()))
        seen = _digest(preview) if preview else ""
        confirmed = bool(seen) and visit.request.POST.get("seen") == seen
        if confirmed and visit.takes(form, freeze):
            return visit.done(
                "公示已定稿，扫公示上的二维码就能看到全文。请打印张贴，拍照后登记张贴，公开栏网页上同时列出。"
            )
    editing = visit.request.POST.get("edit") == "1"
    return visit.ask(
        form,
        submit="看公示样稿" if preview is None or editing else "确认定稿公开",
        lead=_about(old),
        original=paper(old.full_text) if old else None,
        note="定稿后内容不能再改，扫码就能看到全文；登记张贴后列在公开栏网页上，起算公示期。要更正，只能另发更正公示。",
        template="decisions/notice_preview.html",
        preview=None if editing or form.errors else preview,
        seen=seen,
    )


def _sheet(visit: Visit, title: str, blocks: list[Block]) -> Sheet:
    """The paper as it will hang, cleaned and checked as for freezing."""
    unit = visit.matter.dossier.unit
    organ = naming.organ_of(unit)
    checked = content.blocks(blocks, organ=organ, on=clock.today())
    signature = next(block for block in checked if block.kind == SIGN)
    body = tuple(block for block in checked if block.kind != SIGN)
    return Sheet(organ, AS_FROZEN, content.title(title), body, signature.text, signature.on)


def _digest(sheet: Sheet) -> str:
    parts: list[Any] = [sheet.title, sheet.sign, sheet.sign_on]
    parts += [(block.kind, block.text, block.rows) for block in sheet.blocks]
    return hashlib.sha256(repr(parts).encode()).hexdigest()
