"""Sealing the casefile of a matter that is over."""

from django.http import HttpRequest, HttpResponse

from decisions import actions, forms
from decisions.selectors.keeping import keeping_of
from decisions.views.visit import open_step
from jiedao.web.commands import form_page


@form_page
def seal(request: HttpRequest, number: str) -> HttpResponse:
    """Bind and seal the casefile (封卷)."""
    visit = open_step(request, number, "seal")
    form = visit.bind(forms.SealForm)
    if visit.takes(form, lambda: actions.seal(visit.matter, by=visit.user, **form.cleaned_data)):
        return visit.done("案卷已封卷，可以打开案卷PDF，也可以把压缩包存下来移交档案室。")
    return visit.ask(
        form,
        submit="封卷",
        note="装订要等几秒钟，请不要关闭页面。封卷以后案卷不能更换；打不开的文件和Word、Excel文件"
        "在案卷里留一页说明，原件放在压缩包里。",
    )


@form_page
def set_keeping(request: HttpRequest, number: str) -> HttpResponse:
    """Keep the casefile for longer or shorter (更改保管期限)."""
    visit = open_step(request, number, "set_keeping")
    now = keeping_of(visit.matter)
    form = visit.bind(forms.SetKeepingForm, initial={"keeping": now})
    if visit.takes(
        form, lambda: actions.set_keeping(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("保管期限已更改，封面和目录会照着印。")
    return visit.ask(form, submit="更改", lead=f"{visit.step.hint}现在是{now.label}。")
