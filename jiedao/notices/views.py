"""The inbox (消息)."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from jiedao.notices import actions, selectors
from jiedao.web.commands import command, page, show

PAGE = 20
# A key of the database has fewer digits than this.
KEY_DIGITS = 19


@page
def inbox(request: HttpRequest) -> HttpResponse:
    """What the portal told me, newest first."""
    assert request.user.is_authenticated
    url, rows = reverse("notices:inbox"), selectors.of(request.user)
    before = str(request.GET.get("before", ""))
    if before:
        is_key = before.isdecimal() and len(before) < KEY_DIGITS
        last = rows.filter(pk=int(before)).first() if is_key else None
        if last is None:  # not a line of this inbox: it begins at its first page, and says so
            return HttpResponseRedirect(url)
        rows = selectors.before(last)
    found = list(rows[: PAGE + 1])
    shown = [selectors.row(notice) for notice in found[:PAGE]]
    pager = {
        "newer_url": url if before else "",
        "older_url": f"{url}?before={shown[-1].pk}" if len(found) > PAGE else "",
        "words": "",
    }
    context = {
        "rows": shown,
        "newest": max((row.pk for row in shown), default=0),
        "any_unread": any(not row.is_read for row in shown),
        "pager": pager,
    }
    return show(request, "jiedao/notices.html", context)


@command
def mark_read(request: HttpRequest, pk: int) -> HttpResponse:
    """知道了: one line of the own inbox."""
    assert request.user.is_authenticated
    notice = get_object_or_404(selectors.of(request.user), pk=pk)
    actions.mark_read(notice, by=request.user)
    return HttpResponseRedirect(_back(request))


@command
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """全部知道了: everything the page showed, not what came meanwhile."""
    assert request.user.is_authenticated
    up_to = str(request.POST.get("up_to", ""))
    if up_to.isdecimal() and len(up_to) < KEY_DIGITS:
        actions.mark_all_read(up_to=int(up_to), by=request.user)
    return HttpResponseRedirect(_back(request))


def _back(request: HttpRequest) -> str:
    wanted = str(request.POST.get("next", ""))
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if safe else reverse("notices:inbox")
