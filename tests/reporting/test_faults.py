"""What goes wrong with the regime: each right, or a full sentence."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from jiedao.access import actions as access
from jiedao.access.models import Appointment
from jiedao.deadlines.models import Deadline
from jiedao.liaison.models import WorkGroup
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.notices.models import Notice
from jiedao.organisation import actions as organisation
from jiedao.organisation.models import Unit
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.reporting import actions
from jiedao.reporting.models import FiledFigure, Filing, Paper, Period
from jiedao.reporting.parties import Party, parties
from jiedao.reporting.people import writers
from jiedao.reporting.periods import stretches
from jiedao.reporting.selectors import owed
from jiedao.workdays import actions as workdays
from jiedao.workdays import seed
from jiedao.workdays.selectors import calendar
from tests.conftest import Office, _someone
from tests.liaison.conftest import established
from tests.reporting.conftest import FRIDAY, MONDAY, paper_of, set_up, url, written


def test_the_weeks_of_a_long_holiday_have_no_paper_of_their_own(db: None) -> None:
    workdays.load_year(2026, rows=seed.rows_of(2026), document="国办通知", by=people.system())
    found = list(stretches("weekly", date(2026, 2, 2), date(2026, 3, 2), calendar(MONDAY)))
    days = [(one.since.isoformat(), one.until.isoformat()) for one in found]
    # 16 to 22 February 2026 is all holiday: what was done in it stands in the next paper.
    assert days == [
        ("2026-02-02", "2026-02-09"),
        ("2026-02-09", "2026-02-16"),
        ("2026-02-16", "2026-03-02"),
        ("2026-03-02", "2026-03-09"),
    ]


def test_a_make_up_saturday_belongs_to_the_week_it_closes(
    office: Office, lead_official: User
) -> None:
    workdays.load_year(2026, rows=seed.rows_of(2026), document="国办通知", by=people.system())
    monday = date(2026, 2, 9)
    with clock.moved_to(monday):
        set_up(office.street, lead_official, since=monday)
        actions.sweep(day=monday)
    limit = Deadline.objects.get(dossier=paper_of(office.a).dossier)
    assert limit.due_on == date(2026, 2, 14)
    assert "2月14日（调休上班）" in limit.explanation


def test_half_a_month_that_ends_on_a_sunday_is_due_on_monday(
    office: Office, lead_official: User, group: WorkGroup
) -> None:
    day = date(2026, 11, 1)
    with clock.moved_to(day):
        set_up(office.street, lead_official, since=day)
        actions.sweep(day=day)
    half = Paper.objects.get(kind="half")
    limit = Deadline.objects.get(dossier=half.dossier)
    assert (half.group, half.unit) == (group, group.department_on(day))
    assert limit.due_on == date(2026, 11, 16)
    review = Paper.objects.get(kind="review")
    # The fifth working day of November 2026.
    assert Deadline.objects.get(dossier=review.dossier).due_on == date(2026, 11, 6)


def test_periods_of_a_kind_never_overlap(week: Office) -> None:
    with pytest.raises(IntegrityError, match="periods_do_not_overlap"), transaction.atomic():
        Period.objects.create(
            street=week.street, kind="weekly", since=FRIDAY, until=date(2026, 12, 4)
        )


def test_a_unit_dissolved_meanwhile_owes_nothing_more(week: Office, system_admin: User) -> None:
    with clock.moved_to(date(2026, 11, 25)):
        for post in Appointment.objects.filter(unit=week.b):
            access.dismiss(post, by=people.system(), ends_on=clock.today(), reason="单位撤销")
        organisation.close_unit(week.b, closed_on=date(2026, 11, 25), by=system_admin)
        actions.sweep(day=date(2026, 11, 25))
    paper = paper_of(week.b)
    assert paper.release_reason == "单位已经撤销，不再报送。"
    assert not Deadline.objects.open().filter(dossier=paper.dossier).exists()
    with clock.moved_to(date(2026, 11, 30)):
        actions.sweep(day=date(2026, 11, 30))
    assert paper_of(week.b).pk == paper.pk  # no new one
    assert paper_of(week.a).period.since == date(2026, 11, 30)


def test_whoever_has_the_post_on_the_day_writes_and_is_told(
    week: Office, sun_worker: User, zhao_chair: User
) -> None:
    post = Appointment.objects.get(user=sun_worker)
    with clock.moved_to(date(2026, 11, 25)):
        access.dismiss(post, by=people.system(), ends_on=date(2026, 11, 24), reason="调走")
    paper = paper_of(week.a)
    with clock.moved_to(date(2026, 11, 26)):
        sun_worker = User.objects.get(pk=sun_worker.pk)
        with pytest.raises(Refused, match="您在体育社区没有这项职责"):
            actions.write(paper, by=sun_worker, words={"done": "走了以后写的。"})
        actions.write(paper, by=zhao_chair, words={"done": "接手写的。"})


def test_of_two_who_receive_at_once_the_second_is_told_who_was_first(
    week: Office, sun_worker: User, lead_official: User
) -> None:
    with clock.moved_to(FRIDAY):
        paper = written(paper_of(week.a), sun_worker)
        actions.submit(paper, by=sun_worker)
        first, second = paper_of(week.a), paper_of(week.a)
        actions.accept(first, by=lead_official)
        with pytest.raises(Refused) as refused:
            actions.accept(second, by=lead_official)
    assert refused.value.refusal.status == 409
    assert "何志远于2026年11月27日办理了“接收”" in refused.value.refusal.hint


def test_what_two_write_at_once_is_not_lost(
    week: Office, sun_worker: User, zhao_chair: User, at: Callable[..., Any]
) -> None:
    paper = paper_of(week.a)
    with at(sun_worker) as client:
        form = client.get(url("write", paper))
        seen = form.context["form"]["seen"].value()
        actions.write(paper, by=zhao_chair, words={"done": "赵主任先写好了。"})
        page = client.post(url("write", paper), {"done": "我后写的。", "seen": seen})
    assert page.status_code == 409
    assert "又有人改过" in page.text
    assert "我后写的。" in page.text
    assert paper_of(week.a).done == "赵主任先写好了。"


@pytest.mark.usefixtures("visited_once")
@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        (
            {"figure": "liaison.visits", "value": "3", "reason": ""},
            "reason",
            "请写明为什么修正",
        ),
        ({"figure": "no.such", "value": "3", "reason": "补登记"}, "figure", "请从列表里选择"),
        ({"figure": "decisions.carried_out", "value": "3", "reason": "补"}, "figure", "请从列表"),
        ({"figure": "liaison.visits", "value": "三", "reason": "补"}, "value", "请填写数字"),
        ({"figure": "liaison.visits", "value": "-1", "reason": "补"}, "value", "不能小于零"),
    ],
)
def test_a_figure_is_put_right_only_with_a_reason(
    week: Office,
    sun_worker: User,
    at: Callable[..., Any],
    given: dict[str, str],
    field: str,
    sentence: str,
) -> None:
    paper = paper_of(week.a)
    with at(sun_worker) as client:
        page = client.post(url("override_figure", paper), given)
    assert page.status_code in (409, 422)
    assert sentence in str(page.context["form"].errors[field])
    assert not paper.overrides.exists()


@pytest.mark.usefixtures("visited_once")
def test_only_what_stands_in_the_paper_is_offered(
    week: Office, sun_worker: User, at: Callable[..., Any]
) -> None:
    with at(sun_worker) as client:
        form = client.get(url("override_figure", paper_of(week.a))).context["form"]
    assert [code for code, _ in form.fields["figure"].choices] == ["", "liaison.visits"]
    with clock.moved_to(FRIDAY), pytest.raises(Refused, match="不在这份汇报的数字里") as refused:
        actions.override_figure(
            paper_of(week.a),
            by=sun_worker,
            figure="decisions.carried_out",
            value=Decimal(3),
            reason="补登记",
        )
    assert refused.value.refusal.field == "figure"


@pytest.mark.usefixtures("visited_once")
def test_a_figure_put_right_by_hand_stays_marked(week: Office, sun_worker: User) -> None:
    paper = paper_of(week.a)
    with clock.moved_to(FRIDAY), pytest.raises(Refused, match="没有这个指标"):
        actions.override_figure(
            paper, by=sun_worker, figure="no.such", value=Decimal(3), reason="补登记"
        )
    with clock.moved_to(FRIDAY):
        written(paper, sun_worker)
        actions.override_figure(
            paper,
            by=sun_worker,
            figure="liaison.visits",
            value=Decimal(3),
            reason="两次还没有登记",
        )
        actions.submit(paper, by=sun_worker)
    (override,) = paper.overrides.all()
    assert (override.value, override.reason) == (3, "两次还没有登记")


def test_what_was_handed_in_stays_as_it_was(
    week: Office, sun_worker: User, zhao_chair: User
) -> None:
    with clock.moved_to(FRIDAY):
        filing = actions.submit(written(paper_of(week.a), sun_worker), by=sun_worker)
    for statement in (
        lambda: Filing.objects.filter(pk=filing.pk).update(content={}),
        lambda: Filing.objects.filter(pk=filing.pk).delete(),
        lambda: FiledFigure.objects.create(filing=filing, code="x", rows=[1]).delete(),
        lambda: Paper.objects.filter(pk=filing.paper_id).update(state="drafting"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            statement()


def test_a_sweep_that_is_cut_off_goes_on_with_the_rest(
    office: Office, lead_official: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = actions.opening
    with clock.moved_to(MONDAY):
        set_up(office.street, lead_official)
        real, opened = opening.open_paper, []

        def killed(*args: Any) -> bool:
            if opened:
                raise KeyboardInterrupt
            opened.append(real(*args))
            return True

        monkeypatch.setattr(opening, "open_paper", killed)
        with pytest.raises(KeyboardInterrupt):
            actions.sweep(day=MONDAY)
        assert Paper.objects.count() == 1
        monkeypatch.setattr(opening, "open_paper", real)
        assert actions.sweep(day=MONDAY) == 1
        assert actions.sweep(day=MONDAY) == 0
    assert sorted(paper.unit.pk for paper in Paper.objects.all()) == [office.a.pk, office.b.pk]


def test_units_that_are_excused_owe_no_paper(
    office: Office, lead_official: User, at: Callable[..., Any]
) -> None:
    with at(lead_official) as client:
        where = reverse("reporting:excuse", args=[office.street.code])
        given = {
            "unit": office.b.pk,
            "since": "2026-11-23",
            "until": "2026-11-20",
            "reason": "迁址",
        }
        page = client.post(where, given)
        assert page.status_code == 409
        assert "结束日期要晚于开始日期" in page.text
        page = client.post(where, given | {"until": "2026-12-01"}, follow=True)
        assert "已登记。" in page.text
        assert "迁址" in page.text
        again = client.post(where, given | {"until": "2026-12-05"})
        assert "已经登记过免报" in again.text
    assert parties(office.street, "weekly", MONDAY) == [Party(office.a)]
    assert len(parties(office.street, "weekly", date(2026, 12, 1))) == 2


def test_what_is_late_can_be_urged_once_a_day(
    week: Office, li_secretary: User, sun_worker: User, zheng_other: User, at: Callable[..., Any]
) -> None:
    paper = paper_of(week.b)
    where = reverse("reporting:urge", args=[paper.dossier.number])
    with at(li_secretary, FRIDAY) as client:
        assert "没有逾期的，不用督办" in client.post(where).text
    with at(li_secretary, date(2026, 11, 30)) as client:
        page = client.post(where, {"back": reverse("dashboard:dashboard")}, follow=True)
        assert "已督办，通知了1人。" in page.text
        again = client.post(where)
        assert again.status_code == 409
        assert "今天已经督办过" in again.text
    (told,) = Notice.objects.filter(user=zheng_other, kind="urged")
    assert "李明远督办《科技社区每周汇报（11月23日至29日）》" in told.words
    with at(sun_worker, date(2026, 12, 1)) as client:
        assert client.post(where).status_code == 404
        own = reverse("reporting:urge", args=[paper_of(week.a).dossier.number])
        assert client.post(own).status_code == 403


def test_a_point_taken_up_again_is_asked_for_until_it_is_settled(
    week: Office, sun_worker: User, lead_official: User
) -> None:
    with clock.moved_to(FRIDAY):
        actions.submit(written(paper_of(week.a), sun_worker, problems="路灯不亮。"), by=sun_worker)
    for monday, outcome in ((date(2026, 11, 30), "going"), (date(2026, 12, 7), "done")):
        with clock.moved_to(monday):
            actions.sweep(day=monday)
            paper = paper_of(week.a)
            (thing,) = owed.things(paper)
            assert thing.words == "路灯不亮。"
            actions.write(paper, by=sun_worker, words={"done": "巡查。"})
            with pytest.raises(Refused, match="还没有答复，不能报送"):
                actions.submit(paper, by=sun_worker)
            answers = {thing.key: (outcome, "等配件。")}
            actions.write(paper, by=sun_worker, words={"done": "巡查。"}, answers=answers)
            actions.submit(paper, by=sun_worker)
    monday = date(2026, 12, 14)
    with clock.moved_to(monday):
        actions.sweep(day=monday)
        assert owed.things(paper_of(week.a)) == []


def test_a_group_is_written_by_its_own_person_and_received_by_its_own_lead(
    office: Office, lead_official: User, officer: User, room: Unit, tang: User
) -> None:
    director = _someone("zhu", "周国梁", office.street, "director")
    discipline = _someone("ji", "孙正平", office.street, "discipline")
    established(office.street, officer, lead=director, department=room, responsible=discipline)
    with clock.moved_to(MONDAY):
        set_up(office.street, lead_official)
        actions.sweep(day=MONDAY)
    paper = Paper.objects.select_related("dossier__unit", "period", "group__dossier").get(
        group__isnull=False, kind="weekly"
    )
    with clock.moved_to(FRIDAY):
        actions.write(paper, by=discipline, words={"done": "推进了两项制度。"})
        actions.submit(paper, by=discipline)
        assert Notice.objects.filter(user=director, dossier=paper.dossier).exists()
        with pytest.raises(Refused, match="要由负责“接收和退回汇报”的人办理"):
            actions.accept(paper, by=tang)
        actions.accept(paper, by=director)
    assert Paper.objects.get(pk=paper.pk).received_by == director


def test_the_paper_of_a_group_whose_person_has_left_lies_with_the_department(
    office: Office, lead_official: User, officer: User, room: Unit, tang: User
) -> None:
    other = _someone("luo-xiaojun", "罗小军", room, "officer")
    established(office.street, officer, lead=lead_official, department=room, responsible=tang)
    with clock.moved_to(MONDAY):
        set_up(office.street, lead_official)
        actions.sweep(day=MONDAY)
    paper = Paper.objects.select_related("dossier__unit", "period", "group__dossier").get(
        group__isnull=False, kind="weekly"
    )
    with clock.moved_to(FRIDAY):
        assert writers(paper) == [tang]
        post = Appointment.objects.get(user=tang)
        access.dismiss(post, by=people.system(), ends_on=date(2026, 11, 26), reason="调走")
        assert writers(paper) == [other]
        actions.write(paper, by=other, words={"done": "推进了两项制度。"})
        actions.submit(paper, by=other)
