"""The dashboard (看板): the secretary's first page; on paper one sheet, on the meeting room's screen large."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from jiedao.access.selectors import holdings
from jiedao.dashboard import selectors
from jiedao.dashboard.selectors import Counted
from jiedao.indicators.figures import Scope
from jiedao.indicators.scoping import asked_scope
from jiedao.indicators.selectors import units_near
from jiedao.lib import clock
from jiedao.people.signed_in import signed_in
from jiedao.web.commands import page, show
from jiedao.web.duties import OfficeDuty

SECONDS = 300


def _drawn(counted: Counted, scope: Scope, today: date) -> SafeString:
    """The counted part as it is drawn, kept as long as its numbers."""
    context = {"counted": counted, "scope": scope}
    stamp = f"drawn:{counted.at.timestamp()}"
    part = "jiedao/_dashboard_counted.html"
    drawn = selectors.kept_for(scope, today, stamp, lambda: render_to_string(part, context))
    assert isinstance(drawn, SafeString)  # escaped when it was drawn; the cache keeps it so
    return drawn


@page
def dashboard(request: HttpRequest) -> HttpResponse:
    """What is red and whose, the systems, the units, the figures, money, what comes next."""
    user, today = signed_in(request), clock.today()
    scope, context = asked_scope(request)
    is_screen = request.GET.get("screen") == "1"
    counted = selectors.counted(scope, today=today)
    context |= {
        "today": today,
        "reds": selectors.reds(user, scope.unit, today=today),
        "counted": counted,
        "counted_part": _drawn(counted, scope, today),
        "units": units_near(user, scope.unit, counted.units),
        "may_urge": holdings(user).covers(OfficeDuty.URGE, scope.unit),
        "is_screen": is_screen,
        "back": request.get_full_path(),
    }
    response = show(request, "jiedao/dashboard.html", context)
    if is_screen:
        response["Refresh"] = str(SECONDS)  # nobody sits at the wall to press a key
    return response
