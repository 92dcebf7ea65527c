"""Over what a page counts: the unit and period asked for, as far as the person's duty reaches."""

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from jiedao.indicators import selectors
from jiedao.indicators.figures import Scope
from jiedao.indicators.forms import ScopeForm, periods
from jiedao.lib import clock
from jiedao.people.signed_in import signed_in


def asked_scope(
    request: HttpRequest, duties: tuple[str, ...] = selectors.OPENS
) -> tuple[Scope, dict[str, Any]]:
    """The scope asked for, and the form in which it is chosen (its units: `selectors.units_near`)."""
    user, today = signed_in(request), clock.today()
    unit = selectors.unit_of(user, request.GET.get("unit", ""), duties)
    form = ScopeForm(request.GET if {"since", "until"} & request.GET.keys() else None)
    scope = Scope(unit, *form.period(today))
    # Worked out where the choice is drawn: a page that keeps it drawn does not ask.
    return scope, {"scope": scope, "form": form, "periods": partial(_choices, scope, today)}


def _choices(scope: Scope, today: date) -> list[dict[str, Any]]:
    """The periods most asked for, each with its address."""
    unit = scope.unit.code
    return [
        {
            "name": name,
            "url": "?" + urlencode({"unit": unit, "since": since, "until": last}),
            "current": (since, last) == (scope.since, scope.last),
        }
        for name, since, last in periods(today)
    ]
