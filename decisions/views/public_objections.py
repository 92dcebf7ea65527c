"""What residents do about a notice they object to, without an account: say so, and say it again."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

from decisions import actions, forms
from decisions.models import Matter
from decisions.selectors import facts, public_matter
from decisions.views.on_behalf import OBJECTION, slip_of
from decisions.views.shut import shut
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import Refusal
from jiedao.people import actions as people
from jiedao.publications import board as boards
from jiedao.publications import selectors as publications
from jiedao.publications.models import Objection, Publication
from jiedao.receipts import slips
from jiedao.receipts.selectors import subject_of
from jiedao.web import limits, once
from jiedao.web.commands import act_page, form_page, show
from jiedao.web.headers import not_kept

CHECK, REFUSED = 422, 409
SAY = limits.declare("say-objection", "提异议", most=12, minutes=10)
RESPOND = limits.declare("respond-objection", "回应答复", most=12, minutes=10)


@limits.limited(SAY)
@not_kept
@login_not_required
@act_page
def say_objection(request: HttpRequest, number: str) -> HttpResponse:
    """A resident objects to a notice (居民网上提异议); the receipt's code is shown once."""
    notice, matter = _public(number)
    refusal = _why_not(notice, matter)
    if refusal:
        back = ("看这份公示", address("publications:publication", notice.number))
        place = boards.place_of(notice.unit)
        return shut(request, refusal, act="提异议", place=place, nav="board", back=back)
    form = forms.SayObjectionForm(request.POST if request.method == "POST" else None)
    status, code = 200, ""
    if request.method == "POST":
        status = CHECK
        if form.is_valid():
            given = form.values("text", "name", "phone")
            done = form.attempt(
                lambda: once.only_once(
                    request,
                    lambda: actions.say_objection(matter, by=people.visitor(), **given),
                    same=("text", "name"),
                )
            )
            if done is once.REPEATED:
                said, code = slips.given(request, notice.objections.all())
                return _thanks(request, notice, slip_of(matter, said, code, what=OBJECTION))
            if done is not None:
                said, code = done
                return _thanks(request, notice, slip_of(matter, said, code, what=OBJECTION))
            status = REFUSED
    context = _context(notice) | {"form": form, "once_token": once.token_for(request)}
    return show(request, "decisions/objection_form.html", context, status=status)


@limits.limited(RESPOND)
@not_kept
@login_not_required
@form_page
def respond_objection(request: HttpRequest, number: str) -> HttpResponse:
    """The holder of a receipt says whether the answer satisfies (回应答复)."""
    notice, matter = _public(number)
    form = forms.RespondObjectionForm(request.POST if request.method == "POST" else None)
    status, told = 200, ""
    if request.method == "POST":
        status = CHECK
        if form.is_valid():
            said = _of_receipt(form.cleaned_data["code"], notice)
            if said is None:
                form.add_error("code", "这个回执码不是对这份公示的异议，请对照回执核对。")
            else:
                done = once.only_once(
                    request,
                    lambda: form.attempt(
                        lambda: actions.respond_objection(
                            matter,
                            by=people.visitor(),
                            objection=said,
                            accepts=form.cleaned_data["accepts"] == "yes",
                            reason=form.cleaned_data["reason"],
                        )
                    ),
                )
                if done is not None:
                    accepted = form.cleaned_data["accepts"] == "yes"
                    told = "谢谢您，这件异议办结了。" if accepted else "已经交街道办事处调查核实。"
                    status = 200
                else:
                    status = REFUSED
    context = _context(notice) | {
        "form": form,
        "told": told,
        "once_token": once.token_for(request),
    }
    return show(request, "decisions/objection_respond.html", context, status=status)


def _public(number: str) -> tuple[Publication, Matter]:
    """A notice residents may know of, with its matter; 404 for every other."""
    notice = publications.by_number(number)
    matter = public_matter(notice.dossier.number) if notice else None
    if notice is None or matter is None:
        raise Http404
    return notice, matter


def _why_not(notice: Publication, matter: Matter) -> Refusal | None:
    """Why nothing is taken: it comes too late, or speaks of a notice that another has replaced."""
    current = facts(matter).current_publication()
    if notice.superseded_as and current:
        return Refusal(
            "objection.superseded",
            f"这份公示{notice.get_superseded_as_display()}，请对新的公示《{current.title}》提出异议。",
        )
    if (notice.ends_on and clock.today() > notice.ends_on) or current != notice:
        until = f"到{long_day(notice.ends_on)}" if notice.ends_on else ""
        return Refusal(
            "objection.too_late",
            f"这份公示{until}已经期满，不再受理异议。",
            hint="认为公示不实的，您可以直接向街道办事处反映。",
        )
    return None


def _of_receipt(code: str, notice: Publication) -> Objection | None:
    """The objection a receipt was given for, provided it speaks of this notice."""
    pk = subject_of(code, kind="decisions.objection")
    return Objection.objects.filter(pk=pk, publication=notice).first() if pk else None


def _context(notice: Publication) -> dict[str, object]:
    return {"notice": notice, "place": boards.place_of(notice.unit), "nav_current": "board"}


def _thanks(
    request: HttpRequest, notice: Publication, slip: dict[str, object] | None
) -> HttpResponse:
    """The objection has arrived; sent again by mistake, the same receipt again."""
    context = _context(notice) | {"slip": slip}
    return show(request, "decisions/objection_thanks.html", context)
