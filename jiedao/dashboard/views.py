"""The dashboard (看板): the secretary's first page; on paper one sheet, on the meeting room's screen large."""

from django.http import HttpRequest, HttpResponse

from jiedao.access.selectors import holdings
from jiedao.dashboard import selectors
from jiedao.indicators.scoping import asked_scope
from jiedao.indicators.selectors import units_near
from jiedao.lib import clock
from jiedao.people.signed_in import signed_in
from jiedao.web.commands import page, show
from jiedao.web.duties import OfficeDuty

SECONDS = 300


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
        "units": units_near(user, scope.unit, counted.units),
        "may_urge": holdings(user).covers(OfficeDuty.URGE, scope.unit),
        "is_screen": is_screen,
        "back": request.get_full_path(),
    }
    response = show(request, "jiedao/dashboard.html", context)
    if is_screen:
        response["Refresh"] = str(SECONDS)  # nobody sits at the wall to press a key
    return response
