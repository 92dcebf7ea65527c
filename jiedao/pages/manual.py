"""The pages of the handbook (使用手册): public, the same for everybody, and so cacheable."""

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from jiedao.access.roles import all_roles
from jiedao.accounts.rules import RULES
from jiedao.delivery import routes
from jiedao.lib import clock
from jiedao.pages import handbook, working
from jiedao.procedures.steps import all_procedures
from jiedao.web import elder
from jiedao.web.commands import View, page, show

SECONDS = 300


def manual_page(view: View) -> View:
    """A page anyone may read and any proxy may keep for five minutes."""

    @wraps(view)
    def drawn(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        elder.vary(response)
        return response

    return login_not_required(cache_control(public=True, max_age=SECONDS)(page(drawn)))


@manual_page
def contents(request: HttpRequest) -> HttpResponse:
    """What the handbook holds, and how to begin."""
    context = {
        "procedures": list(all_procedures().values()),
        "work": list(working.PAGES.values()),
        "place": None,
    }
    return show(request, "jiedao/handbook_contents.html", context)


@manual_page
def residents(request: HttpRequest) -> HttpResponse:
    """What a resident can do and how, in plain words (居民怎么办)."""
    context = {"place": None, "nav_current": "handbook"}
    return show(request, "jiedao/handbook_residents.html", context)


@manual_page
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """A procedure as picture and table."""
    found = all_procedures().get(code)
    if found is None:
        raise Http404
    drawn = handbook.procedure_page(found, today=clock.today())
    return show(request, "jiedao/handbook_procedure.html", {"procedure": drawn, "place": None})


@manual_page
def work(request: HttpRequest, code: str) -> HttpResponse:
    """One kind of work in words: how it is done day by day (日常工作)."""
    found = working.PAGES.get(code)
    if found is None:
        raise Http404
    return show(request, found.template, working.context_of(found, today=clock.today()))


@manual_page
def accounts(request: HttpRequest) -> HttpResponse:
    """Signing in, and what to do when one cannot (账号和登录)."""
    sensitive = [role.name for role in all_roles().values() if role.sensitive]
    context = {
        "rules": RULES.on(clock.today()),
        "sensitive": sensitive,
        "outgoing": routes.IN_WORDS,
        "place": None,
    }
    return show(request, "jiedao/handbook_accounts.html", context)


@manual_page
def roles(request: HttpRequest) -> HttpResponse:
    """Every role and every duty."""
    context = {"roles": handbook.roles(), "duties": handbook.duties(), "place": None}
    return show(request, "jiedao/handbook_roles.html", context)


@manual_page
def rules(request: HttpRequest) -> HttpResponse:
    """Every edition of every rulebook, and what units have set for themselves."""
    return show(request, "jiedao/handbook_rules.html", {"books": handbook.books(), "place": None})


@manual_page
def limits(request: HttpRequest) -> HttpResponse:
    """Every limit, how days are counted, and every act of the ledger."""
    context = {
        "limits": handbook.limits(today=clock.today()),
        "acts": handbook.acts(),
        "place": None,
    }
    return show(request, "jiedao/handbook_limits.html", context)
