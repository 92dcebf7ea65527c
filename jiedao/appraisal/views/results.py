"""What a result is used for, and the pack of the whole year."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from jiedao.appraisal import actions, conditions, forms
from jiedao.appraisal import pack as packing
from jiedao.appraisal.selectors import get_appraisal, get_visible
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.people.signed_in import signed_in
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
    """The year-end pack as one zip, for the assessment group and the secretaries."""
    user, today = signed_in(request), clock.today()
    appraisal = get_appraisal(user, number)
    if not conditions.may_pack(appraisal, user):
        raise Refused(conditions.without_duty(appraisal.dossier.unit, "下载年终材料包"))
    response = HttpResponse(packing.made(appraisal, today=today), content_type="application/zip")
    name = f"{appraisal.street}{appraisal}材料{today:%Y%m%d}.zip"
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    response["Cache-Control"] = "no-store"
    return response
