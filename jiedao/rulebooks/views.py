"""The rules: every rulebook with its editions, the stricter numbers of the office's own."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jiedao.lib import clock, numerals
from jiedao.people.models import User
from jiedao.rulebooks import actions, editions, reading
from jiedao.rulebooks.forms import EndForm, LocalRuleForm, SchemeForm
from jiedao.rulebooks.models import LocalRule, LocalScheme
from jiedao.web import duties
from jiedao.web.commands import form_page, page, show
from jiedao.web.duties import OfficeDuty
from jiedao.web.form_pages import office_form

SHOWN = 100
VALUES = (
    *("book", "key", "value", "in_force", "until"),
    *("scheme", "document", "document_number", "document_on"),
)
SCHEME = ("title", "number", "issuer", "issued_on", "in_force", "until", "says")


@page
def rules(request: HttpRequest) -> HttpResponse:
    """Every number with its article in every edition, and what this office has made stricter."""
    stored = LocalRule.objects.select_related("unit", "set_by").order_by("-in_force", "-id")
    schemes = LocalScheme.objects.select_related("unit").order_by("-in_force", "-id")
    user = request.user
    rules: dict[int, list[dict[str, Any]]] = {}
    for rule in stored[:SHOWN]:
        rules.setdefault(rule.scheme_id, []).append(_row(rule, user))
    context = {
        "books": reading.books(),
        "schemes": [_scheme(scheme, rules, user) for scheme in schemes[:SHOWN]],
        "may_set": duties.holds(user, OfficeDuty.SET_RULES),
    }
    return show(request, "jiedao/rules_page.html", context)


def _scheme(
    scheme: LocalScheme, rules: dict[int, list[dict[str, Any]]], user: Any
) -> dict[str, Any]:
    """A document of the office's own with the numbers that stand in it."""
    today = clock.today()
    ended = scheme.until is not None and scheme.until <= today
    word, chip = (
        ("已停止", "")
        if ended
        else ("还没施行", "soon")
        if scheme.in_force > today
        else ("施行中", "ok")
    )
    may_end = not ended and duties.holds(user, OfficeDuty.SET_RULES, scheme.unit)
    return {
        "scheme": scheme,
        "rules": rules.get(scheme.pk, []),
        "word": word,
        "chip": chip,
        "end_url": reverse("rulebooks:end_scheme", args=[scheme.pk]) if may_end else "",
    }


def _row(rule: LocalRule, user: Any) -> dict[str, Any]:
    """A local number as the page shows it, beside the law's."""
    today = clock.today()
    edition = editions.find(rule.book).on(rule.in_force)
    known = rule.key in edition
    law = edition.rule(rule.key) if known else None
    ended = rule.until is not None and rule.until <= today
    coming = rule.in_force > today
    word, chip = ("已停止", "") if ended else ("还没施行", "soon") if coming else ("施行中", "ok")
    may_end = not ended and duties.holds(user, OfficeDuty.SET_RULES, rule.unit)
    return {
        "rule": rule,
        "name": edition.name(rule.key) if known else rule.key,
        "value": reading.written(rule.value_for(law)) if law else "",
        "law": f"{law.value}（{edition.source(rule.key)}）" if law else "已没有这一项",
        "word": word,
        "chip": chip,
        "end_url": reverse("rulebooks:end_local_rule", args=[rule.pk]) if may_end else "",
    }


def _units(user: User) -> Any:
    """Whose rules a person may set: an estate or a grid decides nothing of its own."""
    reached = duties.reach(user, OfficeDuty.SET_RULES)
    return reached.exclude(level__in=("estate", "grid"))


