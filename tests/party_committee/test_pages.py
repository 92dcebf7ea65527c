"""Lists, pages and forms as the committee, a department and outsiders see them; who is reminded."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiedao.access.states import RecusalScope
from jiedao.deadlines import actions as deadlines
from jiedao.documents.blocks import Paragraph, words_of
from jiedao.documents.declared import Subject
from jiedao.lib import clock
from jiedao.notices.models import Notice
from jiedao.organisation.models import Unit
from jiedao.party_committee import actions
from jiedao.party_committee.documents import agenda, minutes, task
from jiedao.party_committee.models import PartyMeeting
from jiedao.people.models import User
from tests.conftest import Office, _someone
from tests.party_committee.conftest import DAY, MEETING_DAY, MONDAY, Committee
from tests.support import statements

Browser = Callable[[User], Client]
LIST = reverse("party_committee:topic_list")
MEETINGS = reverse("party_committee:meeting_list")
MEMBERS = reverse("party_committee:member_list")
SUBMIT = reverse("party_committee:submit")


def numbers(client: Client, query: str = "") -> list[str]:
    listed = client.get(f"{LIST}?{query}").context["listed"]
    return [row.record.dossier.number for row in listed.rows]


def test_a_department_sees_what_it_submitted_or_has_to_do_and_nothing_else(
    committee: Committee, room: Unit, officer: User, client_of: Browser
) -> None:
    topic = committee.submitted()
    colleague = _someone("deng", "邓红霞", room, "officer")
    assert numbers(client_of(committee.clerk)) == [topic.dossier.number]
    assert numbers(client_of(committee.lead)) == [topic.dossier.number]
    for stranger in (colleague, officer):
        client = client_of(stranger)
        assert numbers(client) == []
        assert client.get(topic.get_absolute_url()).status_code == 404
        found = client.get(f"{reverse('pages:search')}?q=日间照料中心")
        assert topic.dossier.number not in found.text
    page = client_of(committee.clerk).get(LIST).text
    assert MEETINGS not in page
    assert client_of(committee.clerk).get(MEETINGS).status_code == 403


def test_who_is_to_carry_it_out_reads_the_decision_and_not_the_debate(
    committee: Committee, officer: User, client_of: Browser
) -> None:
    topic = committee.given(officer)
    page = client_of(officer).get(topic.get_absolute_url())
    assert "同意安排改造经费8.6万元。" in page.text
    for secret in ("同意大家的意见", "赞成7票", "办理经过"):
        assert secret not in page.text
        assert secret in client_of(committee.secretary).get(topic.get_absolute_url()).text
    meeting = PartyMeeting.objects.get()
    assert client_of(officer).get(meeting.get_absolute_url()).status_code == 404
    paper = reverse("documents:download", args=[topic.dossier.number, "task", "docx"])
    assert client_of(officer).get(paper).status_code == 200


def test_the_list_is_narrowed_sorted_and_exported(committee: Committee, client_of: Browser) -> None:
    task_of = committee.given()
    waiting = committee.submitted(title="社区搬迁过渡安排", category="decision", amount=None)
    client = client_of(committee.secretary)
    both = [waiting.dossier.number, task_of.dossier.number]
    assert numbers(client) == both
    assert numbers(client, "sort=oldest") == both[::-1]
    assert numbers(client, "category=money") == both[1:]
    assert numbers(client, "state=submitted") == both[:1]
    assert numbers(client, "q=搬迁") == both[:1]
    assert numbers(client, "state=overdue") == both[1:]  # today is after its day
    assert "逾期" in client.get(LIST).text
    book = load_workbook(io.BytesIO(client.get(reverse("party_committee:export")).content))
    cells = [cell for line in book.active.values for cell in line]
    assert {"体育社区日间照料中心改造经费", "许桂英", "逾期"} <= set(cells)
    for name in ("export_meetings", "export_members"):
        book = load_workbook(io.BytesIO(client.get(reverse(f"party_committee:{name}")).content))
        assert book.active.max_row > 1


def test_lists_and_pages_cost_the_same_for_two_and_for_twenty(
    committee: Committee, client_of: Browser
) -> None:
    meeting = committee.meeting()
    client = client_of(committee.secretary)
    for place in range(2):
        committee.papers(committee.on_agenda(meeting, title=f"议题{place}"))
    committee.meeting(MEETING_DAY + DAY)
    urls = (LIST, MEETINGS, MEMBERS, meeting.get_absolute_url())
    committee.sign_in(meeting)
    for url in urls:
        client.get(url)
    few = [statements(lambda url=url: client.get(url)) for url in urls]
    later = committee.meeting(MEETING_DAY + 2 * DAY)
    for place in range(20):
        committee.papers(committee.on_agenda(later, title=f"更多议题{place}"))
        committee.meeting(MEETING_DAY + (3 + place) * DAY)
        actions.add_member(
            committee.street, by=committee.organiser, position="member", starts_on=MONDAY,
            name=f"委员{place}",
        )  # fmt: skip
    with clock.moved_to(later.held_on):
        members = [*committee.members]
        actions.sign_in(
            later, by=committee.organiser, present=[one.pk for one in members] + [
                one.person_id for one in committee.street.party_members.all()
                if one.person_id not in {known.pk for known in members}
            ], chair=members[0],
        )  # fmt: skip
    urls = (LIST, MEETINGS, MEMBERS, later.get_absolute_url())
    many = [statements(lambda url=url: client.get(url)) for url in urls]
    assert many == few
    assert max(many) <= 12


def test_the_page_of_a_topic_costs_no_more_with_a_long_course(
    committee: Committee, client_of: Browser
) -> None:
    topic = committee.given()
    client = client_of(committee.secretary)
    client.get(topic.get_absolute_url())
    few = statements(lambda: client.get(topic.get_absolute_url()))
    with clock.moved_to(MEETING_DAY + 2 * DAY):
        for place in range(20):
            actions.report_progress(topic, by=committee.clerk, words=f"第{place}天")
    assert statements(lambda: client.get(topic.get_absolute_url())) == few <= 20


def test_a_wrong_form_says_what_is_wrong_and_keeps_what_was_typed(
    committee: Committee, client_of: Browser
) -> None:
    client = client_of(committee.clerk)
    blank = client.post(SUBMIT, {"title": "经费", "department": committee.room.pk})
    assert blank.status_code == 422
    for sentence in ("请选择类别。", "请写明提请党工委研究什么"):
        assert sentence in blank.text
    given = {
        "title": "经费",
        "department": committee.room.pk,
        "category": "money",
        "proposal": "拟安排。",
    }
    refused = client.post(SUBMIT, given)
    assert refused.status_code == 409
    assert "大额度资金使用要写明金额" in refused.text
    assert "拟安排。" in refused.text
    token = client.get(SUBMIT).context["once_token"]
    for _ in range(2):
        client.post(SUBMIT, given | {"amount": "8.6万元", "once_token": token})
    assert len(numbers(client)) == 1
    assert "8.6万元" in client.get(LIST).text


def test_a_step_that_is_not_open_says_so_before_anything_is_typed(
    committee: Committee, client_of: Browser
) -> None:
    topic = committee.submitted()
    url = reverse("party_committee:count_votes", args=[topic.dossier.number])
    page = client_of(committee.organiser).get(url)
    assert page.status_code == 409
    assert "“登记表决”只能在“已列入议程”时办理" in page.text
    assert "最近一次办理：许桂英" in page.text
    assert client_of(committee.secretary).get(url).status_code == 403


def test_who_may_not_act_on_a_topic_is_told(committee: Committee, client_of: Browser) -> None:
    topic = committee.submitted()
    assert committee.lead.person
    actions.add_member(
        committee.street, by=committee.organiser, position="member", starts_on=MONDAY,
        person=committee.lead.person,
    )  # fmt: skip
    actions.recuse(
        topic, by=committee.organiser, person=committee.lead.person, scope=RecusalScope.ACT,
        reason="亲属承建",
    )  # fmt: skip
    page = client_of(committee.lead).get(topic.get_absolute_url()).text
    assert page.count("您已申报回避（亲属承建）") == 1


def test_the_owner_is_reminded_and_the_late_task_is_red(
    committee: Committee, client_of: Browser
) -> None:
    topic = committee.given(days=5)
    deadline = topic.dossier.deadlines.get(closed_at=None)
    Notice.objects.all().delete()
    late = MEETING_DAY + 9 * DAY
    with clock.moved_to(late):
        deadlines.remind(deadline, day=late)
        deadlines.remind(deadline, day=late)
        told = Notice.objects.filter(kind="late").values_list("user__name", flat=True)
        assert sorted(told) == sorted([str(committee.clerk), str(committee.organiser)])
        assert "逾期4天" in client_of(committee.organiser).get(reverse("pages:desk")).text
        assert "逾期4天" in client_of(committee.secretary).get(topic.get_absolute_url()).text


def test_the_papers_say_what_was_decided_and_by_whose_votes(committee: Committee) -> None:
    topic = committee.given()
    meeting = PartyMeeting.objects.get()
    with clock.moved_to(MEETING_DAY + DAY):
        actions.issue_minutes(
            meeting, by=committee.organiser, minutes_number="经八党纪〔2026〕3号",
            minutes_on=MEETING_DAY + DAY,
        )  # fmt: skip
    said = words_of(minutes(Subject(meeting)))
    for words in (
        "经八路街道党工委会议纪要", "经八党纪〔2026〕3号", "李明远在三楼会议室主持召开",
        "应到7人，实到7人", "赞成7票，反对0票，弃权0票", "会议决定：同意安排改造经费8.6万元。",
        "2026年11月10日",
    ):  # fmt: skip
        assert words in said, words
    assert "同意大家的意见" not in said  # minutes are no record of who said what
    assert "体育社区日间照料中心改造经费" in words_of(agenda(Subject(meeting)))
    order = words_of(task(Subject(topic)))
    for words in ("许桂英", "2026年11月19日", "8.6万元"):
        assert words in order


def test_a_decision_of_several_lines_is_introduced_once(committee: Committee) -> None:
    topic = committee.vote(committee.ready(), 7)
    decision = "同意安排改造经费8.6万元。\n由社会事务办公室牵头。"
    with clock.moved_to(MEETING_DAY):
        actions.resolve(topic, by=committee.organiser, decision=decision)
    paper = minutes(Subject(PartyMeeting.objects.get()))
    paragraphs = [block.words for block in paper.blocks if isinstance(block, Paragraph)]
    where = paragraphs.index("会议决定：同意安排改造经费8.6万元。")
    assert paragraphs[where + 1] == "由社会事务办公室牵头。"


@pytest.mark.parametrize("role", ["security_admin", "audit_admin"])
def test_administrators_see_nothing_of_it(
    office: Office, committee: Committee, role: str, client_of: Browser
) -> None:
    topic = committee.submitted()
    client = client_of(_someone("guanli", "管理员", office.district, role))
    assert client.get(LIST).status_code == 403
    assert client.get(topic.get_absolute_url()).status_code == 404
