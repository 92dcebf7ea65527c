"""Showing a number in full, for the apps' own addresses; and the audit's list of who looked."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from jiedao.access.duties import OfficeDuty, name_of
from jiedao.access.selectors import holdings
from jiedao.dossiers.models import Dossier
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.personal import actions, selectors
from jiedao.personal.fields import Sealed
from jiedao.personal.forms import DiscloseForm
from jiedao.web import stepup
from jiedao.web.commands import page, show

PAGE = 50
KEY_DIGITS = 19


def disclose(
    request: HttpRequest,
    dossier: Dossier,
    sealed: Sealed,
    *,
    what: str,
    back_url: str,
    duty: str = OfficeDuty.DISCLOSE,
) -> HttpResponse:
    """The page that asks why, and after that shows the number once; called by an app's form page.

    `duty` is another than the office's own where an app gives the number to who must call back.
    """
    assert request.user.is_authenticated
    user = request.user
    if not holdings(user).covers(duty, dossier.unit):
        raise refuse(
            "personal.no_duty",
            f"您在{dossier.unit}没有“{name_of(duty)}”职责，只能看到打码的号码。",
            hint="确实需要联系居民的，请社区书记或者主任办理。",
            status=FORBIDDEN,
        )
    stepup.required(request)
    form = DiscloseForm(request.POST or None)
    shown: str | None = None
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        shown = form.attempt(
            lambda: actions.disclose(dossier, sealed, what=what, reason=reason, by=user, duty=duty)
        )
    context = {
        "dossier": dossier,
        "what": what,
        "form": form,
        "shown": shown,
        "masked": str(sealed),
        "back_url": back_url,
    }
    status = 422 if form.errors else 200
    response = show(request, "jiedao/personal_disclose.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


@page
def disclosure_list(request: HttpRequest) -> HttpResponse:
    """Who looked at which full number and why (号码查看记录), newest first."""
    assert request.user.is_authenticated
    if not holdings(request.user).anywhere(OfficeDuty.SEE_AUDIT):
        raise refuse(
            "personal.no_audit",
            "号码查看记录只给审计管理员看，您没有这项职责。",
            status=FORBIDDEN,
        )
    rows = selectors.disclosures_for(request.user)
    before = str(request.GET.get("before", ""))
    if before.isdecimal() and len(before) < KEY_DIGITS:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PAGE + 1])
    url = reverse("personal:disclosure_list")
    pager = {
        "newer_url": url if before else "",
        "older_url": f"{url}?before={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "words": "",
    }
    context = {"rows": found[:PAGE], "pager": pager}
    return show(request, "jiedao/personal_disclosures.html", context)