@form_page
def set_local_rule(request: HttpRequest) -> HttpResponse:
    """A unit sets a stricter number for itself; a weaker one is refused at the field."""
    user = cast(User, request.user)
    duties.demand(user, OfficeDuty.SET_RULES, act="登记本地从严规定")
    units = _units(user)
    initial = {"in_force": clock.today(), "unit": units.first()}
    today = clock.today()
    schemes = LocalScheme.objects.filter(unit__in=units).exclude(until__lte=today)
    form = LocalRuleForm(units, schemes, request.POST or None, initial=initial)
    if form.is_valid():
        rule = form.attempt(
            lambda: actions.set_local_rule(
                form.cleaned_data["unit"], by=user, **form.values(*VALUES)
            )
        )
        if rule:
            since = numerals.long_day(rule.in_force)
            messages.success(
                request, f"已登记，{since}起对{rule.unit}施行。以前的事项仍按当时的规定。"
            )
            return HttpResponseRedirect(reverse("rulebooks:rules"))
    lead = "本单位印发的文件比法律更严的，登记在这里，平台就按更严的数核对。比法律宽的不能登记。"
    return _form(request, form, "登记本地从严规定", lead, "登记")


@form_page
def register_scheme(request: HttpRequest) -> HttpResponse:
    """A document of the office's own is registered; its numbers are then set under it."""
    user = cast(User, request.user)
    duties.demand(user, OfficeDuty.SET_RULES, act="登记本地实施方案")
    units = _units(user)
    first = units.first()
    initial = {"unit": first, "issuer": first.name if first else "", "in_force": clock.today()}
    form = SchemeForm(units, request.POST or None, initial=initial)
    if form.is_valid():
        scheme = form.attempt(
            lambda: actions.register_scheme(
                form.cleaned_data["unit"], by=user, **form.values(*SCHEME)
            )
        )
        if scheme:
            messages.success(request, f"已登记{scheme}。请接着登记其中比法律更严的规定。")
            return HttpResponseRedirect(reverse("rulebooks:rules"))
    lead = "本单位印发的实施方案、议事规程登记在这里，本地从严的规定都要写明出自哪一份文件。"
    return _form(request, form, "登记本地实施方案", lead, "登记")


@form_page
def end_scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """A document of the office's own stops applying, and all numbers in it."""
    user = cast(User, request.user)
    scheme = LocalScheme.objects.select_related("unit").filter(pk=pk).first()
    if scheme is None:
        raise Http404("没有这份实施方案。")
    duties.demand(user, OfficeDuty.SET_RULES, scheme.unit, act="停止本地实施方案")
    form = EndForm(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        done = form.attempt(lambda: actions.end_scheme(scheme, by=user, **form.values("on")))
        if done:
            messages.success(request, f"已登记停止，{scheme}里的规定同日停止。")
            return HttpResponseRedirect(reverse("rulebooks:rules"))
    lead = f"{scheme}，{scheme.unit}，从{numerals.long_day(scheme.in_force)}起施行。"
    return _form(request, form, "停止本地实施方案", lead, "停止")


@form_page
def end_local_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """A stricter number stops applying; the law's stands again."""
    user = cast(User, request.user)
    rule = LocalRule.objects.select_related("unit").filter(pk=pk).first()
    if rule is None:
        raise Http404("没有这项本地规定。")
    duties.demand(user, OfficeDuty.SET_RULES, rule.unit, act="停止本地从严规定")
    form = EndForm(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        done = form.attempt(lambda: actions.end_local_rule(rule, by=user, **form.values("on")))
        if done:
            messages.success(
                request,
                f"已登记停止，{numerals.long_day(form.cleaned_data['on'])}起按法律规定执行。",
            )
            return HttpResponseRedirect(reverse("rulebooks:rules"))
    lead = f"{rule.document_words}对{rule.unit}的规定，从{numerals.long_day(rule.in_force)}起施行。"
    return _form(request, form, "停止本地从严规定", lead, "停止")


def _form(request: HttpRequest, form: Any, title: str, lead: str, button: str) -> HttpResponse:
    return office_form(
        request, form, title, lead, button, back_url=reverse("rulebooks:rules"), back_label="规则"
    )
