"""The desk, search, and what is shown when a page cannot be."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from jiedao.lib import clock
from jiedao.lib.refusals import FORBIDDEN, Refusal
from jiedao.pages import answers, readiness
from jiedao.pages.desk import desk_of
from jiedao.pages.search import LONGEST, find
from jiedao.web import duties, kept
from jiedao.web.commands import page, show
from jiedao.web.duties import OfficeDuty


@login_not_required
@page
def back_office_sign_in(request: HttpRequest) -> HttpResponse:
    """The back office has no sign-in of its own: it would know no limit of wrong passwords."""
    if request.user.is_authenticated:
        duties.demand(request.user, OfficeDuty.MANAGE_UNITS, act="查看基础数据后台")
        return redirect("admin:index")
    return redirect(f"{reverse('pages:sign_in')}?next={reverse('admin:index')}")


@page
def desk(request: HttpRequest) -> HttpResponse:
    """我的待办: what is late, due, told, and what I opened."""
    assert request.user.is_authenticated
    today = clock.today()
    unfolded = str(request.GET.get("all", ""))
    context = {"desk": desk_of(request.user, today=today, unfolded=unfolded), "today": today}
    return show(request, "jiedao/desk.html", context)


@page
def search(request: HttpRequest) -> HttpResponse:
    """搜索: every dossier this person may see, newest first."""
    assert request.user.is_authenticated
    typed, before = str(request.GET.get("q", "")), str(request.GET.get("before", ""))
    results = find(request.user, typed, before=int(before) if before.isdecimal() else None)
    url = reverse("pages:search")
    here = {"q": results.words}
    pager = {
        "newer_url": f"{url}?{urlencode(here)}" if before else "",
        "older_url": f"{url}?{urlencode(here | {'before': results.older_than})}"
        if results.older_than
        else "",
        "words": "",
    }
    context = {"results": results, "typed": typed[:LONGEST], "pager": pager}
    return show(request, "jiedao/search.html", context)


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """The process lives."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether people can be served now; one sentence per part."""
    found = readiness.checks()
    ready = all(check.ok for check in found.values())
    parts = {name: {"ok": check.ok, "sentence": check.sentence} for name, check in found.items()}
    return JsonResponse(
        {"ready": ready, "checks": parts},
        status=200 if ready else 503,
        json_dumps_params={"ensure_ascii": False},
    )


@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it here whatever the page says."""
    return HttpResponseRedirect(static("jiedao/favicon.svg"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be read."""
    if answers.wants_json(request):
        unread = Refusal("bad_request", "请求无法识别，没有办理。请核对地址和内容。", status=400)
        return answers.as_json(unread)
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 that was not a refusal of ours."""
    context = {"refusal": None, "back_url": kept.came_from(request)}
    return render(request, "errors/403.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: absent, or not to be known; a sentence of ours says which, Django's own are not shown."""
    said = exception.args[0] if exception.args else ""
    words = said if isinstance(said, str) and said.endswith("。") else ""
    if answers.wants_json(request):
        missing = Refusal("not_found", words or "没有找到，或者不在您能查看的范围内。", status=404)
        return answers.as_json(missing)
    return render(request, "errors/404.html", {"words": words}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away: shown without asking the database anything."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if away else 500
    if answers.wants_json(request):
        broken = Refusal("server_error", "平台出了故障，没有保存。请稍后再试。", status=status)
        response: HttpResponse = answers.as_json(broken)
    else:
        response = HttpResponse(render_to_string("errors/500.html"), status=status)
    if away:
        response["Retry-After"] = (
            "30"  # a proxy and a program may try again, a person reads the page
        )
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page had been open too long: what was typed is shown and kept for the page it belongs to."""
    if answers.wants_json(request):
        stale = Refusal("csrf", "页面已过期，请重新取得令牌后再提交。", status=FORBIDDEN)
        return answers.as_json(stale)
    text = kept.shown(request)
    back = kept.came_from(request) or request.path
    context = {"kept_text": text, "back_url": kept.keep(request, back=back)}
    return render(request, "errors/csrf.html", context, status=FORBIDDEN)
