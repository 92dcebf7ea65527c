"""What a result is used for, and the pack of the whole year."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from jiedao.appraisal import actions, conditions, forms
from jiedao.appraisal import pack as packing
from jiedao.appraisal.models import Appraisal, Pack
from jiedao.appraisal.selectors import get_appraisal, get_visible
from jiedao.attachments import vault
from jiedao.lib import clock, sheets
from jiedao.lib.refusals import Refused, refuse
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web import files
from jiedao.web.asking import Asking, ask, bound, gate
from jiedao.web.commands import form_page, page


@form_page
def award(request: HttpRequest, number: str) -> HttpResponse:
    """Enter an honour (登记评先创优)."""
    user = signed_in(request)
    one = get_visible(user, number)
    gate(request, conditions.why_not_award(one, by=user))
    form = bound(request, forms.AwardForm)
    lead = f"{one.whose}{one.appraisal.year}年等次“{one.grade_word}”。表彰文件附在责任书案卷里。"
    return ask(
        request,
        form,
        lambda: actions.award(one, by=user, **form.cleaned_data),
        Asking("登记评先创优", lead, "登记", str(one), one.get_absolute_url()),
        done=lambda _: ("荣誉已登记。", one.get_absolute_url()),
    )


@form_page
def use(request: HttpRequest, number: str) -> HttpResponse:
    """Enter what followed from the result (登记结果运用)."""
    user = signed_in(request)
    one = get_visible(user, number)
    gate(request, conditions.why_not_use(one, by=user))
    form = bound(request, forms.UseForm)
    lead = f"{one.whose}{one.appraisal.year}年等次“{one.grade_word}”，结果用在了什么地方、哪一天。"
    return ask(
        request,
        form,
        lambda: actions.use(one, by=user, **form.cleaned_data),
        Asking("登记结果运用", lead, "登记", str(one), one.get_absolute_url()),
        done=lambda _: ("结果运用已登记。", one.get_absolute_url()),
    )


@page
def pack(request: HttpRequest, number: str) -> HttpResponse:
    """The year-end pack as one zip: as it stands, or, once the grades are out, the one that was frozen."""
    user, today = signed_in(request), clock.today()
    appraisal = _to_take_away(user, number, "下载年终材料包")
    name = f"{appraisal.street}{appraisal}材料"
    kept = Pack.objects.filter(pk=appraisal.pk).first()
    if kept is None:
        return _zip(packing.made(appraisal, today=today), f"{name}{today:%Y%m%d}（未定稿）")
    file = vault.open_sound(kept.sha256)
    if file is None:
        raise refuse(
            "appraisal.pack_broken",
            "固定的年终材料包不见了或者被改动过，不能下载，请告诉平台管理员从备份恢复。",
        )
    with file:
        return _zip(file.read(), name)


@page
def export_uses(request: HttpRequest, number: str) -> HttpResponse:
    """What the results were used for, as an Excel file: it goes on after the pack is frozen."""
    user = signed_in(request)
    appraisal = _to_take_away(user, number, "导出结果运用台账")
    book = sheets.workbook("评先和结果运用台账", packing.USES, packing.uses(appraisal))
    return files.excel(book, f"{appraisal}评先和结果运用{clock.today():%Y%m%d}")


def _to_take_away(user: User, number: str, act: str) -> Appraisal:
    """A year of which this person may take everybody's results away."""
    appraisal = get_appraisal(user, number)
    if not conditions.may_pack(appraisal, user):
        raise Refused(conditions.without_duty(appraisal.dossier.unit, act))
    return appraisal


def _zip(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = str(content_disposition_header(True, f"{name}.zip"))
    response["Cache-Control"] = "no-store"
    return response
