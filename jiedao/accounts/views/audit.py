"""登录记录: who signed in, who tried to, when and from where."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.http import urlencode

from jiedao.access.duties import OfficeDuty
from jiedao.accounts import audit
from jiedao.accounts.views.own import signed_in
from jiedao.lib import sheets
from jiedao.people.models import User
from jiedao.web import duties, files, stepup
from jiedao.web.commands import page, show

EXPORTED = ("时间", "账号", "单位", "设备", "网络地址", "结果")
KEY_DIGITS = 19


def _auditor(request: HttpRequest) -> User:
    user = signed_in(request)
    duties.demand(user, OfficeDuty.SEE_AUDIT, act="查看登录记录")
    return user


def _asked(request: HttpRequest) -> audit.Asked:
    """What the log is narrowed to; unknown values count as not asked."""
    given = {
        name: str(request.GET.get(name, "")).strip()[:40]
        for name in ("q", "outcome", "since", "until", "before")
    }
    before = given["before"]
    is_key = before.isascii() and before.isdigit() and len(before) < KEY_DIGITS
    return audit.Asked(
        given["q"],
        given["outcome"] if given["outcome"] in audit.OUTCOMES else "",
        _day(given["since"]),
        _day(given["until"]),
        int(before) if is_key else 0,
    )


def _day(words: str) -> date | None:
    try:
        found = parse_date(words)
    except ValueError:
        return None
    return found if found and 1900 < found.year < 2200 else None


@page
def sign_ins(request: HttpRequest) -> HttpResponse:
    """The log of sign-ins, newest first."""
    user, asked = _auditor(request), _asked(request)
    found = audit.listed(user, asked)
    query = {
        "q": asked.q,
        "outcome": asked.outcome,
        "since": str(asked.since or ""),
        "until": str(asked.until or ""),
    }
    url = reverse("accounts:sign_ins")
    pager = {
        "words": found.words,
        "newer_url": f"{url}?{urlencode(query)}" if asked.before else "",
        "older_url": f"{url}?{urlencode({**query, 'before': str(found.older)})}"
        if found.older
        else "",
    }
    context = {
        "rows": found.rows,
        "pager": pager,
        "asked": asked,
        "outcomes": _options(asked),
        "is_narrowed": any(query.values()),
        "export_url": f"{reverse('accounts:export_sign_ins')}?{urlencode(query)}",
    }
    return show(request, "jiedao/account_sign_ins.html", context, part="table")


def _options(asked: audit.Asked) -> list[dict[str, Any]]:
    choices = [("", "全部"), *audit.OUTCOMES.items()]
    return [
        {"value": value, "label": label, "selected": value == asked.outcome}
        for value, label in choices
    ]


@page
def export_sign_ins(request: HttpRequest) -> HttpResponse:
    """The same log as an xlsx file; what leaves the portal is asked for by who really sits there."""
    user, asked = _auditor(request), _asked(request)
    stepup.required(request)
    lines = (
        audit.line(row)
        for row in audit.narrowed(user, asked)[: sheets.MOST_ROWS].iterator(chunk_size=2000)
    )
    rows = ((one.at, one.who, one.unit, one.device, one.address, one.word) for one in lines)
    export = sheets.workbook("登录记录", EXPORTED, rows)
    return files.excel(export, "登录记录")
