"""What may not be done about activities and papers from above, and what stays as it was entered."""

from datetime import date, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jiedao.access import actions as access
from jiedao.access.models import RecusalScope
from jiedao.activities import actions
from jiedao.activities.models import Activity, Attendee, Problem, SuperiorDocument
from jiedao.deadlines.models import Deadline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.organisation.states import UnitLevel
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.activities.conftest import DAY, HELD, person, planned, received, registered
from tests.conftest import Office, _someone, _unit


def refused(act: Any, *args: Any, **given: Any) -> str:
    with pytest.raises(Refused) as caught, transaction.atomic():
        act(*args, **given)
    return caught.value.refusal.code


def test_only_who_keeps_the_activities_of_a_unit_registers_one(
    office: Office, officer: User, zhao_chair: User, zheng_other: User, wang_supervisor: User
) -> None:
    for user in (wang_supervisor, zheng_other):
        assert refused(planned, office.a, user, attends=[zhao_chair]) == "activity.no_duty"
    assert refused(planned, office.street, zhao_chair, attends=[]) == "activity.no_duty"
    room = _unit("410105001-K01", "党建办", "党建办", UnitLevel.DEPARTMENT, office.street)
    assert refused(planned, room, officer, attends=[officer]) == "activity.unit"
    for kind in ("special", "hearing", "visit"):
        code = refused(planned, office.a, zhao_chair, attends=[zhao_chair], kind=kind)
        assert code == "activity.of_the_street"
    assert not Activity.objects.exists()


def test_the_roster_is_of_people_with_a_post_there_each_in_one_part(
    office: Office, officer: User, li_secretary: User, zhao_chair: User, zheng_other: User
) -> None:
    assert refused(planned, office.street, officer, attends=[]) == "activity.nobody"
    assert refused(planned, office.a, zhao_chair, attends=[zheng_other]) == "activity.stranger"
    twice = {"listens": [li_secretary], "speaks": [li_secretary]}
    assert refused(registered, office.street, officer, kind="hearing", **twice) == "activity.twice"
    alone = {"listens": [li_secretary], "kind": "hearing"}
    assert refused(registered, office.street, officer, **alone) == "activity.nobody"
    absent = {"listens": [li_secretary], "speaks": [zhao_chair], "kind": "hearing"}
    code = refused(registered, office.street, officer, absent=[zhao_chair], **absent)
    assert code == "activity.one_sided"
    visit: dict[str, Any] = {"visits": [li_secretary], "kind": "visit"}
    assert refused(registered, office.street, officer, **visit) == "activity.no_community"
    visit["communities"] = [office.street]
    assert refused(registered, office.street, officer, **visit) == "activity.community"
    assert not Activity.objects.exists()


def test_a_day_to_come_is_not_held_and_numbers_of_people_are_not_written_down(
    office: Office, officer: User
) -> None:
    who = {"attends": [officer]}
    later = clock.today().replace(year=2199)
    assert refused(registered, office.street, officer, held_on=later, **who) == "activity.future"
    early = {"ends": time(8)}
    assert refused(registered, office.street, officer, **early, **who) == "activity.times"
    phone = {"summary": "联系13812341234"}
    code = refused(registered, office.street, officer, **phone, **who)
    assert code == "activity.personal_data"
    guest = {"guests": ["张三 13812341234"]}
    code = refused(registered, office.street, officer, **guest, **who)
    assert code == "activity.personal_data"


def test_a_limit_runs_until_it_is_entered_and_its_number_of_days_is_the_offices_own(
    office: Office, officer: User, lead_official: User
) -> None:
    with clock.moved_to(DAY):
        activity = planned(office.street, officer, attends=[officer, lead_official])
        limit = Deadline.objects.open().get()
        assert (limit.code, limit.due_on) == ("activities.hold", DAY)
        entry = activity.roster.get(person=officer.person)
        actions.hold(
            activity, by=officer, held_on=DAY, begins=time(9), ends=None, place="二楼",
            present=[entry.pk], **HELD,
        )  # fmt: skip
    limit = Deadline.objects.open().get()
    assert (limit.code, limit.due_on, limit.basis) == (
        "activities.make_up",
        date(2026, 11, 16),
        "内部规定",
    )
    owed = activity.roster.get(person=lead_official.person)
    made_up = {"by": officer, "on": date(2026, 11, 9), "how": "自学"}
    assert refused(actions.make_up, owed, **made_up | {"on": date(2026, 11, 1)}) == (
        "activity.too_early"
    )
    actions.make_up(owed, **made_up)
    assert refused(actions.make_up, owed, **made_up) == "activity.made_up"
    assert refused(actions.make_up, entry, **made_up) == "activity.was_present"
    assert not Deadline.objects.open().exists()


def test_posts_are_those_of_the_day_it_was_really_held(office: Office, officer: User) -> None:
    rising = _someone("rising", "马建国", office.street, "officer")
    with clock.moved_to(DAY):
        activity = planned(office.street, officer, attends=[rising])
        assert activity.roster.get().post == "经八路街道科室干部"
    access.appoint(
        rising, role="director", unit=office.street, by=people.system(), starts_on=date(2026, 11, 4)
    )
    entry = activity.roster.get()
    actions.hold(
        activity, by=officer, held_on=date(2026, 11, 4), begins=time(9), ends=None, place="二楼",
        present=[entry.pk], **HELD,
    )  # fmt: skip
    entry.refresh_from_db()
    assert entry.post == "经八路街道办事处主任、经八路街道科室干部"
    assert entry.roles == ["director", "officer"]


