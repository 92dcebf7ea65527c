"""代录: what a resident says at the window or by telephone, read back to him, with a receipt."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from decisions import access, actions, forms
from decisions.actions import Spoken
from decisions.models import Matter, Opinion
from decisions.states import ChannelKind
from decisions.views.visit import Visit, open_step, user_of
from jiedao.lib import clock
from jiedao.personal import views as personal
from jiedao.personal.fields import Sealed
from jiedao.publications import board as boards
from jiedao.receipts import slips
from jiedao.web import once
from jiedao.web.commands import form_page, show


@form_page
def enter_opinion(request: HttpRequest, number: str) -> HttpResponse:
    """Type what the resident says, read it back, enter it, hand over the receipt (代录居民意见)."""
    visit = open_step(request, number, "enter_opinion")
    form = visit.bind(forms.EnterOpinionForm, initial={"channel": ChannelKind.PHONE})
    spoken: list[Spoken] = []

    def enter() -> Spoken:
        given = form.cleaned_data
        spoken.append(actions.enter_opinion(visit.matter, by=visit.user, **given))
        return spoken[0]

    if "confirmed" in request.POST:
        if visit.takes(form, enter):
            return _slip(visit, spoken[0] if spoken else None)
    elif request.method == "POST" and "edit" not in request.POST and form.is_valid():
        return _read_back(visit, form)
    return visit.ask(
        form,
        submit="下一步：念给居民核对",
        note="称呼和电话居民可以不留；留了也只在内部看到，电话加密保存。意见里请不要写号码和门牌。",
    )


@form_page
def correct_opinion(request: HttpRequest, number: str, opinion: int) -> HttpResponse:
    """Put right what was typed wrongly (更正意见登记)."""
    visit = open_step(request, number, "correct_opinion")
    said = get_object_or_404(visit.matter.opinions.select_related("entered_by"), number=opinion)
    form = visit.bind(
        forms.CorrectOpinionForm, initial={"text": said.text, "speaker": said.speaker}
    )
    if visit.takes(
        form,
        lambda: actions.correct_opinion(
            visit.matter, by=visit.user, opinion=said, **form.cleaned_data
        ),
    ):
        back = reverse("decisions:opinion_list", args=[number])
        answered = "采纳情况和理由请再核对一遍。" if said.uptake else ""
        return visit.done(f"第{said.number}号意见的登记差错已更正。{answered}", to=back)
    return visit.ask(
        form,
        submit="更正",
        lead="只改登记时写错的字，不改居民的意思。更正前的文字只留摘要，更正的原因和人记入台账。",
        note="更正的原因，拿回执的居民看得到。",
        template="decisions/opinion_correct.html",
        opinion=said,
    )


@form_page
def disclose_phone(request: HttpRequest, number: str, opinion: int) -> HttpResponse:
    """See the whole number a resident left, for a reason (查看居民电话)."""
    matter = access.get_visible(user_of(request), number)
    said = get_object_or_404(matter.opinions, number=opinion)
    sealed = said.phone
    assert isinstance(sealed, Sealed)
    return personal.disclose(
        request,
        matter.dossier,
        sealed,
        what=f"第{said.number}号意见留的电话",
        back_url=reverse("decisions:opinion_list", args=[number]),
    )


def slip_of(matter: Matter, opinion: Opinion | None, code: str) -> dict[str, object]:
    """What stands on a receipt (components/_slip.html)."""
    place = boards.place_of(matter.dossier.unit)
    return {
        "code": code,
        "title": matter.dossier.title,
        "unit": f"{place.sub}{place.name}",
        "number": opinion.number if opinion else None,
        "on": opinion.said_on if opinion else clock.today(),
        "phone": place.phone,
        "address": f"{settings.PUBLIC_URL}{reverse('receipts:look_up')}",
    }


def _read_back(visit: Visit, form: forms.EnterOpinionForm) -> HttpResponse:
    given = form.cleaned_data
    said = given | {"channel": ChannelKind(given["channel"]).label}
    context = {
        "dossier": visit.matter.dossier,
        "form": form,
        "said": said,
        "once_token": once.token_for(visit.request),
        "back_url": visit.matter.get_absolute_url(),
    }
    return _not_kept(show(visit.request, "decisions/opinion_read_back.html", context))


def _slip(visit: Visit, spoken: Spoken | None) -> HttpResponse:
    """The receipt to hand over; sent again by mistake, the same receipt again."""
    if spoken:
        slips.keep(visit.request, spoken.code)
    code = spoken.code if spoken else slips.kept(visit.request)
    number = visit.matter.dossier.number
    context = {
        "matter": visit.matter,
        "dossier": visit.matter.dossier,
        "slip": slip_of(visit.matter, spoken.opinion if spoken else None, code),
        "again_url": reverse("decisions:enter_opinion", args=[number]),
        "back_url": visit.matter.get_absolute_url(),
    }
    return _not_kept(show(visit.request, "decisions/opinion_slip.html", context))


def _not_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
