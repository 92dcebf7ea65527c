"""Registering, revising and repealing, and what none of them lets pass."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from jiedao.access import actions as access
from jiedao.access.models import RecusalScope
from jiedao.ledger.selectors import broken_chains, timeline
from jiedao.lib import clock
from jiedao.lib.refusals import Refusal, Refused
from jiedao.people.models import User
from jiedao.regulations import actions
from jiedao.regulations.conditions import why_not
from jiedao.regulations.models import Regulation
from jiedao.regulations.states import Standing
from tests.attachments.files import upload
from tests.conftest import TODAY, Office
from tests.regulations.conftest import ISSUED, issued, revised


def refusal_of(act: Any, *args: Any, **given: Any) -> Refusal:
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(*args, **given)
    return refused.value.refusal


def test_what_is_registered_has_number_text_and_ledger(
    regulation: Regulation, officer: User
) -> None:
    dossier = regulation.dossier
    assert dossier.number.startswith("GZ2026-105001-")
    assert dossier.attachments.get().kind == "regulation"
    assert (dossier.closed_on, dossier.state_label) == (ISSUED, "2026年3月2日起施行")
    assert timeline(dossier)[0].words == (
        f"{officer}登记《社区矛盾纠纷排查制度》（经八办〔2026〕12号），2026年3月2日印发，"
        "2026年3月2日起施行。"
    )
    assert not list(broken_chains())


def test_brackets_and_title_are_written_as_papers_have_them(office: Office, officer: User) -> None:
    found = issued(
        office.street, officer, title="《排查制度》", document_number="经八办 [2026] １２ 号"
    )
    assert found.cited == "《排查制度》（经八办〔2026〕12号）"
    inner = "《条例》实施办法和《细则》"
    assert issued(office.street, officer, title=inner, document_number="").cited == f"《{inner}》"


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"document_number": "12号"}, "document_number", "写成“经八办〔2026〕12号”的样子"),
        ({"title": "《》"}, "title", "请写制度的名称"),
        ({"issued_on": date(2027, 1, 1)}, "issued_on", "2027年1月1日还没有到"),
        ({"in_force_from": date(2026, 3, 1)}, "in_force_from", "早于印发日期2026年3月2日"),
        ({"summary": "电话13812341234。"}, "summary", "138"),
        ({"file": upload("制度.exe", b"MZ")}, "file", "不能上传.exe文件"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    office: Office, officer: User, given: dict[str, Any], field: str, said: str
) -> None:
    with clock.moved_to(TODAY):
        refusal = refusal_of(issued, office.street, officer, **given)
    assert refusal.field == field
    assert said in refusal.reason
    assert not Regulation.objects.exists()


def test_the_same_paper_is_registered_once(regulation: Regulation, officer: User) -> None:
    unit = regulation.dossier.unit
    refusal = refusal_of(issued, unit, officer, title="社区矛盾纠纷排查制度 ")
    assert refusal.reason == (
        f"《社区矛盾纠纷排查制度》（经八办〔2026〕12号）已经登记过，编号{regulation.dossier.number}，"
        "没有重复登记。"
    )
    # What was entered wrongly and put out of force at once may be entered again.
    actions.repeal(regulation, by=officer, until=ISSUED, reason="施行日期登记错了。")
    assert not regulation.was_in_force
    assert issued(unit, officer).standing(TODAY) == Standing.IN_FORCE


def test_only_a_street_issues_and_only_who_keeps_them_registers(
    office: Office, officer: User, li_secretary: User, zhao_chair: User
) -> None:
    for person in (li_secretary, zhao_chair):
        refusal = refusal_of(issued, office.street, person)
        assert (refusal.code, refusal.status) == ("regulation.no_duty", 403)
    refusal = refusal_of(issued, office.a, officer)
    assert (refusal.field, refusal.status) == ("unit", 409)
    assert "“体育社区”不是街道" in refusal.reason


def test_a_revision_ends_the_old_one_the_day_before_it_begins(
    regulation: Regulation, officer: User
) -> None:
    newer = revised(regulation, officer)
    assert regulation.last_day == date(2026, 5, 31)
    assert (newer.replaces, newer.area) == (regulation, regulation.area)
    for day, old_stands, new_stands in (
        (date(2026, 3, 1), Standing.COMING, Standing.COMING),
        (date(2026, 5, 31), Standing.IN_FORCE, Standing.COMING),
        (date(2026, 6, 1), Standing.OVER, Standing.IN_FORCE),
    ):
        assert (regulation.standing(day), newer.standing(day)) == (old_stands, new_stands)
        assert Regulation.objects.in_force(day).count() == (day >= ISSUED)
    assert regulation.dossier.state_label == "2026年6月1日起由新制度替代"
    assert "执行到2026年5月31日" in timeline(regulation.dossier)[0].words
    assert "替代《社区矛盾纠纷排查制度》（经八办〔2026〕12号）" in timeline(newer.dossier)[0].words


def test_what_was_replaced_or_repealed_is_neither_revised_nor_repealed_again(
    regulation: Regulation, officer: User
) -> None:
    newer = revised(regulation, officer)
    stale = Regulation.objects.select_related("dossier__unit").get(pk=newer.pk)
    for refusal in (
        refusal_of(revised, regulation, officer, document_number="经八办〔2026〕31号"),
        refusal_of(actions.repeal, regulation, by=officer, until=TODAY, reason="不用了"),
    ):
        assert (refusal.code, refusal.status) == ("regulation.replaced", 409)
        assert "已经由《社区矛盾纠纷排查制度》（经八办〔2026〕30号）替代" in refusal.reason
        assert newer.dossier.number in refusal.hint
    actions.repeal(newer, by=officer, until=date(2026, 9, 1), reason="区里统一规定")
    # Another has it open still as it was.
    refusal = refusal_of(actions.repeal, stale, by=officer, until=TODAY, reason="不用了")
    assert (refusal.code, refusal.status) == ("regulation.repealed", 409)
    assert "从2026年9月1日起不再执行（区里统一规定）" in refusal.reason


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"issued_on": date(2026, 3, 1)}, "issued_on"),
        ({"issued_on": date(2026, 3, 2), "in_force_from": date(2026, 4, 30)}, "in_force_from"),
    ],
)
def test_a_revision_comes_after_what_it_replaces(
    office: Office, officer: User, given: dict[str, Any], field: str
) -> None:
    old = issued(office.street, officer, in_force_from=date(2026, 5, 1))
    refusal = refusal_of(revised, old, officer, **given)
    assert refusal.field == field
    old.refresh_from_db()
    assert old.until is None


def test_a_repeal_has_a_day_and_a_reason(regulation: Regulation, officer: User) -> None:
    early = refusal_of(
        actions.repeal, regulation, by=officer, until=date(2026, 3, 1), reason="不用了"
    )
    assert early.field == "until"
    bare = refusal_of(actions.repeal, regulation, by=officer, until=TODAY, reason=" ")
    assert bare.field == "reason"
    with clock.moved_to(TODAY):
        actions.repeal(regulation, by=officer, until=date(2027, 1, 1), reason="按新文件废止")
    assert regulation.standing(TODAY) == Standing.IN_FORCE
    assert regulation.standing(date(2027, 1, 1)) == Standing.OVER
    assert regulation.dossier.last_act_on == TODAY
    assert regulation.repealed_by == officer


def test_who_is_recused_keeps_his_hands_off(
    regulation: Regulation, officer: User, lead_official: User, security_admin: User
) -> None:
    assert officer.person
    access.recuse(
        regulation.dossier,
        person=officer.person,
        scope=RecusalScope.ACT,
        reason="亲属经办",
        by=security_admin,
        on=TODAY,
    )
    refusal = why_not(regulation, by=officer)
    assert refusal
    assert (refusal.code, refusal.status) == ("regulation.recused", 403)
    assert why_not(regulation, by=lead_official) is None


@pytest.mark.parametrize(
    "words",
    [
        "update regulations_regulation set in_force_from = '2026-03-03'",
        "update regulations_regulation set until = '2026-02-01'",
        "delete from regulations_regulation",
    ],
)
def test_the_database_keeps_what_was_entered(regulation: Regulation, words: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words)


def test_an_end_once_set_stays(regulation: Regulation, officer: User) -> None:
    revised(regulation, officer)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update regulations_regulation set until = null where until is not null")
