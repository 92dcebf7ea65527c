"""扫描件: uploading in bulk, seeing what became of it, and helping where no code could be read."""

from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from jiedao.attachments import vault
from jiedao.attachments.views import POLICY
from jiedao.dossiers.models import Dossier
from jiedao.lib import text
from jiedao.lib.refusals import Refused, refuse
from jiedao.people.models import User
from jiedao.scans import actions, forms, selectors, tasks
from jiedao.scans.declared import Intake, intake_of
from jiedao.scans.models import ScannedPaper
from jiedao.scans.states import PaperStatus
from jiedao.web import duties, once
from jiedao.web.commands import command, form_page, page, show
from jiedao.web.duties import OfficeDuty

ALL, KEY_DIGITS, LONGEST = "all", 18, 60


@form_page
def scan_list(request: HttpRequest) -> HttpResponse:
    """Upload photographs and scans, and see what became of those uploaded before."""
    user = _user(request)
    duties.demand(user, OfficeDuty.SCAN, act="上传扫描件")
    units = list(duties.reach(user, OfficeDuty.SCAN).filter(level__in=forms.TAKING_IN))
    asked = request.POST if request.method == "POST" else request.GET
    named = selectors.named_form(user, _typed(asked.get("form", "")))
    if named:
        units = [one for one in units if named.dossier.unit.path.startswith(one.path)]
    if request.method == "POST":
        form = forms.UploadForm(request.POST, request.FILES, units=units)
        if form.is_valid():
            done = once.only_once(request, lambda: _taken_in(request, form, user, named))
            if done is once.REPEATED:
                messages.info(request, once.SENTENCE)
            return redirect("scans:scan_list")
    else:
        form = forms.UploadForm(units=units)
    only_open = request.GET.get("show") != ALL
    older, newer = (_key(request.GET.get(name, "")) for name in ("older", "newer"))
    found = selectors.page_of(user, only_open=only_open, older=older, newer=newer)
    chosen = "" if only_open else f"show={ALL}&"
    context = {
        "form": form,
        "named": named,
        "reading": selectors.being_read(user),
        "rows": found.rows,
        "only_open": only_open,
        "pager": {
            "words": "从新到旧。",
            "newer_url": f"?{chosen}newer={found.newer}" if found.newer else "",
            "older_url": f"?{chosen}older={found.older}" if found.older else "",
        },
        "here_url": request.get_full_path(),
        "once_token": once.token_for(request),
    }
    return show(request, "jiedao/scan_list.html", context, part="papers", status=_status(form))


@page
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper: its picture, what it is, where it went, or what a person has to say about it."""
    return _shown(request, selectors.get_visible(_user(request), pk))


@command
def file_scan(request: HttpRequest, pk: int) -> HttpResponse:
    """A person says what a paper is; it goes into its dossier (归卷)."""
    user = _user(request)
    one = selectors.get_visible(user, pk)
    dossier = selectors.matter_of(user, one, _typed(request.POST.get("matter", "")))
    form = forms.PlaceForm(request.POST, choices=selectors.choices_of(dossier))
    if form.is_valid():
        match = form.chosen.match
        act = actions.show_notice if match.publication else actions.file_scan
        done = once.only_once(
            request, lambda: form.attempt(partial(act, one, match=match, by=user))
        )
        if done is once.REPEATED:
            messages.info(request, once.SENTENCE)
            return redirect("scans:paper", pk)
        if done is not None:
            if not match.publication:
                messages.success(request, f"已归入《{dossier.title}》：{match.label}。")
            return redirect("scans:paper", pk)
    return _shown(request, one, place=form, number=dossier.number)


@command
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper goes into no dossier (不归卷)."""
    user = _user(request)
    one = selectors.get_visible(user, pk)
    form = forms.DismissForm(request.POST)
    aside = partial(actions.dismiss, one, by=user)
    if form.is_valid() and form.attempt(lambda: aside(**form.cleaned_data)) is not None:
        messages.success(request, "已登记为不归卷，原件仍然保存。")
        return redirect("scans:scan_list")
    return _shown(request, one, dismiss=form)


