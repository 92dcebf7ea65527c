"""The regime of a street: which papers, by when, who is excused, and how each day is computed."""

from dataclasses import asdict
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse

from jiedao.access.selectors import holdings, units_within
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.signed_in import signed_in
from jiedao.reporting import actions, forms
from jiedao.reporting.models import Excuse, Regime
from jiedao.reporting.parties import REPORTING
from jiedao.reporting.rules import RULES
from jiedao.reporting.states import PaperKind
from jiedao.reporting.terms import DEFAULTS
from jiedao.web import duties
from jiedao.web.asking import Asking, ask, bound
from jiedao.web.commands import form_page, page, show
from jiedao.web.duties import OfficeDuty

MOST = 50
# Rules that are only what a street begins with: what holds there stands under its name.
SET_BY_STREET = ("weekly", "half", "review", "due_hour")


@page
def regime_page(request: HttpRequest) -> HttpResponse:
    """What is asked for where, and who is excused."""
    user, today = signed_in(request), clock.today()
    held = holdings(user)
    # Who works beneath a street reports to it, and wants to know by when.
    seen = held.within(OfficeDuty.SEE_REPORTS) | held.above(OfficeDuty.SEE_REPORTS)
    streets = list(
        Unit.objects.active().filter(seen, level=UnitLevel.STREET).order_by("path")[:MOST]
    )
    known = Regime.objects.filter(street__in=streets).select_related("changed_by")
    regimes = {regime.street_id: regime for regime in known}
    may_set = {unit.pk for unit in units_within(user, OfficeDuty.SET_RULES)}
    excuses = Excuse.objects.filter(
        Q(until=None) | Q(until__gt=today),
        unit__in=units_within(user, OfficeDuty.SEE_REPORTS),
    )
    edition = RULES.on(today)
    context = {
        "rows": [
            _row(street, regimes.get(street.pk), may_set=street.pk in may_set) for street in streets
        ],
        "excuses": list(excuses.select_related("unit", "made_by")[:MOST]),
        "rules": [
            (edition.name(key), str(getattr(edition, key)))
            for key in edition
            if key not in SET_BY_STREET
        ],
    }
    return show(request, "jiedao/report_regime.html", context)


def _row(street: Unit, regime: Regime | None, *, may_set: bool) -> dict[str, Any]:
    said = regime.in_words if regime else []
    return {"street": street, "regime": regime, "said": said, "may_set": may_set}


@form_page
def set_up(request: HttpRequest, code: str) -> HttpResponse:
    """Set up or change the regime of a street (登记汇报制度)."""
    user, street = signed_in(request), _street(code)
    duties.demand(user, OfficeDuty.SET_RULES, street, act="登记汇报制度")
    now = Regime.objects.filter(street=street).first()
    form = bound(request, forms.RegimeForm, initial=_known(now))

    def act() -> Regime:
        given = form.values("since", "due_hour", "kinds")
        return actions.set_up(street, by=user, terms=form.terms, **given)

    asking = _asking(
        f"{street}的汇报制度",
        "到了日子，每个单位、每个小组的汇报自动开始填报，数字和办理情况自动列好。"
        "正在报的各期不变，修改从下一期起。",
    )
    done = ("已登记，到了日子自动开始填报。", address("reporting:regime_page"))
    return ask(request, form, act, asking, done=lambda _: done)


def _known(now: Regime | None) -> dict[str, Any]:
    """What holds now, or what a street begins with."""
    terms, today = now.terms if now else DEFAULTS, clock.today()
    first, second = terms.half_days
    return asdict(terms) | {
        "first_day": first,
        "second_day": second,
        "kinds": now.kinds if now else PaperKind.values,
        "since": now.since if now else today,
        "due_hour": now.due_hour if now else RULES.on(today).due_hour,
    }


@form_page
def excuse(request: HttpRequest, code: str) -> HttpResponse:
    """Excuse a unit for a time (免报)."""
    user, street = signed_in(request), _street(code)
    duties.demand(user, OfficeDuty.SET_RULES, street, act="登记免报")
    units = Unit.objects.within(street).active().of_level(*REPORTING).order_by("path")
    form = bound(request, forms.ExcuseForm, units=units)

    def act() -> Excuse:
        given = dict(form.cleaned_data)
        return actions.excuse(given.pop("unit"), by=user, **given)

    asking = _asking("登记免报", "这段时间里开始的汇报不再要这个单位报；已经开始填报的不变。")
    done = ("已登记。", address("reporting:regime_page"))
    return ask(request, form, act, asking, done=lambda _: done)


def _street(code: str) -> Unit:
    street = Unit.objects.filter(code=code, level=UnitLevel.STREET).first()
    if street is None:
        raise Http404
    return street


def _asking(title: str, lead: str) -> Asking:
    return Asking(title, lead, "登记", "汇报制度", address("reporting:regime_page"))