def test_the_nearest_problem_not_solved_sets_the_limit(
    office: Office, officer: User, li_secretary: User, zhao_chair: User, zheng_other: User
) -> None:
    visit = registered(
        office.street, officer, kind="visit", visits=[li_secretary], communities=[office.a]
    )
    given: dict[str, Any] = {"by": officer, "measure": "补", "unit": office.a, "whose": "赵丽华"}
    later = actions.find_problem(visit, words="甲", due_on=date(2026, 11, 30), **given)
    sooner = actions.find_problem(visit, words="乙", due_on=date(2026, 11, 10), **given)
    assert Deadline.objects.open().get().due_on == date(2026, 11, 10)
    twice = {"words": "乙", "due_on": date(2026, 11, 12)}
    assert refused(actions.find_problem, visit, **twice, **given) == "activity.problem_known"
    solved: dict[str, Any] = {"on": date(2026, 11, 9), "how": "补了"}
    assert refused(actions.solve, sooner, by=zheng_other, **solved) == "activity.no_duty"
    actions.solve(sooner, by=zhao_chair, **solved)
    assert Deadline.objects.open().get().due_on == date(2026, 11, 30)
    visit.dossier.refresh_from_db()
    assert visit.dossier.state_label == "已召开，还有1个问题没解决"
    assert visit.dossier.closed_on is None
    actions.solve(later, by=officer, **solved)
    visit.dossier.refresh_from_db()
    assert visit.dossier.closed_on
    study = registered(office.street, officer, attends=[officer])
    code = refused(actions.find_problem, study, words="丙", due_on=DAY, **given)
    assert code == "activity.no_visit"


def test_a_paper_is_studied_at_a_study_held_since_it_came(
    office: Office, officer: User, branch_secretary: User
) -> None:
    paper = received(office.street, officer)
    assert refused(received, office.street, officer) == "superior.known_paper"
    before = registered(office.street, officer, attends=[officer], held_on=date(2026, 11, 1))
    assert refused(actions.study, paper, by=officer, activity=before) == "activity.too_early"
    joint = registered(office.street, officer, attends=[officer], kind="joint")
    assert refused(actions.study, paper, by=officer, activity=joint) == "superior.no_study"
    # What a community studied has been studied too.
    study = registered(office.a, branch_secretary, attends=[branch_secretary])
    actions.study(paper, by=officer, activity=study)
    assert refused(actions.study, paper, by=officer, activity=study) == "superior.known"
    assert not Deadline.objects.open().exists()
    hand: dict[str, Any] = {"by": officer, "on": DAY, "way": "meeting"}
    actions.relay(paper, units=[office.a], **hand)
    assert refused(actions.relay, paper, units=[office.a], **hand) == "superior.relayed"
    assert refused(actions.relay, paper, units=[office.street], **hand) == "superior.not_beneath"
    assert refused(actions.relay, paper, units=[], **hand) == "superior.nowhere"
    wrong = {"document_number": "十二号", "title": "另一份"}
    assert refused(received, office.street, officer, **wrong) == "superior.number"


def test_who_is_recused_does_nothing(office: Office, officer: User, security_admin: User) -> None:
    activity = planned(office.street, officer, attends=[officer])
    assert officer.person
    access.recuse(
        activity.dossier, person=officer.person, scope=RecusalScope.ACT, reason="亲属经办",
        by=security_admin, on=DAY,
    )  # fmt: skip
    assert refused(actions.cancel, activity, by=officer, reason="不开了") == "activity.recused"


def test_what_was_entered_stays(office: Office, officer: User, lead_official: User) -> None:
    study = registered(
        office.street, officer, attends=[officer, lead_official], absent=[lead_official]
    )
    visit = registered(
        office.street, officer, kind="visit", visits=[lead_official], communities=[office.a]
    )
    actions.find_problem(
        visit, by=officer, words="甲", measure="补", unit=office.a, whose="赵丽华", due_on=DAY
    )
    paper = received(office.street, officer)
    actions.study(paper, by=officer, activity=study)
    of_study = Attendee.objects.filter(activity=study)
    attempts: list[Any] = [
        lambda: Activity.objects.filter(pk=study.pk).update(summary="改了"),
        lambda: Activity.objects.filter(pk=study.pk).update(held_on=date(2026, 1, 1)),
        lambda: of_study.filter(present=False).update(
            present=True, ticked_at=clock.now(), ticked_by=officer
        ),
        lambda: of_study.update(roles=["party_secretary"]),
        lambda: Attendee.objects.create(activity=study, person_id=person(_late(office))),
        lambda: of_study.filter(present=False).delete(),
        lambda: Problem.objects.update(words="没有问题"),
        lambda: SuperiorDocument.objects.update(received_on=date(2026, 1, 1)),
        lambda: paper.studies.all().delete(),
    ]
    for attempt in attempts:
        with pytest.raises(IntegrityError, match="一经登记"), transaction.atomic():
            attempt()


def _late(office: Office) -> User:
    return User.objects.filter(username="late").first() or _someone(
        "late", "马建国", office.street, "officer"
    )
