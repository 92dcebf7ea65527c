"""A resident reports to the street what the community should have published (第三十五条), without an account."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from decisions import actions
from decisions.forms import complaints as forms
from decisions.selectors import complaints as selectors
from decisions.views.complaints import slip_of
from jiedao.lib import text
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit
from jiedao.people import actions as people
from jiedao.publications import board as boards
from jiedao.receipts import slips
from jiedao.web import limits, once
from jiedao.web.asking import status_of
from jiedao.web.commands import act_page, page, show
from jiedao.web.headers import not_kept

SHOWN = 60
SAY = limits.declare("say-complaint", "反映公开问题", most=12, minutes=10)


@login_not_required
@not_kept
@page
def choose_community(request: HttpRequest) -> HttpResponse:
    """Which community it is about (先选社区); who comes from a community's board has chosen."""
    unit = selectors.public_communities().filter(code=request.GET.get("unit", "")).first()
    if unit:
        matter = urlencode({"matter": request.GET.get("matter", "")})
        return redirect(f"{address('consultations:say_complaint', unit.code)}?{matter}")
    words = text.asked_words(request.GET.get("q", ""))
    found = list(selectors.public_communities(words)[: SHOWN + 1])
    context = {
        "place": None,
        "nav_current": "board",
        "words": words,
        "communities": found[:SHOWN],
        "are_more": len(found) > SHOWN,
    }
    return show(request, "decisions/complaint_where.html", context)


@limits.limited(SAY)
@not_kept
@login_not_required
@act_page
def say_complaint(request: HttpRequest, code: str) -> HttpResponse:
    """A resident reports it (居民网上反映); the receipt's code is shown once."""
    community = selectors.public_community(code)
    matters = selectors.newest_matters(community)
    posted = request.POST if request.method == "POST" else None
    known = matters.filter(dossier__number=str(request.GET.get("matter", ""))).first()
    form = forms.SayComplaintForm(posted, matters=matters, initial={"matter": known})
    if posted is not None and form.is_valid():
        given = form.values("wrong", "matter", "affair", "text", "name", "phone")
        done = form.attempt(
            lambda: once.only_once(
                request,
                lambda: actions.say_complaint(community, by=people.visitor(), **given),
                same=("wrong", "matter", "affair", "text", "name"),
            )
        )
        if isinstance(done, once.Repeated):
            said, code = slips.given(request, selectors.of_community(community))
            return _thanks(request, community, slip_of(community, said, code))
        if done is not None:
            return _thanks(request, community, slip_of(community, *done))
    context = {
        "place": boards.place_of(selectors.street_of(community)),  # who is called takes it up
        "nav_current": "board",
        "community": community,
        "street": selectors.street_of(community),
        "form": form,
        "once_token": once.token_for(request),
    }
    return show(request, "decisions/complaint_form.html", context, status=status_of(form))


def _thanks(request: HttpRequest, community: Unit, slip: dict[str, object] | None) -> HttpResponse:
    """It has arrived; sent again by mistake, the same receipt again."""
    context = {
        "place": boards.place_of(selectors.street_of(community)),  # who is called takes it up
        "nav_current": "board",
        "community": community,
        "street": selectors.street_of(community),
        "slip": slip,
    }
    return show(request, "decisions/complaint_thanks.html", context)
