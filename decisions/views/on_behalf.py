"""代录: what a resident says at the window or by telephone, read back to him, with a receipt."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from decisions import access, actions, forms, procedures
from decisions.actions import Spoken
from decisions.models import Matter, Opinion
from decisions.selectors import facts
from decisions.states import ChannelKind
from decisions.views.visit import Visit, open_step, user_of
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.lib.refusals import unless
from jiedao.personal import views as personal
from jiedao.personal.fields import Sealed
from jiedao.publications import board as boards
from jiedao.publications.models import Objection
from jiedao.publications.objecting import Way
from jiedao.receipts import slips
from jiedao.web import once
from jiedao.web.commands import form_page, show
from jiedao.web.forms import OfficeForm

OPINION, OBJECTION = "意见", "异议"
READ_BACK = "下一步：念给居民核对"


@form_page
def enter_opinion(request: HttpRequest, number: str) -> HttpResponse:
    """Type what the resident says, read it back, enter it, hand over the receipt (代录居民意见)."""
    visit = open_step(request, number, "enter_opinion")
    form = visit.bind(forms.EnterOpinionForm)
    spoken: list[Spoken] = []

    def enter() -> Spoken:
        spoken.append(actions.enter_opinion(visit.matter, by=visit.user, **form.given))
        return spoken[0]

    if "confirmed" in request.POST:
        if visit.takes(form, enter):
            said, code = (spoken[0].opinion, spoken[0].code) if spoken else (None, "")
            return slip_page(visit, said, code, what=OPINION)
    elif is_to_be_read_back(request, form) and _may_be_of(visit, form):
        given = form.cleaned_data
        return _read_back(
            visit,
            form,
            what=OPINION,
            about=f"关于“{visit.matter.dossier.title}”",
            speaker=given["name"],
            way=ChannelKind(given["way"]).label,
            on=given["said_on"],
        )
    return visit.ask(
        form,
        submit=READ_BACK,
        note="称呼和电话居民可以不留；留了也只在内部看到，电话加密保存。意见里请不要写号码和门牌。",
    )


def _may_be_of(visit: Visit, form: forms.EnterOpinionForm) -> bool:
    """What is wrong with the day is told before anything is read to the resident."""
    day, procedure = form.cleaned_data["said_on"], procedures.of(visit.matter)

    def ask() -> bool:
        unless(procedure.why_not(visit.matter, visit.step.code, by=visit.user, on=day))
        return True

    return bool(form.attempt(ask))


@form_page
def enter_objection(request: HttpRequest, number: str) -> HttpResponse:
    """Type what the resident objects to, read it back, enter it, hand over the receipt (登记异议)."""
    visit = open_step(request, number, "enter_objection")
    form = visit.bind(forms.EnterObjectionForm)
    received: list[tuple[Objection, str]] = []

    def enter() -> Objection:
        given = form.cleaned_data
        received.append(
            actions.enter_objection(visit.matter, by=visit.user, on=clock.today(), **given)
        )
        return received[0][0]

    if "confirmed" in request.POST:
        if visit.takes(form, enter):
            said, code = received[0] if received else (None, "")
            return slip_page(visit, said, code, what=OBJECTION)
    elif is_to_be_read_back(request, form):
        given = form.cleaned_data
        notice = facts(visit.matter).current_publication()
        return _read_back(
            visit,
            form,
            what=OBJECTION,
            about=f"对《{notice.title if notice else visit.matter.dossier.title}》",
            speaker=given["name"],
            way=Way(given["way"]).label,
            on=given["said_on"],
        )
    return visit.ask(
        form,
        submit=READ_BACK,
        note="登记后给提出人一张有回执码的回执，凭码可以查办理情况。姓名和电话不公开。",
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
        back = address("decisions:opinion_list", number)
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
        back_url=address("decisions:opinion_list", number),
    )


def slip_of(
    matter: Matter,
    said: Opinion | Objection | None,
    code: str,
    *,
    what: str,
    place: boards.Place | None = None,
) -> dict[str, object]:
    """What stands on a receipt (components/_slip.html)."""
    place = place or boards.place_of(matter.dossier.unit)
    return {
        "what": what,
        "code": code,
        "title": matter.dossier.title,
        "unit": f"{place.sub}{place.name}",
        "number": said.number if said else None,
        "is_numbered": False,
        "on": said.said_on if said else clock.today(),
        "phone": place.phone,
        "address": f"{settings.PUBLIC_URL}{address('receipts:look_up')}",
    }


def is_to_be_read_back(request: HttpRequest, form: OfficeForm) -> bool:
    """Whether what was typed is in order, and the resident has not confirmed it yet."""
    return request.method == "POST" and "edit" not in request.POST and form.is_valid()


def _crumb(visit: Visit) -> str:
    return f"{visit.matter.dossier.number} {visit.matter.dossier.title}"


def _read_back(
    visit: Visit,
    form: OfficeForm,
    *,
    what: str,
    about: str,
    speaker: str,
    way: str,
    on: date | None = None,
) -> HttpResponse:
    said = {"what": what, "about": about, "speaker": speaker, "way": way, "on": on}
    back = visit.matter.get_absolute_url()
    return read_back(visit.request, form, said, crumb=_crumb(visit), back_url=back)


def read_back(
    request: HttpRequest, form: OfficeForm, said: dict[str, Any], *, crumb: str, back_url: str
) -> HttpResponse:
    """What was typed, to be read to the resident before it is entered (念给居民核对)."""
    given = form.cleaned_data
    context = {
        "crumb": crumb,
        "form": form,
        "said": said | {"text": given["text"], "phone": given["phone"]},
        "once_token": once.token_for(request),
        "back_url": back_url,
    }
    return _not_kept(show(request, "decisions/read_back.html", context))


def slip_page(
    visit: Visit, said: Opinion | Objection | None, code: str, *, what: str
) -> HttpResponse:
    """The receipt to hand over; sent again by mistake, the same receipt again."""
    if not code:
        if what == OPINION:
            said, code = slips.given(visit.request, visit.matter.opinions.all())
        else:
            said, code = slips.given(visit.request, visit.matter.dossier.objections.all())
    slip = slip_of(visit.matter, said, code, what=what)
    more = (
        "对答复不认可的，居民凭回执码在网上说，或者打电话来说，由街道办事处调查核实。"
        if what == OBJECTION
        else ""
    )
    back = visit.matter.get_absolute_url()
    return handed_over(visit.request, slip, crumb=_crumb(visit), back_url=back, more=more)


def handed_over(
    request: HttpRequest, slip: dict[str, object], *, crumb: str, back_url: str, more: str
) -> HttpResponse:
    """The page with the receipt staff prints or reads out (回执小票)."""
    context = {
        "crumb": crumb,
        "slip": slip,
        "again_url": request.path,
        "back_url": back_url,
        "more": more,
    }
    return _not_kept(show(request, "decisions/slip_given.html", context))


def _not_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
