"""What the party committee may not do, each time with the sentence and the sum."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from jiedao.access.recusals import recusals_of
from jiedao.access.states import RecusalScope
from jiedao.lib import clock
from jiedao.lib.quotas import AtLeast
from jiedao.organisation.models import Unit
from jiedao.party_committee import actions
from jiedao.party_committee.models import PartyMeeting
from jiedao.party_committee.procedures import TOPIC
from jiedao.people.models import User
from jiedao.rulebooks import actions as rulebooks
from tests.conftest import Office
from tests.party_committee.conftest import DAY, MEETING_DAY, MONDAY, Committee
from tests.party_committee.refusals import refused

# --- who may do what -------------------------------------------------------------------------------


def test_each_step_belongs_to_whose_duty_it_is(committee: Committee) -> None:
    topic = committee.submitted()
    people = {
        "review": committee.lead,
        "put_on_agenda": committee.secretary,
        "count_votes": committee.organiser,
        "resubmit": committee.clerk,
    }
    for code, holder in people.items():
        for person in people.values():
            refusal = TOPIC.why_not(topic, code, by=person)
            has_duty = refusal is None or refusal.code != "procedure.no_duty"
            # The organiser may send in again what somebody of a department submitted.
            assert has_duty == (
                person == holder or (code == "resubmit" and person == committee.organiser)
            )


def test_only_departments_and_the_street_submit(
    office: Office, committee: Committee, zhao_chair: User, officer: User
) -> None:
    assert refused(lambda: committee.submitted(by=zhao_chair, department=office.a)).status == 403
    other = refused(lambda: committee.submitted(by=officer, department=office.a))
    assert other.code == "party_topic.unit"
    assert refused(lambda: committee.submitted(by=committee.lead)).code == "party_topic.no_duty"


def test_cadre_topics_come_from_who_may_see_them_and_go_to_nobody_else(
    committee: Committee,
) -> None:
    cadres: dict[str, Any] = {"category": "cadres", "amount": None}
    secret = refused(lambda: committee.submitted(**cadres))
    assert secret.code == "party_topic.cadres"
    topic = committee.passed(by=committee.organiser, department=committee.street, **cadres)
    outside = refused(
        lambda: actions.assign(
            topic, by=committee.organiser, owner=committee.clerk, due_on=MEETING_DAY
        )
    )
    assert outside.code == "party_topic.owner_sees_not"
    with clock.moved_to(MEETING_DAY):
        actions.assign(topic, by=committee.organiser, owner=committee.lead, due_on=MEETING_DAY)


def test_money_needs_an_amount(committee: Committee) -> None:
    for amount in (None, Decimal(0)):
        assert refused(lambda amount=amount: committee.submitted(amount=amount)).field == "amount"


def test_no_personal_number_stands_in_a_topic(committee: Committee) -> None:
    found = refused(lambda: committee.submitted(proposal="联系人电话13812345678。"))
    assert found.code == "party_topic.personal_data"


# --- the agenda and the papers ---------------------------------------------------------------------


def test_nothing_is_put_before_a_meeting_that_was_held_or_called_off(committee: Committee) -> None:
    meeting = committee.meeting()
    committee.papers(committee.on_agenda(meeting))
    late = committee.reviewed(title="会上才想起的事")
    committee.sign_in(meeting)
    put = partial(actions.put_on_agenda, late, by=committee.secretary, meeting=meeting)
    assert "会前没有列入议程的，会上不议" in refused(put).reason
    assert TOPIC.why_not(late, "count_votes", by=committee.organiser)


def test_late_papers_need_a_reason_and_no_papers_no_vote(committee: Committee) -> None:
    meeting = committee.meeting()
    topic = committee.on_agenda(meeting)
    committee.sign_in(meeting)
    none = refused(lambda: committee.vote(topic, 7))
    assert none.code == "party_topic.papers_were_handed_out"
    late = refused(lambda: committee.papers(topic, MEETING_DAY))
    assert late.code == "party_topic.papers_late"
    assert late.arithmetic == "2026年11月9日往前1日是2026年11月8日"
    assert late.basis == "内部规定"
    committee.papers(topic, MEETING_DAY, "上级要求当天报送")
    entry = topic.entries.get()
    assert (entry.papers_on, entry.urgent_reason) == (MEETING_DAY, "上级要求当天报送")
    committee.vote(topic, 7)


def test_papers_in_time_keep_no_reason(committee: Committee) -> None:
    topic = committee.papers(committee.on_agenda(committee.meeting()), why="想快一点")
    assert topic.entries.get().urgent_reason == ""


# --- quorum, withdrawal, votes ---------------------------------------------------------------------


def test_cadres_need_two_thirds_and_projects_when_the_street_says_so(
    committee: Committee, office: Office, lead_official: User
) -> None:
    meeting = committee.meeting()
    cadres = committee.papers(
        committee.on_agenda(
            meeting, category="cadres", amount=None, by=committee.organiser,
            department=committee.street,
        )
    )  # fmt: skip
    project = committee.papers(committee.on_agenda(meeting, category="project"))
    committee.sign_in(meeting, absent=3)
    short = refused(lambda: committee.vote(cadres, 4))
    assert short.code == "party_topic.enough_came"
    assert "应到7人，到会4人，须三分之二以上：7 × 2 ÷ 3 ≈ 4.66，需5人" in short.arithmetic
    committee.vote(project, 4)  # half is enough for projects
    with clock.moved_to(MONDAY):
        rulebooks.set_local_rule(
            office.street, book="party_committee", key="projects_present", value=AtLeast(2, 3),
            document="党工委议事规则", document_on=MONDAY, in_force=MONDAY, by=lead_official,
        )  # fmt: skip
    assert refused(lambda: committee.vote(project, 4)).code == "party_topic.enough_came"


def test_who_withdrew_is_outside_of_the_base_and_says_nothing(committee: Committee) -> None:
    meeting = committee.meeting()
    topic = committee.papers(committee.on_agenda(meeting))
    person = committee.members[1]

    def recuse() -> Any:
        return actions.recuse(
            topic, by=committee.organiser, person=person, scope=RecusalScope.VOTE, reason="亲属"
        )

    with clock.moved_to(MEETING_DAY - 2 * DAY):
        recuse()
    committee.sign_in(meeting)
    speaks = refused(lambda: committee.vote(topic, 6))
    assert speaks.reason == "韩学军对这个议题回避，不能发言和表决，请删去这一行。"
    said = "李明远：同意。"
    too_many = refused(lambda: committee.vote(topic, 7, speeches=said))
    assert too_many.arithmetic == "7 ＋ 0 ＋ 0 ＝ 7"
    assert "到会可以表决的有6人" in too_many.reason
    committee.vote(topic, 3, 3, speeches=said)
    lost = refused(lambda: actions.resolve(topic, by=committee.organiser, decision="同意"))
    assert "6 ÷ 2 ＝ 3，须超过3，需4票，赞成3票，4 － 3 ＝ 1，还差1票" in lost.arithmetic
    assert refused(recuse).code == "party_topic.votes_are_not_counted"
    committee.vote(topic, 4, 2, speeches=said)
    with clock.moved_to(MEETING_DAY):
        actions.resolve(topic, by=committee.organiser, decision="同意")
    assert topic.state == "passed"


def test_a_recusal_of_the_wrong_person_is_taken_back_until_the_votes_are_counted(
    committee: Committee, client_of: Callable[[User], Client]
) -> None:
    topic = committee.papers(committee.on_agenda(committee.meeting()))
    wrong, organiser = committee.members[2], committee.organiser
    with clock.moved_to(MEETING_DAY):
        client, at = client_of(organiser), f"{topic.get_absolute_url()}lift-recusal/"
        assert "撤销回避登记" not in client.get(topic.get_absolute_url()).text
        assert client.get(at).status_code == 409
        for person in (wrong, organiser.person):
            assert person
            actions.recuse(
                topic, by=organiser, person=person, scope=RecusalScope.VOTE, reason="亲属"
            )
        again = refused(
            lambda: actions.recuse(
                topic, by=organiser, person=wrong, scope=RecusalScope.ACT, reason="另一个原因"
            )
        )
        assert (again.code, again.field) == ("access.recused_already", "person")
        assert "请先撤销回避登记" in again.hint
        assert "撤销回避登记" in client.get(topic.get_absolute_url()).text
        own = client.post(at, {"person": organiser.person_id, "reason": "想投票"})
        assert "您自己的回避不能由您撤销" in own.text
        page = client.post(at, {"person": wrong.pk, "reason": "登记错了人"}, follow=True)
    assert f"撤销{wrong}的回避登记，原因：登记错了人" in page.text
    assert [one.person for one in recusals_of(topic.dossier)] == [organiser.person]
    kept = topic.dossier.recusals.get(person=wrong)
    assert (kept.lifted_on, kept.lifted_by, kept.lifted_why) == (
        MEETING_DAY,
        organiser,
        "登记错了人",
    )
    assert "已撤销，原因：登记错了人" in page.text
    committee.sign_in(topic.entry.meeting)
    committee.vote(topic, 6, speeches="李明远：同意。")
    late = refused(
        lambda: actions.lift_recusal(topic, by=organiser, person=wrong, reason="登记错了人")
    )
    assert late.code == "party_topic.votes_are_not_counted"


def test_the_secretary_speaks_last(committee: Committee) -> None:
    topic = committee.ready()
    wrong = {
        "李明远：同意。\n韩学军：同意。": "书记最后表态：请把李明远的意见放在最后一行",
        "韩学军：同意。": "书记最后表态",
        "韩学军：\n李明远：同意。": "请写明韩学军的意见",
        "张三：同意。\n李明远：同意。": "“张三”不在到会的委员里",
        "韩学军：同意。\n韩学军：再想想。\n李明远：同意。": "韩学军写了两行",
        " \n": "请按发言的先后登记发言",
    }
    for speeches, sentence in wrong.items():
        found = refused(lambda speeches=speeches: committee.vote(topic, 7, speeches=speeches))
        assert sentence in found.reason
        assert found.field == "speeches"
    committee.vote(topic, 7, speeches="吕红梅:同意\n韩学军：建议公开\n李明远：同意")
    entry = topic.entries.get()
    assert [str(one.person) for one in entry.spoken()] == ["吕红梅", "韩学军", "李明远"]
    committee.vote(topic, 6, 1, speeches="李明远：同意")
    entry = topic.entries.get()
    assert [str(one.person) for one in entry.spoken()] == ["李明远"]
    assert entry.speeches.count() == 4  # what was entered first is kept


def test_an_outcome_follows_from_the_votes_and_stays(committee: Committee) -> None:
    topic = committee.vote(committee.ready(), 3, 4)
    with clock.moved_to(MEETING_DAY):
        actions.reject(topic, by=committee.organiser)
    assert topic.dossier.closed_on == MEETING_DAY
    assert refused(lambda: committee.vote(topic, 7)).code == "procedure.wrong_state"
    with pytest.raises(IntegrityError), transaction.atomic():
        topic.entries.update(in_favour=7)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update party_committee_topic set state = 'passed'")


def test_a_topic_with_enough_votes_cannot_be_entered_as_lost(committee: Committee) -> None:
    topic = committee.vote(committee.ready(), 4, 3)
    found = refused(lambda: actions.reject(topic, by=committee.organiser))
    assert found.code == "party_topic.too_few_voted_for"


def test_what_was_put_off_comes_before_another_meeting(committee: Committee) -> None:
    topic = committee.ready()
    with clock.moved_to(MEETING_DAY):
        actions.defer(topic, by=committee.organiser, reason="分歧较大")
        later = actions.call_meeting(
            committee.street, by=committee.organiser, held_on=MEETING_DAY + 7 * DAY, place="会议室"
        )
        actions.put_on_agenda(topic, by=committee.secretary, meeting=later)
    assert later.serial == 2
    assert [one.outcome for one in topic.entries.order_by("id")] == ["deferred", ""]
    again = TOPIC.why_not(topic, "count_votes", by=committee.organiser)
    assert again
    assert again.code == "party_topic.papers_were_handed_out"  # those of the first meeting are old


# --- meetings and minutes --------------------------------------------------------------------------


def test_minutes_wait_for_every_topic_and_take_a_number_once(committee: Committee) -> None:
    topic = committee.ready()
    meeting = PartyMeeting.objects.get()

    def issue(number: str, on: date = MEETING_DAY) -> PartyMeeting:
        return actions.issue_minutes(
            PartyMeeting.objects.get(pk=meeting.pk),
            by=committee.organiser,
            minutes_number=number,
            minutes_on=on,
        )

    left = refused(lambda: issue("经八党纪〔2026〕3号"))
    assert "还有1项没有登记结果" in left.reason
    assert topic.dossier.title in left.reason
    committee.vote(topic, 7)
    with clock.moved_to(MEETING_DAY):
        actions.resolve(topic, by=committee.organiser, decision="同意")
    assert "不像纪要编号" in refused(lambda: issue("三号")).reason
    assert "应为〔2026〕" in refused(lambda: issue("经八党纪〔2025〕3号")).reason
    assert refused(lambda: issue("经八党纪〔2026〕3号", MONDAY)).field == "minutes_on"
    with clock.moved_to(MEETING_DAY):
        issue("经八党纪【2026】3号")
    assert (
        "已经出了纪要（经八党纪〔2026〕3号）"
        in refused(lambda: issue("经八党纪〔2026〕4号")).reason
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        PartyMeeting.objects.update(place="别处")
    with clock.moved_to(MEETING_DAY):
        other = actions.call_meeting(
            committee.street, by=committee.organiser, held_on=MEETING_DAY, place="会议室"
        )
    committee.sign_in(other)
    used = refused(
        lambda: actions.issue_minutes(
            other, by=committee.organiser, minutes_number="经八党纪〔2026〕3号",
            minutes_on=MEETING_DAY,
        )
    )  # fmt: skip
    assert used.reason.startswith("经八党纪〔2026〕3号已经是2026年第1次党工委会议的纪要编号")


def test_a_meeting_called_off_gives_its_topics_back(committee: Committee) -> None:
    meeting = committee.meeting()
    topic = committee.on_agenda(meeting)
    with clock.moved_to(MEETING_DAY - DAY):
        actions.cancel_meeting(meeting, by=committee.organiser, reason="人数不够")
    topic.refresh_from_db()
    assert topic.state == "reviewed"
    assert topic.entries.get().outcome == "taken_off"
    assert refused(lambda: committee.sign_in(meeting)).code == "party_meeting.cancelled"


def test_a_meeting_held_is_not_called_off_and_loses_no_topic(committee: Committee) -> None:
    topic = committee.ready()
    meeting = PartyMeeting.objects.get()
    cancel = partial(actions.cancel_meeting, meeting, by=committee.organiser, reason="不开了")
    assert refused(cancel).code == "party_meeting.held"
    off = refused(lambda: actions.take_off_agenda(topic, by=committee.organiser, reason="不议"))
    assert off.code == "party_topic.meeting_is_not_held"


def test_there_is_one_secretary_and_nobody_twice(committee: Committee, room: Unit) -> None:
    def add(**other: Any) -> Any:
        given: dict[str, Any] = {"position": "member", "starts_on": MONDAY}
        return actions.add_member(committee.street, by=committee.organiser, **(given | other))

    second = refused(lambda: add(position="secretary", name="新书记"))
    assert second.reason == "李明远这段时间是书记，请先登记离任。"
    assert refused(lambda: add(person=committee.members[2])).code == "party_member.known"
    assert refused(lambda: add()).code == "party_member.who"
    elsewhere = refused(
        lambda: actions.add_member(
            room, by=committee.organiser, position="member", starts_on=MONDAY, name="甲"
        )
    )
    assert elsewhere.code == "party_meeting.unit"


# --- tasks and what rests on a decision ------------------------------------------------------------
