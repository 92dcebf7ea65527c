"""Filing with the street: submitted, accepted, or ordered to be put right."""

from django.http import HttpRequest, HttpResponse

from decisions import actions, forms
from decisions.views.visit import open_step
from jiedao.web.commands import form_page


@form_page
def submit_filing(request: HttpRequest, number: str) -> HttpResponse:
    """Hand the text to the street for filing (报送备案)."""
    visit = open_step(request, number, "submit_filing")
    form = visit.bind(forms.SubmitFilingForm)
    if visit.takes(
        form, lambda: actions.submit_filing(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("已报送街道备案，办理期限已列入街道的待办。")
    return visit.ask(form, submit="报送备案", note="街道会看到决议全文、办理经过和会议材料。")


@form_page
def accept_filing(request: HttpRequest, number: str) -> HttpResponse:
    """The street files it (备案)."""
    visit = open_step(request, number, "accept_filing")
    form = visit.bind(forms.AcceptFilingForm)
    if visit.takes(
        form, lambda: actions.accept_filing(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("已备案。")
    return visit.ask(form, submit="予以备案", note="提交后，居民在公开栏能看到已经备案。")


@form_page
def order_correction(request: HttpRequest, number: str) -> HttpResponse:
    """The street orders the text to be put right (责令改正)."""
    visit = open_step(request, number, "order_correction")
    form = visit.bind(forms.OrderCorrectionForm)
    if visit.takes(
        form, lambda: actions.order_correction(visit.matter, by=visit.user, **form.cleaned_data)
    ):
        return visit.done("已责令改正，社区要修改文本，重新提请居民会议决定。")
    return visit.ask(
        form,
        submit="责令改正",
        note="提交后，居民在公开栏能看到街道责令改正；社区要从党组织提议起重新办理。",
    )