@page
def picture(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """The picture of one page, to be looked at."""
    one = selectors.pictured(_user(request), pk)
    if not 1 <= place <= len(one.shown):
        raise Http404
    return _bytes(one.shown[place - 1], "image/jpeg")


@page
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper itself as it was scanned."""
    one = selectors.pictured(_user(request), pk)
    return _bytes(one.sha256, one.mime)


def _taken_in(
    request: HttpRequest, form: forms.UploadForm, user: User, named: selectors.Named | None
) -> int:
    """Take in every file for itself: one that is refused does not keep the others out."""
    taken, said = 0, named.form if named and not named.why else None
    for file in form.chosen:
        try:
            with transaction.atomic():
                actions.upload(form.unit_chosen, file=file, by=user, form=said)
            taken += 1
        except Refused as refused:
            refusal = refused.refusal
            messages.warning(request, f"“{file.name}”没有收下：{refusal.reason}{refusal.hint}")
    if taken:
        messages.success(request, f"收到{taken}个文件，正在识别，认出来的自动归卷。")
        transaction.on_commit(tasks.have_them_read)
    return taken


def _shown(
    request: HttpRequest,
    one: ScannedPaper,
    *,
    place: forms.PlaceForm | None = None,
    dismiss: forms.DismissForm | None = None,
    number: str = "",
) -> HttpResponse:
    user = _user(request)
    (row,) = selectors.rows_of([one])
    number = number or _typed(request.GET.get("matter", ""))
    typed = _typed(request.GET.get("q", ""))
    settled = one.status == PaperStatus.FILED
    matter = None if settled else _matter(user, one, number, typed, searched="q" in request.GET)
    if matter and place is None:
        place = forms.PlaceForm(
            choices=selectors.choices_of(matter), initial=_initial(user, one, typed)
        )
    context = {
        "paper": one,
        "row": row,
        "pictures": selectors.picture_urls(one),
        "typed": typed,
        "matter": matter,
        "matters": [] if settled or matter else selectors.matters_for(user, one, typed),
        "place": place,
        "board": _board(user, one) if one.status == PaperStatus.READY else None,
        "dismiss": dismiss or forms.DismissForm(),
        "may_dismiss": one.is_open,
        "picking": bool(number),
        "once_token": once.token_for(request),
    }
    bad = any(form and form.errors for form in (place, dismiss))
    return show(request, "jiedao/scan_paper.html", context, status=422 if bad else 200)


def _matter(
    user: User, one: ScannedPaper, number: str, typed: str, *, searched: bool
) -> Dossier | None:
    """The matter that was picked, or that the code copied by hand leads to."""
    if number:
        return selectors.matter_of(user, one, number)
    match = selectors.typed_match(user, one, typed) if typed else None
    if match:
        return match.dossier
    return one.dossier if one.status == PaperStatus.WAITING and not searched else None


def _initial(user: User, one: ScannedPaper, typed: str) -> dict[str, str]:
    match = selectors.typed_match(user, one, typed) if typed else None
    known = match or one
    return {"what": f"form:{known.document}:{known.subject}"} if known.document else {}


def _board(user: User, one: ScannedPaper) -> dict[str, Any] | None:
    """What can be done with the picture of a notice: to put it up, to take it down, to put it up again."""
    assert one.dossier
    assert one.publication
    notice, intake = one.publication, intake_of(one.dossier.kind)
    if intake is None or intake.board is None:
        return None
    over = selectors.why_over(notice)
    steps = () if over else intake.board.later if notice.posted_on else (intake.board.first,)
    record = intake.load(one.dossier)
    procedure = intake.board.procedure(record)
    offers = [
        {
            "name": code,
            "label": f"用这张照片{procedure.named(code).name}",
            "url": f"{_step_url(intake, one.dossier, code)}?scan={one.pk}",
            "hint": procedure.named(code).hint,
            "refusal": procedure.why_not(record, code, by=user),
        }
        for code in steps
    ]
    # One step alone is taken here and now; between several a person chooses first.
    here = len(offers) == 1 and not offers[0]["refusal"]
    return {
        "notice": notice,
        "over": over,
        "offers": offers,
        "form": intake.board.form(scan=one) if here else None,
        "url": _step_url(intake, one.dossier, intake.board.first),
    }


def _step_url(intake: Intake, dossier: Dossier, code: str) -> str:
    return reverse(f"{intake.space}:{code}", args=[dossier.number])


def _bytes(sha256: str, mime: str) -> HttpResponse:
    file = vault.open_sound(sha256)
    if file is None:
        raise refuse(
            "scan.broken",
            "这份扫描件的内容和上传时不一致或者已经不见，不能打开。请告诉平台管理员从备份恢复。",
        )
    response = cast(HttpResponse, FileResponse(file, content_type=mime))
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "private, no-store"
    return response


def _key(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= KEY_DIGITS else 0


def _typed(words: str) -> str:
    """What was typed into an address, as far as it can be looked for at all."""
    try:
        return text.clean(words[:LONGEST]).replace("\n", " ")
    except ValueError:
        return ""


def _status(form: forms.UploadForm) -> int:
    return 422 if form.is_bound and form.errors else 200


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
