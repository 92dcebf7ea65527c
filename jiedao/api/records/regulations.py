"""Regulations on the API: the list, one of them, and registering, revising, repealing them."""

from typing import Any

from rest_framework import serializers

from jiedao.api import examples, grants
from jiedao.api.records.acts import Acts, Asks
from jiedao.api.records.parts import day, words
from jiedao.api.records.viewsets import Offering, Reads, RecordViewSet, told
from jiedao.people.models import User
from jiedao.regulations import actions, forms, selectors
from jiedao.regulations.conditions import DUTY, why_not
from jiedao.regulations.models import Regulation
from jiedao.web import duties

# What an office automation system has issued is the office's own paper; what ends one is for people.
grants.declare("regulations.register", "登记规章制度", duty=DUTY)


class RegulationRow(serializers.Serializer[Any]):
    """A regulation as a list shows it (规章制度)."""

    number = words("编号", "record.dossier.number")
    title = words("名称", "record.dossier.title")
    document_number = words("文号；没有的为空", "record.document_number")
    area = words("类别", "record.area")
    area_name = words("类别的名称", "record.get_area_display")
    unit = words("单位代码", "record.dossier.unit.code")
    unit_name = words("单位", "record.dossier.unit.short_name")
    issued_on = day("印发日期", "record.issued_on")
    in_force_from = day("施行日期", "record.in_force_from")
    last_day = day("最后执行日期；没有定的为空", "record.last_day", null=True)
    standing = words("现在，与页面上的一字不差", "word")
    summary = words("主要内容", "record.summary")


class CitedOutput(serializers.Serializer[Any]):
    """Another regulation as a paper cites it."""

    number = words("编号", "dossier.number")
    cited = words("怎么引用：名称和文号")


class RegulationOutput(RegulationRow, Offering):
    """One regulation with what it replaced and what replaced it."""

    days_in_words = words("从哪天到哪天施行", "record.days_in_words")
    replaces = CitedOutput(source="record.replaces", allow_null=True, help_text="替代的制度")
    replaced_by = CitedOutput(
        source="record.replaced_by", allow_null=True, default=None, help_text="被哪项制度替代"
    )
    repeal_reason = words("废止原因；没有废止的为空", "record.repeal_reason")


OF = Acts("regulations", RegulationOutput, "GZ2026-105001-0001")


def _may_register(user: User) -> None:
    duties.demand(user, DUTY, act="登记规章制度")


def _register(*, by: User, **given: Any) -> Regulation:
    return actions.register(given.pop("unit"), by=by, **given)


@told(
    "规章制度列表",
    "一项规章制度：施行日期、替代了哪一项、被哪一项替代",
    *selectors.LISTING.narrowings,
)
class RegulationViewSet(RecordViewSet):
    """What the street has issued (规章制度)."""

    acts, row, base = OF, RegulationRow, "regulation"
    reads = Reads(
        listing=lambda user: selectors.LISTING,
        asked_for=lambda user, asked, today: selectors.asked_for(user, asked, today=today),
        rows=lambda found, today: [selectors.row_of(one, today) for one in found],
        one=selectors.get_visible,
    )
    create = OF.opening(
        "register",
        "登记规章制度",
        _register,
        Asks(forms.RegisterForm, also=lambda _, user: {"units": selectors.units_of(user)}),
        closed=_may_register,
    )
    revise = OF.making(
        "revise",
        "修订：登记来替代的新制度",
        actions.revise,
        Asks(forms.ReviseForm),
        made=lambda: RegulationViewSet,
        answer=RegulationOutput,
        closed=why_not,
        hint="重新印发了的，登记新的制度；原来的执行到新制度施行的前一天。",
    )
    repeal = OF.step(
        "repeal",
        "废止",
        actions.repeal,
        Asks(forms.RepealForm),
        closed=why_not,
        hint="没有新制度替代、不再执行的，写明日期和原因。",
    )


_OF_ONE = {
    "number": "GZ2026-105001-0001",
    "title": "经八路街道民主决策工作制度",
    "document_number": "经八办〔2026〕12号",
    "area": "decisions",
    "area_name": "民主决策",
    "unit": "410105001",
    "unit_name": "经八路街道",
    "standing": "现行",
    "summary": "重大事项先征求意见，再提议、商议、决议，两次公开。",
}
examples.declare(
    {
        f"{one}.{name}": value
        for one in ("RegulationRow", "RegulationOutput")
        for name, value in _OF_ONE.items()
    }
    | {
        "CitedOutput.number": "GZ2025-105001-0003",
        "CitedOutput.cited": "《民主决策工作制度（试行）》（经八办〔2025〕8号）",
    }
)
