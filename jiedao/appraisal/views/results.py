"""What a result is used for, and the pack of the whole year."""

from django.http import HttpRequest, HttpResponse

from jiedao.appraisal import actions, conditions, forms
from jiedao.appraisal import pack as packing
from jiedao.appraisal.selectors import get_visible
from jiedao.lib import clock, sheets
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
    appraisal = packing.to_take_away(signed_in(request), number, "下载年终材料包")
    found = packing.handed_out(appraisal, today=clock.today())
    return files.saved(found.content, found.name, "application/zip")


@page
def export_uses(request: HttpRequest, number: str) -> HttpResponse:
    """What the results were used for, as an Excel file: it goes on after the pack is frozen."""
    appraisal = packing.to_take_away(signed_in(request), number, "导出结果运用台账")
    book = sheets.workbook("评先和结果运用台账", packing.USES, packing.uses(appraisal))
    return files.excel(book, f"{appraisal}评先和结果运用{clock.today():%Y%m%d}")
