"""The documents of a dossier as files, printing a form under its code, and where a code leads."""

from dataclasses import replace
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from jiedao.attachments import names
from jiedao.documents import actions, render, selectors
from jiedao.documents.declared import shelf_of
from jiedao.documents.models import PrintedForm
from jiedao.documents.selectors import DOCX, FORMATS, PDF
from jiedao.dossiers.kinds import all_kinds
from jiedao.lib import codes
from jiedao.lib.refusals import refuse
from jiedao.people.models import User
from jiedao.web import duties
from jiedao.web.commands import command, page, show
from jiedao.web.duties import OfficeDuty


@page
def download(
    request: HttpRequest, number: str, code: str, form: str, key: str = ""
) -> HttpResponse:
    """One document of a dossier, as PDF or as a Word file, for who may see the dossier."""
    if form not in FORMATS:
        raise Http404
    asked = selectors.get_visible(_user(request), number, code, key)
    document = asked.document.build(asked.subject)
    if asked.document.is_form:
        printed = selectors.form_of(asked)
        if printed is None:
            raise refuse(
                "document.not_printed",
                f"《{asked.name}》还没有编码，扫描回来认不出是哪一份。",
                hint="请回到案卷页面，在“打印文书”里点这张表的“打印”，再打印。",
            )
        document = replace(document, mark=selectors.mark_of(printed))
    content = render.drawn(document, form)
    return as_file(content, f"{number}{asked.name}.{form}", form)


@command
def print_form(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Print a form (打印): it gets its code, the same one every time, and is then downloaded."""
    user = _user(request)
    key, form = request.POST.get("subject", ""), request.POST.get("form", PDF)
    asked = selectors.get_visible(user, number, code, key)
    if form not in FORMATS or not asked.document.is_form:
        raise Http404
    actions.form_for(asked.dossier, document=code, subject=key, by=user)
    where = [number, code, *([key] if key else []), form]
    return redirect("documents:download_about" if key else "documents:download", *where)


@never_cache
@login_not_required
@page
def printed_form(request: HttpRequest, code: str) -> HttpResponse:
    """Where the code of a form leads: staff to where its scan goes, others to whom to give it.

    Who takes scans in uploads it as that form; who does not, by the page of the matter.
    """
    form = selectors.by_code(code)
    user = request.user
    if form and isinstance(user, User) and selectors.may_see(user, form):
        return redirect(_way_back(form, user))
    context = {
        "place": None,
        "form": form,
        "name": selectors.name_of(form) if form else "",
        "unit": form.dossier.unit if form else None,
        "shown_code": codes.form_code_in_groups(form.code) if form else "",
        "sign_in_url": "" if user.is_authenticated else _sign_in(request),
    }
    return show(request, "jiedao/printed_form.html", context, status=200 if form else 404)


def as_file(content: bytes, name: str, form: str) -> HttpResponse:
    """A PDF to be looked at and printed, a Word file to be saved."""
    response = HttpResponse(content, content_type=render.MIMES[form])
    said = names.cleaned(name)
    response["Content-Disposition"] = str(content_disposition_header(form == DOCX, said))
    response["Content-Security-Policy"] = render.POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _way_back(form: PrintedForm, user: User) -> str:
    """The page that takes the scan of this form in, filled in as far as is known."""
    dossier = form.dossier
    shelf = shelf_of(dossier.kind)
    document = shelf.find(form.document) if shelf else None
    if shelf is None or document is None or not shelf.upload or not document.comes_back_as:
        return reverse(all_kinds()[dossier.kind].page, args=[dossier.number])
    if duties.holds(user, OfficeDuty.SCAN, dossier.unit):
        return f"{reverse('scans:scan_list')}?{urlencode({'form': form.code})}"
    record = shelf.load(dossier)
    subjects = document.subjects(record) if record else ()
    about = next((one for one in subjects if one.key == form.subject), None)
    query = {"kind": document.comes_back_as} | ({"step": about.step} if about else {})
    return f"{reverse(shelf.upload, args=[dossier.number])}?{urlencode(query)}"


def _sign_in(request: HttpRequest) -> str:
    return f"{reverse('pages:sign_in')}?{urlencode({'next': request.path})}"


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
