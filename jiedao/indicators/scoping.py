"""Over what a page counts: the unit and period asked for, as far as the person's duty reaches."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from jiedao.indicators import selectors
from jiedao.indicators.figures import Scope
from jiedao.indicators.forms import ScopeForm, periods
from jiedao.lib import clock
from jiedao.people.signed_in import signed_in


def asked_scope(request: HttpRequest) -> tuple[Scope, dict[str, Any]]:
    """The scope asked for, and the form in which it is chosen (its units: `selectors.units_near`)."""
    user, today = signed_in(request), clock.today()
    unit = selectors.unit_of(user, request.GET.get("unit", ""))
    form = ScopeForm(request.GET if {"since", "until"} & request.GET.keys() else None)
    scope = Scope(unit, *form.period(today))
    chosen = [
        {
            "name": name,
            "url": "?" + urlencode({"unit": unit.code, "since": since, "until": last}),
            "current": (since, last) == (scope.since, scope.last),
        }
        for name, since, last in periods(today)
    ]
    return scope, {"scope": scope, "form": form, "periods": chosen}
