"""Who withdrew neither acts nor votes, nor sees when he must not; the supervisors only watch."""

from collections.abc import Callable
from datetime import date, timedelta

from django.test import Client
from django.urls import reverse

from decisions import actions, demo
from decisions.access import get_visible
from decisions.demo.stories import CHARGING
from decisions.demo.walk import Walk
from decisions.duties import Duty
from decisions.procedures import MATTER
from decisions.selectors import facts
from jiedao.access.models import Recusal
from jiedao.access.recusals import recusal_as_read, recused_from_voting
from jiedao.access.states import RecusalScope
from jiedao.lib import clock
from jiedao.lib.ballots import Ballots
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import FORBIDDEN
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import MeetingKind
from jiedao.organisation.models import Seat
from jiedao.organisation.states import BodyKind
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.procedures.rows import ANYONE
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.decisions.programs import api, at
from tests.decisions.refusals import refused

Begin = Callable[..., Walk]
ONE_DAY = timedelta(days=1)


def recuse(journey: Walk, person: User, by: User, scope: str, on: date) -> None:
    with journey.at(on) as matter:
        assert person.person
        actions.recuse(
            matter, by=by, on=on, person=person.person, scope=scope, reason="亲属承接工程"
        )


def test_the_recused_cannot_act_but_may_look(
    walk: Begin, zhao_chair: User, branch_secretary: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk().consult(START)
    recuse(journey, zhao_chair, branch_secretary, RecusalScope.ACT, START)
    with journey.at(START) as matter:
        for step in MATTER.open_steps(matter, by=zhao_chair):
            refusal = MATTER.why_not(matter, step.code, by=zhao_chair)
            assert refusal
            assert (refusal.code, refusal.status) == ("procedure.recused", FORBIDDEN)
            assert "亲属承接工程" in refusal.reason
        client = client_of(zhao_chair)
        page = client.get(matter.get_absolute_url())
        assert page.status_code == 200
        # The page says so as well, and only to him: the record was read for one person.
        assert "您已申报回避（亲属承接工程）" in page.content.decode()
        shown = get_visible(zhao_chair, matter.dossier.number)
        assert all(offer.refusal for offer in MATTER.offers(shown, by=zhao_chair))
        of_another = MATTER.offers(shown, by=branch_secretary)
        assert [o for o in of_another if o.refusal is None]
        shown = get_visible(branch_secretary, matter.dossier.number)
        assert all(offer.refusal for offer in MATTER.offers(shown, by=zhao_chair))
        form = {"kind": "forum", "place": "会议室", "on": START.isoformat()}
        address = reverse("decisions:add_channel", args=[matter.dossier.number])
        assert client.post(address, form).status_code == FORBIDDEN
        assert MATTER.why_not(matter, "add_channel", by=branch_secretary) is None
    assert journey.matter.channels.filter(kind="forum").count() == 0


def test_who_is_no_person_may_be_asked_of_a_record_that_was_read_for_nobody(walk: Begin) -> None:
    matter = walk().consult(START).fresh()
    assert recusal_as_read(people.system(), matter) is None


def test_who_may_not_even_see_it_is_told_there_is_nothing(
    walk: Begin, zhao_chair: User, branch_secretary: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk().consult(START)
    recuse(journey, zhao_chair, branch_secretary, RecusalScope.SEE, START)
    with clock.moved_to(START):
        client = client_of(zhao_chair)
        assert client.get(journey.matter.get_absolute_url()).status_code == 404
        listed = client.get(reverse("decisions:matter_list")).content.decode()
    assert CHARGING.title not in listed


def test_the_recused_does_not_vote(
    walk: Begin, zhao_chair: User, branch_secretary: User, sun_worker: User
) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    vote = on + 4 * ONE_DAY
    recuse(journey, zhao_chair, branch_secretary, RecusalScope.VOTE, on)
    journey.call(on, MeetingKind.REPRESENTATIVES, held_on=vote).sign(vote, absent=0)
    meeting = Meeting.objects.of_kind(MeetingKind.REPRESENTATIVES).get()
    entry = meeting.roster.get(person=zhao_chair.person)
    assert (entry.recused, entry.has_vote) == (True, False)
    seen = facts(journey.fresh()).attendance(meeting)
    # 应到 of a statutory meeting stays whole; only the vote falls away (ADR 0005).
    assert (seen.expected, seen.present, seen.voters) == (45, 45, 44)
    sheet = {"by": sun_worker, "on": vote, "method": "hands", "minutes": "逐一发言。"}
    sheet |= {"chair_name": "陈建国", "recorder_name": "孙红霞", "resolution": "同意。"}
    with journey.at(vote) as matter:
        refusal = refused(actions.count_votes, matter, ballots=Ballots(45, 45, 0, 0, 0), **sheet)
        assert "1人回避，不参加表决" in refusal.reason
        assert refusal.arithmetic == "45 － 44 ＝ 1"
        actions.count_votes(matter, ballots=Ballots(44, 44, 0, 0, 0), **sheet)
    with journey.at(vote) as matter:
        assert MATTER.why_not(matter, "resolve", by=zhao_chair) is None  # 只回避表决


def test_the_supervision_committee_neither_votes_nor_acts(
    walk: Begin, office: Office, wang_supervisor: User, zhao_chair: User
) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    journey.call(on, MeetingKind.REPRESENTATIVES, held_on=on + 4 * ONE_DAY)
    watching = Seat.objects.filter(
        term__body__unit=office.a, term__body__kind=BodyKind.SUPERVISION
    ).values("person")
    assert watching.count() == 3
    for meeting in Meeting.objects.filter(dossier=journey.matter.dossier):
        assert not meeting.roster.filter(person__in=watching).exists()
    with journey.at(on) as matter:
        offered = [offer.step.code for offer in MATTER.offers(matter, by=wang_supervisor)]
        assert offered == ["supervise"]  # they watch, and say what they think
        for step in MATTER.steps:
            if step.duty in (ANYONE, Duty.SUPERVISE, Duty.OBJECTIONS):
                continue
            refusal = MATTER.why_not(matter, step.code, by=wang_supervisor)
            assert refusal
            assert refusal.status == FORBIDDEN


def test_a_recusal_that_stands_is_not_entered_over(
    walk: Begin, zhao_chair: User, branch_secretary: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk().consult(START)
    recuse(journey, zhao_chair, branch_secretary, RecusalScope.VOTE, START)
    number = journey.matter.dossier.number
    given = {"person": zhao_chair.person_id, "scope": "see", "reason": "别的原因", "on": START}
    with clock.moved_to(START):
        client = client_of(branch_secretary)
        page = client.post(reverse("decisions:recuse", args=[number]), given)
        told = api(branch_secretary).post(
            f"/api/v1/decisions/{number}/recuse/", given, format="json"
        )
    said = f"{zhao_chair.person}的回避（不得表决）{long_day(START)}已经登记，现在还有效，没有重复登记。"
    hint = "范围或者原因要改的，请先撤销回避登记，再重新登记。"
    assert page.status_code == 409
    for words in (said, hint, "亲属承接工程", f"?person={zhao_chair.person_id}"):
        assert words in page.text
    assert told.status_code == 409
    assert (told.json()["code"], told.json()["reason"]) == ("access.recused_already", said)
    assert (told.json()["hint"], told.json()["errors"]) == (hint, {"person": [said]})
    kept = Recusal.objects.get()
    assert (kept.scope, kept.reason) == (RecusalScope.VOTE, "亲属承接工程")


def test_another_scope_is_entered_after_the_first_was_taken_back(
    walk: Begin, zhao_chair: User, branch_secretary: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk().consult(START)
    recuse(journey, zhao_chair, branch_secretary, RecusalScope.VOTE, START)
    number = journey.matter.dossier.number
    lift = reverse("decisions:lift_recusal", args=[number])
    with clock.moved_to(START):
        client = client_of(branch_secretary)
        form = client.get(f"{lift}?person={zhao_chair.person_id}")
        assert f'value="{zhao_chair.person_id}" selected' in form.text
        given = {"person": zhao_chair.person_id, "reason": "范围登记错了", "on": START}
        back = client.post(lift, given | {"reason": "电话13812345678"})
        assert back.status_code == 422
        assert "reason" in back.context["form"].errors
        page = client.post(lift, given, follow=True)
        assert "回避登记已撤销" in page.text
        assert f"撤销{zhao_chair.person}的回避登记，原因：范围登记错了" in page.text
        again = client.post(lift, given)
        assert again.status_code == 422, "nobody is left whose recusal stands"
    recuse(journey, zhao_chair, branch_secretary, RecusalScope.ACT, START)
    entered = Recusal.objects.order_by("pk").values_list("scope", "lifted_why")
    assert list(entered) == [("vote", "范围登记错了"), ("act", "")]


def test_the_api_takes_a_recusal_back_as_the_page_does(
    walk: Begin, zhao_chair: User, branch_secretary: User, sun_worker: User
) -> None:
    journey = walk().consult(START)
    recuse(journey, zhao_chair, branch_secretary, RecusalScope.VOTE, START)
    matter, client = journey.matter, api(branch_secretary)
    given = {"person": zhao_chair.person_id, "reason": "登记错了人"}
    with clock.moved_to(START):
        where = at(matter, "lift-recusal")
        assert api(sun_worker).post(where, given, format="json").status_code == FORBIDDEN
        # His own he does not take back, though he may take back those of others.
        own = api(zhao_chair).post(where, given, format="json")
        assert (own.status_code, own.json()["code"]) == (FORBIDDEN, "matter.own_recusal")
        wrong = client.post(where, given | {"person": sun_worker.person_id}, format="json")
        assert wrong.json()["errors"] == {"person": ["请从登记过回避的人里选择。"]}
        told = {"reason": "登记错了人，电话13812345678"}
        wrong = client.post(where, given | told, format="json")
        assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["reason"])
        key = {"headers": {"Idempotency-Key": "1"}, "format": "json"}
        assert client.post(where, given, **key).status_code == 200
        assert client.post(where, given, **key)["Idempotency-Replayed"] == "true"
    assert recused_from_voting(matter.dossier) == set()


def test_a_recusal_on_a_roster_that_was_sent_out_is_not_taken_back(
    walk: Begin, zhao_chair: User, branch_secretary: User
) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    recuse(journey, zhao_chair, branch_secretary, RecusalScope.VOTE, on)
    journey.call(on, MeetingKind.REPRESENTATIVES, held_on=on + 4 * ONE_DAY)
    given = {"by": branch_secretary, "on": on, "person": zhao_chair.person, "reason": "登记错了"}
    with journey.at(on) as matter:
        refusal = refused(actions.lift_recusal, matter, **given)
        assert refusal.code == "matter.recused_on_the_roster"
        assert "取消会议" in refusal.hint
    with journey.at(on) as matter:
        actions.cancel_meeting(matter, by=branch_secretary, on=on, reason="改期")
        actions.lift_recusal(matter, **given)
    assert recused_from_voting(matter.dossier) == set()
