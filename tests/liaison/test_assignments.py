"""Officials answer for communities: visits, the limit that opens anew, the figures, the pages."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiedao.access import actions as access
from jiedao.access.models import Appointment
from jiedao.deadlines import actions as deadlines
from jiedao.deadlines.models import Deadline
from jiedao.indicators import actions as sums
from jiedao.indicators.figures import Scope
from jiedao.indicators.selectors import told
from jiedao.ledger.selectors import broken_chains, timeline
from jiedao.liaison.actions import assignments as actions
from jiedao.liaison.actions import participations
from jiedao.liaison.deadlines import VISIT
from jiedao.liaison.indicators import ASSIGNED, VISITED_IN_TIME, VISITS
from jiedao.liaison.models import Assignment, Visit, WorkGroup
from jiedao.lib import clock
from jiedao.notices.models import Notice
from jiedao.organisation.models import Unit
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.rulebooks import actions as rulebooks
from jiedao.workdays.spans import Days
from tests.conftest import TODAY, Office
from tests.liaison.conftest import SINCE, assigned, visited
from tests.liaison.test_groups import refusal_of
from tests.support import statements

Browser = Callable[[User], Client]
LIST, ASSIGN = reverse("liaison:assignment_list"), reverse("liaison:assign")
DAY = timedelta(days=1)


def limit(assignment: Assignment) -> Deadline:
    return Deadline.objects.open().get(dossier=assignment.dossier, code=VISIT.code)


def test_the_limit_opens_anew_after_each_visit(
    assignment: Assignment, officer: User, lead_official: User
) -> None:
    assert assignment.dossier.title == "何志远分包体育社区"
    assert (limit(assignment).due_on, limit(assignment).basis) == (SINCE + 31 * DAY, "内部规定")
    visited(assignment, lead_official, SINCE + 10 * DAY)  # the official himself enters it
    assert limit(assignment).due_on == SINCE + 41 * DAY
    # One that is remembered late lies before the last: the limit stays.
    visited(assignment, officer, SINCE + 5 * DAY)
    assert limit(assignment).due_on == SINCE + 41 * DAY
    assert "2026年10月11日何志远走访体育社区，督促指导。" in timeline(assignment.dossier)[1].words
    assert not list(broken_chains())


def test_the_official_himself_is_reminded(
    assignment: Assignment, officer: User, lead_official: User, li_secretary: User
) -> None:
    assigned(assignment.community, officer, li_secretary)
    deadlines.sweep(day=SINCE + 31 * DAY)
    told = Notice.objects.filter(user=li_secretary).get()
    assert told.words.startswith("李明远分包体育社区：走访分包社区，今天到期")


def test_a_visit_entered_wrongly_is_withdrawn_and_the_limit_is_that_of_before(
    assignment: Assignment, officer: User
) -> None:
    visited(assignment, officer, SINCE + 10 * DAY)
    wrong = visited(assignment, officer, SINCE + 40 * DAY)
    actions.withdraw_visit(wrong, by=officer, reason="日期登记错了")
    assert limit(assignment).due_on == SINCE + 41 * DAY
    twice = refusal_of(actions.withdraw_visit, wrong, by=officer, reason="错了")
    assert twice.reason == "这次走访已经作废（日期登记错了）。"


def test_a_street_may_ask_for_visits_more_often(
    office: Office, officer: User, lead_official: User
) -> None:
    scheme = rulebooks.register_scheme(
        office.street, by=lead_official, title="班子成员分包社区办法", number="经八办〔2026〕9号",
        issuer="经八路街道", issued_on=date(2026, 1, 5), in_force=date(2026, 1, 5), until=None,
        says="每半月走访一次",
    )  # fmt: skip
    rulebooks.set_local_rule(
        office.street, by=lead_official, book="liaison", key="visit_within", value=Days(15),
        in_force=date(2026, 1, 5), until=None, scheme=scheme, document="", document_number="",
        document_on=None,
    )  # fmt: skip
    found = limit(assigned(office.a, officer, lead_official))
    assert found.due_on == SINCE + 15 * DAY
    assert "班子成员分包社区办法" in found.basis


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"day": SINCE - DAY}, "day", "从2026年10月1日起才分包"),
        ({"day": date(2027, 1, 1)}, "day", "还没有到"),
        ({"done": " "}, "done", "请写一两句做了什么"),
        ({"problems": "打13812341234"}, "problems", "138"),
        ({"activity": "HD2026-000000-0001"}, "activity", "没有编号是HD2026-000000-0001的案卷"),
    ],
)
def test_what_is_wrong_of_a_visit_is_said_at_its_field(
    assignment: Assignment, officer: User, given: dict[str, Any], field: str, said: str
) -> None:
    with clock.moved_to(TODAY):
        refusal = refusal_of(visited, assignment, officer, **given)
    assert refusal.field == field
    assert said in refusal.reason
    assert not Visit.objects.exists()


def test_who_may_assign_visit_and_end(
    office: Office, assignment: Assignment, officer: User, li_secretary: User, lead_official: User
) -> None:
    assert refusal_of(assigned, office.a, li_secretary, officer).status == 403
    assert refusal_of(visited, assignment, li_secretary).status == 403
    assert "已经分包体育社区" in refusal_of(assigned, office.a, officer, lead_official).reason
    assert "不是社区" in refusal_of(assigned, office.street, officer, li_secretary).reason
    visited(assignment, officer, TODAY - DAY)
    early = refusal_of(
        actions.end, assignment, by=officer, until=TODAY - DAY, reason="班子分工调整"
    )
    assert "还有走访记录" in early.reason
    with clock.moved_to(TODAY):
        actions.end(assignment, by=officer, until=TODAY, reason="班子分工调整")
    assert not Deadline.objects.open().exists()
    assert assignment.dossier.closed_on == TODAY
    assert refusal_of(visited, assignment, officer, TODAY).code == "assignment.ended"
    assigned(office.a, officer, lead_official, TODAY)  # he is given it again


@pytest.mark.parametrize("settled", [False, True])
def test_figures_follow_every_act(
    office: Office, assignment: Assignment, officer: User, li_secretary: User, settled: bool
) -> None:
    def on(day: date, unit: Unit = office.street) -> list[Any]:
        if settled:
            sums.settle()
        scope = Scope(unit, date(2026, 1, 1), day + DAY)
        figures = (VISITS, ASSIGNED, VISITED_IN_TIME)
        found = [one.value for one in told(figures, scope)]
        assert found == [figure.rows(scope).count() for figure in figures]
        return found

    assigned(office.b, officer, li_secretary, SINCE + 20 * DAY)
    assert on(SINCE - DAY) == [0, 0, 0]
    due = SINCE + 31 * DAY
    assert on(due) == [0, 2, 2]
    assert on(due + DAY) == [0, 2, 1]
    made = visited(assignment, officer, due + 5 * DAY)
    assert on(due + 4 * DAY) == [0, 2, 1]  # what was late then stays so
    assert on(due + 5 * DAY) == [1, 2, 2]
    assert on(due + 5 * DAY, office.b) == [0, 1, 1]
    actions.withdraw_visit(made, by=officer, reason="登记错了")
    assert on(due + 5 * DAY)[0] == 0


def test_heads_of_departments_take_part_in_groups_and_communities(
    group: WorkGroup, assignment: Assignment, officer: User, tang: User, client_of: Browser
) -> None:
    client = client_of(officer)
    for record in (group, assignment):
        url = reverse("liaison:take_part", args=[record.dossier.number])
        assert url in client.get(record.get_absolute_url()).text
        page = client.post(url, {"user": tang.pk, "since": "2026-10-05"}, follow=True)
        assert "已登记，唐玉梅全程参与。" in page.text
        assert "党建工作办公室科室干部" in page.text
        again = client.post(url, {"user": tang.pk, "since": "2026-10-06"})
        assert "从2026年10月5日起已经在参与" in again.text
        found = record.dossier.participations.get()
        stop = reverse("liaison:stop_taking_part", args=[record.dossier.number, found.pk])
        early = client.post(stop, {"until": "2026-10-01"})
        assert "不能在这以前结束" in early.text
        page = client.post(stop, {"until": "2026-10-20"}, follow=True)
        assert "2026年10月19日" in page.text
        assert client.get(stop).status_code == 409
    refusal = refusal_of(participations.stop, found, by=officer, until=TODAY)
    assert refusal.code == "participation.ended"


def test_an_assignment_through_the_pages(
    office: Office,
    group: WorkGroup,
    officer: User,
    lead_official: User,
    li_secretary: User,
    branch_secretary: User,
    client_of: Browser,
) -> None:
    client = client_of(officer)
    assert "还没有登记分包社区。" in client.get(LIST).text
    given = {"community": office.a.pk, "leader": li_secretary.pk, "since": "2026-01-05"}
    page = client.post(ASSIGN, given, follow=True)
    record = Assignment.objects.get()
    assert page.redirect_chain == [(record.get_absolute_url(), 302)]
    assert "逾期" in page.text  # nobody has been there since
    assert "走访逾期1项" in client.get(reverse("liaison:home")).text
    assert "走访分包社区" in client.get(reverse("pages:desk")).text

    own = client_of(li_secretary)  # holds no duty to register, and enters what he did himself
    url = record.get_absolute_url()
    assert "登记走访" in own.get(url).text
    assert own.get(f"{url}end/").status_code == 403
    today = clock.today()
    sent = {
        "day": today.isoformat(),
        "kind": "follow",
        "done": "看了日间照料中心。",
        "problems": "消防通道堆放杂物。",
        "activity": group.dossier.number.lower(),
    }
    page = own.post(f"{url}visit/", sent, follow=True)
    assert "还剩31天" in page.text
    assert group.get_absolute_url() in page.text
    assert "消防通道堆放杂物。" in page.text
    blank = own.post(f"{url}visit/", {"done": "看了台账"})
    assert blank.status_code == 422
    assert "请选择主要做什么。" in blank.text
    assert "看了台账" in blank.text

    page = client_of(branch_secretary).get(url)
    assert "看了日间照料中心。" in page.text
    assert "您现在可以做的" not in page.text
    made = Visit.objects.get()
    page = client.post(f"{url}visits/{made.pk}/withdraw/", {"reason": "登记错了"}, follow=True)
    assert "已作废：登记错了" in page.text
    assert client.get(f"{url}visits/{made.pk}/withdraw/").status_code == 409
    ended = {"until": today.isoformat(), "reason": "班子分工调整"}
    page = client.post(f"{url}end/", ended, follow=True)
    assert "不再分包。原因：班子分工调整" in page.text
    assert client.get(f"{url}visit/").status_code == 409


def test_only_leading_officials_answer_for_a_community(
    office: Office, officer: User, zhao_chair: User, li_secretary: User, client_of: Browser
) -> None:
    form = client_of(officer).get(ASSIGN).context["form"]
    assert [label for _, label in form.fields["leader"].choices] == [
        "请选择",
        "李明远（经八路街道党工委书记）",
    ]
    refusal = refusal_of(
        actions.assign, office.a, by=officer, leader=zhao_chair, since=clock.today()
    )
    assert (refusal.code, refusal.field) == ("assignment.leader", "leader")
    assert "赵丽华不是经八路街道的班子成员" in refusal.reason
    assert "分管领导" in refusal.hint
    for post in Appointment.objects.filter(user=li_secretary):
        access.dismiss(post, by=people.system(), ends_on=clock.today(), reason="调离")
    gone = refusal_of(
        actions.assign, office.a, by=officer, leader=li_secretary, since=clock.today()
    )
    assert gone.code == "assignment.leader"


def test_the_list_is_narrowed_and_exported_and_costs_no_more(
    office: Office, officer: User, lead_official: User, li_secretary: User, client_of: Browser
) -> None:
    today = clock.today()
    late = assigned(office.a, officer, lead_official, today - 60 * DAY)
    good = assigned(office.b, officer, li_secretary, today - 60 * DAY)
    visited(good, officer, today)
    client = client_of(officer)

    def shown(query: str) -> list[Assignment]:
        return [row.record for row in client.get(f"{LIST}?{query}").context["listed"].rows]

    assert shown("") == [late, good]
    assert shown("standing=late") == [late]
    assert shown("standing=in_time") == [good]
    assert shown("standing=over") == []
    assert shown("q=科技社区") == [good]
    sheet = client.get(f"{reverse('liaison:export_assignments')}?standing=late")
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.values)
    assert [row[8] for row in rows if row[0] == late.dossier.number] == ["逾期29天"]
    few = statements(lambda: client.get(LIST))
    for number in range(20):
        since = today - (200 - number) * DAY
        old = assigned(office.b, officer, lead_official, since)
        visited(old, officer, since)
        actions.end(old, by=officer, until=since + DAY, reason="轮换")
    assert statements(lambda: client.get(LIST)) == few <= 14


@pytest.mark.parametrize(
    "words",
    [
        "update liaison_visit set day = '2026-10-02'",
        "delete from liaison_visit",
        "update liaison_assignment set since = '2026-01-01'",
        "delete from liaison_assignment",
    ],
)
def test_the_database_keeps_what_was_entered(
    assignment: Assignment, officer: User, words: str
) -> None:
    visited(assignment, officer)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words)
