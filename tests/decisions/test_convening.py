"""Who asks jointly for a meeting, whether enough did, and by when it must be called."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from decisions import actions, demo
from decisions.demo.stories import LIGHTS
from decisions.demo.walk import Posts, Walk
from decisions.models import ConveningRequest, Matter
from decisions.procedures import CONVENING
from decisions.selectors.convening import count_of, representatives_of
from decisions.states import ConveningState as S
from jiedao.access.roles import all_roles
from jiedao.deadlines.models import Deadline
from jiedao.lib import clock
from jiedao.lib.refusals import Refusal, Refused
from jiedao.meetings.models import Meeting
from jiedao.organisation import actions as organisation
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.support import photo, statements

DAY = timedelta(days=1)
WISH = {"subject": "要求重新讨论停车收费", "wish": "收费标准没有征求大家意见，请开会讨论。"}
Ask = Callable[..., ConveningRequest]


@pytest.fixture
def ask(office: Office, posts: Posts) -> Ask:
    """Register a joint request in community A; 3000 adults and 1200 households are counted."""
    with clock.moved_to(START - 30 * DAY):
        organisation.count_heads(
            office.a,
            counted_on=START - 30 * DAY,
            adults=3000,
            households=1200,
            source="社区人口台账",
            by=people.system(),
        )

    def request(
        asked_for: str = "residents",
        backers: str = "adults",
        on: date = START,
        about: Matter | None = None,
    ) -> ConveningRequest:
        given = {"asked_for": asked_for, "backers": backers, "about": about} | WISH
        with clock.moved_to(on):
            return actions.request_convening(office.a, by=posts.chair, on=on, **given)

    return request


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.refusal


def sheet(request: ConveningRequest, by: User, signatures: int) -> None:
    with clock.moved_to(START):
        actions.enter_sheet(
            request, by=by, on=START, signatures=signatures, file=photo(f"{signatures}.jpg")
        )


def ticked(request: ConveningRequest, by: User, number: int) -> None:
    with clock.moved_to(START):
        roster = representatives_of(request.dossier.unit, START)[:number]
        actions.tick_names(request, by=by, on=START, present=[seat.person_id for seat in roster])


@pytest.mark.parametrize(
    ("asked_for", "backers", "enough", "article"),
    [
        ("residents", "adults", 300, "第二十六条"),  # a tenth of 3000
        ("residents", "households", 120, "第二十六条"),  # a tenth of 1200
        ("residents", "representatives", 14, "第二十六条"),  # a third of 40
        ("representatives", "representatives", 8, "第二十八条"),  # a fifth of 40
    ],
)
def test_the_share_of_the_law_decides_and_the_number_itself_is_included(
    asked_for: str, backers: str, enough: int, article: str, ask: Ask, zhao_chair: User
) -> None:
    request = ask(asked_for, backers)
    enter = ticked if backers == "representatives" else sheet
    enter(request, zhao_chair, enough - 1)
    with clock.moved_to(START):
        short = refused(lambda: actions.accept_request(request, by=zhao_chair, on=START))
        assert article in short.basis
        assert f"{enough - 1} ＜ {enough}" in short.arithmetic
    if backers != "representatives":
        request = ask(asked_for, backers)  # the same sheet is not attached twice
    enter(request, zhao_chair, enough)
    with clock.moved_to(START):
        actions.accept_request(request, by=zhao_chair, on=START)
    request.refresh_from_db()
    assert request.state == S.MUST_CONVENE
    assert article in request.basis
    limit = Deadline.objects.open().get(dossier=request.dossier)
    assert (limit.code, limit.duty) == ("decisions.convene", "decisions_convene")
    assert limit.due_on >= START + 15 * DAY


def test_before_2026_a_fifth_of_the_residents_was_asked_for(
    ask: Ask, office: Office, zhao_chair: User
) -> None:
    with clock.moved_to(date(2025, 12, 1)):
        organisation.count_heads(
            office.a,
            counted_on=date(2025, 12, 1),
            adults=3000,
            households=1200,
            source="社区人口台账",
            by=people.system(),
        )
    request = ask(on=date(2025, 12, 2))
    with clock.moved_to(START):
        actions.enter_sheet(request, by=zhao_chair, on=START, signatures=599, file=photo())
        refusal = refused(lambda: actions.accept_request(request, by=zhao_chair, on=START))
    assert "五分之一以上需600人" in refusal.arithmetic
    assert "2018年修正" in refusal.basis


def test_too_few_stay_on_record_with_the_sum(ask: Ask, zhao_chair: User) -> None:
    request = ask("representatives", "representatives")
    ticked(request, zhao_chair, 3)
    with clock.moved_to(START):
        actions.decline_request(request, by=zhao_chair, on=START)
    request.refresh_from_db()
    assert (request.state, request.dossier.closed_on) == (S.NOT_ENOUGH, START)
    assert "3 ＜ 8" in request.judged


def test_residents_do_not_ask_for_the_representatives_meeting(ask: Ask) -> None:
    refusal = refused(lambda: ask("representatives", "adults"))
    assert refusal.field == "backers"
    assert "第二十八条" in refusal.basis


def test_nobody_counts_twice_and_nobody_from_outside_the_roster(ask: Ask, zhao_chair: User) -> None:
    request = ask("representatives", "representatives")
    ticked(request, zhao_chair, 5)
    ticked(request, zhao_chair, 4)
    assert count_of(request).signed == 4
    assert zhao_chair.person
    outsider = zhao_chair.person.pk
    with clock.moved_to(START):
        refusal = refused(
            lambda: actions.tick_names(request, by=zhao_chair, on=START, present=[outsider])
        )
    assert refusal.field == "present"


def test_the_meeting_that_was_asked_for_ends_the_limit(
    ask: Ask, walk: Callable[..., Walk], zhao_chair: User
) -> None:
    request = ask("representatives", "representatives")
    ticked(request, zhao_chair, 8)
    with clock.moved_to(START):
        actions.accept_request(request, by=zhao_chair, on=START)
    journey = walk()
    on = demo.to_deliberated(journey, START)
    journey.call(on, "representatives", held_on=on + 4 * DAY, request=request)
    meeting = Meeting.objects.get(dossier=journey.matter.dossier, kind="representatives")
    other = Meeting.objects.get(dossier=journey.matter.dossier, kind="party")
    with clock.moved_to(on):
        wrong = refused(
            lambda: actions.record_convening(request, by=zhao_chair, on=on, meeting=other)
        )
        assert wrong.field == "meeting"
        actions.record_convening(request, by=zhao_chair, on=on, meeting=meeting)
    assert not Deadline.objects.open().filter(dossier=request.dossier).exists()


def test_a_meeting_that_did_not_say_so_when_it_was_called_meets_no_request(
    ask: Ask, walk: Callable[..., Walk], zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    request, another = ask("representatives", "representatives"), ask()
    ticked(request, zhao_chair, 8)
    with clock.moved_to(START):
        actions.accept_request(request, by=zhao_chair, on=START)
    silent, said = walk(), walk(LIGHTS)
    for journey in (silent, said):
        on = demo.to_deliberated(journey, START)
    silent.call(on, "representatives", held_on=on + 4 * DAY)
    with clock.moved_to(on):
        client = client_of(zhao_chair)
        record = reverse("decisions:record_convening", args=[request.dossier.number])
        assert silent.matter.dossier.title not in client.get(record).content.decode()
        met = Meeting.objects.get(dossier=silent.matter.dossier, kind="representatives")
        wrong = refused(
            lambda: actions.record_convening(request, by=zhao_chair, on=on, meeting=met)
        )
        assert "应哪份联名要求召集" in wrong.hint
        assert client.post(record, {"meeting": met.pk, "on": on}).status_code == 422
        call = reverse("decisions:call_meeting", args=[said.matter.dossier.number])
        typed = {
            "kind": "representatives",
            "held_at": f"{on + 4 * DAY}T09:30",
            "place": "二楼会议室",
        }
        form = client.get(call).content.decode()
        assert request.dossier.number in form
        assert another.dossier.number not in form  # asked for another kind, not counted yet
        done = client.post(call, typed | {"on": on, "request": request.pk})
        assert done.status_code == 302, done.content.decode()
        assert request.dossier.number in done["Location"]
        called = Meeting.objects.get(dossier=said.matter.dossier, kind="representatives")
        assert client.post(record, {"meeting": called.pk, "on": on}).status_code == 302
    request.refresh_from_db()
    assert request.meeting == called


def test_a_meeting_that_is_called_off_meets_the_request_no_more(
    ask: Ask, walk: Callable[..., Walk], zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    request = ask("representatives", "representatives")
    ticked(request, zhao_chair, 8)
    with clock.moved_to(START):
        actions.accept_request(request, by=zhao_chair, on=START)
    due = Deadline.objects.open().get(dossier=request.dossier).due_on
    journey = walk()
    on = demo.to_deliberated(journey, START)
    journey.call(on, "representatives", held_on=on + 4 * DAY, request=request)
    meeting = Meeting.objects.get(dossier=journey.matter.dossier, kind="representatives")
    with clock.moved_to(on):
        actions.record_convening(request, by=zhao_chair, on=on, meeting=meeting)
        reopen = reverse("decisions:reopen_request", args=[request.dossier.number])
        client = client_of(zhao_chair)
        assert client.get(reopen).status_code == 409
        assert reopen not in client.get(request.get_absolute_url()).content.decode()
        with journey.at(on) as matter:
            actions.cancel_meeting(matter, by=zhao_chair, on=on, reason="会场停电。")
    request = ConveningRequest.objects.get(pk=request.pk)
    assert (request.state, request.meeting) == (S.MUST_CONVENE, None)
    assert request.dossier.closed_on is None
    assert Deadline.objects.open().get(dossier=request.dossier).due_on == due


def test_a_meeting_is_called_only_on_a_request_that_asks_for_its_kind(
    ask: Ask, walk: Callable[..., Walk], zhao_chair: User
) -> None:
    request = ask("residents", "representatives")
    ticked(request, zhao_chair, 14)
    with clock.moved_to(START):
        actions.accept_request(request, by=zhao_chair, on=START)
    journey = walk()
    on = demo.to_deliberated(journey, START)
    refusal = refused(
        lambda: journey.call(on, "representatives", held_on=on + 4 * DAY, request=request)
    )
    assert refusal.field == "request"


def test_a_request_about_a_matter_is_not_met_by_a_meeting_on_another_that_was_there_before(
    ask: Ask, walk: Callable[..., Walk], zhao_chair: User
) -> None:
    asked_about, other = walk(), walk(LIGHTS)
    for journey in (asked_about, other):
        on = demo.to_deliberated(journey, START)
    request = ask("representatives", "representatives", on=on, about=asked_about.fresh())
    with clock.moved_to(on):
        roster = representatives_of(request.dossier.unit, on)[:8]
        actions.tick_names(
            request, by=zhao_chair, on=on, present=[seat.person_id for seat in roster]
        )
        actions.accept_request(request, by=zhao_chair, on=on)
    meetings = []
    for journey in (other, asked_about):
        journey.call(on, "representatives", held_on=on + 4 * DAY)
        meetings.append(Meeting.objects.get(dossier=journey.matter.dossier, kind="representatives"))
    with clock.moved_to(on):
        wrong = refused(
            lambda: actions.record_convening(request, by=zhao_chair, on=on, meeting=meetings[0])
        )
        assert "讨论涉及的那件事项" in wrong.hint
        actions.record_convening(request, by=zhao_chair, on=on, meeting=meetings[1])
    request.refresh_from_db()
    assert request.state == S.CONVENED


def test_overdue_is_red_for_the_community_and_seen_by_the_street(
    ask: Ask,
    zhao_chair: User,
    li_secretary: User,
    client_of: Callable[[User], Client],
) -> None:
    request = ask("representatives", "representatives")
    ticked(request, zhao_chair, 8)
    with clock.moved_to(START):
        assert "请核对联名人数" in client_of(zhao_chair).get(reverse("pages:desk")).content.decode()
        actions.accept_request(request, by=zhao_chair, on=START)
    with clock.moved_to(START + 30 * DAY):
        for person in (zhao_chair, li_secretary):
            desk = client_of(person).get(reverse("pages:desk")).content.decode()
            assert WISH["subject"] in desk
            assert "已经逾期" in desk or "逾期" in desk


def test_every_person_is_answered_like_the_table(
    ask: Ask,
    zhao_chair: User,
    wang_supervisor: User,
    zheng_other: User,
    officer: User,
    client_of: Callable[[User], Client],
) -> None:
    request = ask()
    roles = {
        zhao_chair: "committee_chair",
        wang_supervisor: "supervisor",
        officer: "officer",
    }
    with clock.moved_to(START):
        for user in (*roles, zheng_other):
            client = client_of(user)
            page = reverse("decisions:convening_page", args=[request.dossier.number])
            assert client.get(page).status_code == (404 if user is zheng_other else 200)
            for step in CONVENING.steps:
                url = reverse(f"decisions:{step.code}", args=[request.dossier.number])
                refusal = CONVENING.why_not(request, step.code, by=user)
                wanted = 404 if user is zheng_other else refusal.status if refusal else 200
                assert client.get(url).status_code == wanted, (user, step.code)
                if user in roles:
                    held = step.duty in all_roles()[roles[user]].duties
                    assert (refusal is not None and refusal.status == 403) != held


def test_a_request_is_walked_by_its_forms(
    office: Office, ask: Ask, zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    with clock.moved_to(START):
        client = client_of(zhao_chair)
        typed = {
            **WISH,
            "unit": office.a.pk,
            "asked_for": "representatives",
            "backers": "representatives",
            "on": START,
        }
        done = client.post(reverse("decisions:request_convening"), typed)
        assert done.status_code == 302
        request = ConveningRequest.objects.get()
        number = request.dossier.number
        roster = [seat.person_id for seat in representatives_of(office.a, START)[:8]]
        for step, also in (("tick_names", {"present": roster}), ("accept_request", {})):
            url = reverse(f"decisions:{step}", args=[number])
            assert client.post(url, {"on": START, **also}).status_code == 302
        page = client.get(request.get_absolute_url()).content.decode()
        assert "应当召集" in page
        assert "8 ≥ 8" in page
        listed = client.get(reverse("decisions:convening_list"), {"q": "停车收费"})
        assert WISH["subject"] in listed.content.decode()
        assert client.get(reverse("decisions:export_convening")).status_code == 200


def test_the_list_costs_the_same_for_one_and_for_many(
    ask: Ask, zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(zhao_chair)
    with clock.moved_to(START):
        ask()
        url = reverse("decisions:convening_list")
        client.get(url)
        few = statements(lambda: client.get(url))
        for _ in range(5):
            ask()
        assert statements(lambda: client.get(url)) == few


def test_no_other_door_moves_a_request(ask: Ask) -> None:
    request = ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        ConveningRequest.objects.filter(pk=request.pk).update(
            state=S.CONVENED, judged="x", basis="x", judged_on=START, convened_on=START
        )
