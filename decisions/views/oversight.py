"""The supervision committee's opinions on a matter, and the committee's answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from decisions import actions, forms
from decisions.selectors.oversight import oversight_of
from decisions.views.visit import open_step
from jiedao.lib import clock
from jiedao.web.commands import form_page


@form_page
def supervise(request: HttpRequest, number: str) -> HttpResponse:
    """Sign an opinion on a step (出具监督意见)."""
    visit = open_step(request, number, "supervise")
    form = visit.bind(
        forms.SuperviseForm,
        rows=oversight_of(visit.matter),
        unit=visit.matter.dossier.unit,
        user=visit.user,
    )
    if visit.takes(
        form,
        lambda: actions.supervise(
            visit.matter, by=visit.user, on=clock.today(), **form.cleaned_data
        ),
    ):
        return visit.done("监督意见已登记。")
    return visit.ask(
        form,
        submit="出具意见",
        note="提交后不能再改。意见和签署人随案卷归档，意见写进实施结果公示。",
    )


@form_page
def answer_supervision(request: HttpRequest, number: str, opinion: int) -> HttpResponse:
    """Answer concerns of the supervision committee (答复监督意见)."""
    visit = open_step(request, number, "answer_supervision")
    said = get_object_or_404(visit.matter.supervision_opinions, pk=opinion)
    form = visit.bind(forms.AnswerSupervisionForm)
    if visit.takes(
        form,
        lambda: actions.answer_supervision(
            visit.matter, by=visit.user, opinion=said, **form.cleaned_data
        ),
    ):
        return visit.done("监督意见已答复。")
    return visit.ask(
        form,
        submit="答复",
        lead=f"{said.signer}对“{said.get_step_display()}”的意见：{said.text}",
        note="提交后不能再改，监督委员能看到；写进实施结果公示。",
    )
