"""What the form pages of the organisation have in common."""

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jiedao.lib.refusals import unless
from jiedao.organisation import closing
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.web import duties
from jiedao.web.commands import show
from jiedao.web.duties import OfficeDuty
from jiedao.web.forms import OfficeForm


@dataclass(frozen=True)
class Sheet:
    """How a form page is headed: what it does, why, and what its button says."""

    title: str
    lead: str
    button: str
    wide: bool = False


def signed_in(request: HttpRequest) -> User:
    """Who asks; the middleware lets nobody else come here."""
    return cast(User, request.user)


def may_manage(request: HttpRequest, unit: Unit | None = None) -> bool:
    """Whether the page offers its forms to this person."""
    return duties.holds(signed_in(request), OfficeDuty.MANAGE_UNITS, unit)


def demand_change(request: HttpRequest, unit: Unit, *, act: str) -> None:
    """Who may not is told so; of a closed unit nothing is changed, and no form is shown in vain."""
    duties.demand(request.user, OfficeDuty.MANAGE_UNITS, unit, act=act)
    unless(closing.why_closed(unit))


def unit_url(unit: Unit) -> str:
    return reverse("organisation:unit_page", args=[unit.code])


def form_sheet(
    request: HttpRequest, form: OfficeForm, unit: Unit, sheet: Sheet, **more: Any
) -> HttpResponse:
    """A page with one form about one unit; 422 when it came back with something to correct."""
    context = {
        "form": form,
        "unit": unit,
        "unit_url": unit_url(unit),
        "sheet": sheet,
        "multipart": form.is_multipart(),
        **more,
    }
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "jiedao/organisation_form.html", context, status=status)
