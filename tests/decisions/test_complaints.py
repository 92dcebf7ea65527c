"""What should have been published and was not: reported without an account, ordered by the street, met."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from decisions import actions, demo
from decisions.demo.walk import Walk
from decisions.documents import complaints as papers
from decisions.models import Complaint
from decisions.states import ComplaintState as S
from jiedao.deadlines.models import Deadline
from jiedao.documents.declared import Subject
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.notices.models import Notice
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.receipts.selectors import find
from tests.conftest import Office
from tests.decisions.complaining import AFFAIR, CODE, DAY, ORDER, TEXT, Said, of, ordered, said
from tests.decisions.conftest import START
from tests.journeys.browser import Browser

__all__ = ["said"]


def test_a_resident_reports_it_the_street_orders_it_and_the_community_publishes_it(
    office: Office, officer: User, zhao_chair: User
) -> None:
    resident = Browser()
    with clock.moved_to(START):
        street, chair = Browser().sign_in("luo"), Browser().sign_in("zhao")
        door = reverse("consultations:say_complaint", args=[office.a.code])
        where = resident.open(reverse("consultations:choose_community"))
        assert door in where.html
        missing = resident.fill(door, wrong="late", text=TEXT)
        assert missing.status == 422
        assert "写明是哪件事" in missing
        thanks = resident.send(missing, affair=AFFAIR, name="吴居民", phone="138 0371 5521")
        code = CODE.search(thanks.html)
        assert code, thanks.words[:800]
        assert "sessionid" not in resident.client.cookies
        # Sent again by mistake: the same receipt, nothing twice.
        assert code[1] in resident.send(
            missing, affair=AFFAIR, name="吴居民", phone="138 0371 5521"
        )
        complaint = Complaint.objects.get()
        assert complaint.dossier.unit == office.street
        with connection.cursor() as cursor:
            cursor.execute("select phone from decisions_complaint")
            assert "13803715521" not in cursor.fetchone()[0]
        assert "受理关于公开的反映" in street.open(reverse("pages:desk"))
        page = street.open(of(complaint, "complaint_page"))
        assert TEXT in page
        assert "吴居民" in page
        assert "138****5521" in page
        # Who is complained about knows of nothing.
        assert chair.open(of(complaint, "complaint_page")).status == 404
        assert AFFAIR not in chair.open(reverse("decisions:complaint_list"))
        assert AFFAIR not in chair.open(f"{reverse('pages:search')}?q=停车费")
        assert "停车费" not in chair.open(reverse("pages:desk"))
        street.fill(of(complaint, "acknowledge_complaint"))
        late = street.fill(
            of(complaint, "order_publication"),
            order=ORDER, publish_by=str(START - DAY), answer="经查属实。",
        )  # fmt: skip
        assert late.status == 409
        assert "不能早于责令公布的日期" in late
        done = street.send(late, publish_by=str(START + 7 * DAY))
        assert "已责令公布" in done
    with clock.moved_to(START + DAY):
        assert "按街道要求公布" in chair.open(reverse("pages:desk"))
        page = chair.open(of(complaint, "complaint_page"))
        assert page.status == 200
        assert ORDER in page
        for hidden in (TEXT, "吴居民", "5521", "经查属实"):
            assert hidden not in page, hidden
        assert chair.open(of(complaint, "complaint_phone")).status == 404
        assert chair.open(of(complaint, "answer_complaint")).status == 403
        assert ORDER in chair.open(of(complaint, "report_published"))
        empty = chair.fill(of(complaint, "report_published"))
        assert empty.status == 422
        done = chair.send(empty, report="3月3日在2号院公开栏张贴了两年的收支明细。")
        assert "已登记公布情况" in done
        told, fault = find(code[1])
        assert told, fault
        words = " ".join(line.words for line in told.lines)
        for part in ("经查属实", ORDER, "收支明细"):
            assert part in words, part
        looked = resident.fill(reverse("receipts:look_up"), code=code[1])
        assert "已按要求公布" in looked
    complaint.refresh_from_db()
    assert complaint.state == S.PUBLISHED
    assert not Deadline.objects.open().filter(dossier=complaint.dossier).exists()
    course = " ".join(line.words for line in timeline(complaint.dossier, limit=20))
    assert TEXT not in course
    assert "吴居民" not in course


def test_the_notice_of_the_matter_meets_the_order_by_itself(
    walk: Callable[..., Walk], said: Said, officer: User
) -> None:
    told = walk()
    on = demo.to_resolved(told, START)
    complaint = said(on, matter=told.fresh(), affair="")
    ordered(complaint, officer, on)
    limit = Deadline.objects.open().get(dossier=complaint.dossier)
    assert (limit.code, limit.due_on) == ("decisions.publish_ordered", on + 7 * DAY)
    told.publish_resolution(on + DAY, finish_by=on + 90 * DAY).post(on + DAY)
    complaint.refresh_from_db()
    assert complaint.state == S.PUBLISHED
    assert complaint.publication == told.fresh().dossier.publications.get()
    assert complaint.published_on == on + DAY
    assert Notice.objects.filter(user=officer, words__contains="已按要求公布").exists()


def test_an_order_another_reported_just_now_does_not_keep_the_notice_from_hanging(
    walk: Callable[..., Walk],
    said: Said,
    officer: User,
    zhao_chair: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = walk()
    on = demo.to_resolved(told, START)
    complaint = said(on, matter=told.fresh(), affair="")
    ordered(complaint, officer, on, owed="other")
    as_it_was = Complaint.objects.select_related("dossier__unit", "community").get()
    with clock.moved_to(on + DAY):
        actions.report_published(complaint, by=zhao_chair, on=on + DAY, report="张贴在楼道里。")
    monkeypatch.setattr("decisions.actions.complaints.waiting_for", lambda notice: [as_it_was])
    told.publish_resolution(on + DAY, finish_by=on + 90 * DAY).post(on + DAY)
    complaint.refresh_from_db()
    assert (complaint.report, complaint.publication) == ("张贴在楼道里。", None)
    assert told.fresh().dossier.publications.get().posted_on == on + DAY


def test_who_held_the_dossier_before_it_was_handed_over_finds_it_in_the_community(
    said: Said, office: Office, officer: User
) -> None:
    complaint = said()
    before = Dossier.objects.select_related("unit").get(pk=complaint.pk)
    assert before.unit == office.street
    ordered(complaint, officer)
    assert dossiers.hold(before).unit == office.a


def test_the_order_says_what_was_wrong(said: Said, officer: User) -> None:
    late, untrue = said(), said(wrong="untrue")
    for complaint, words in ((late, "没有依法公布"), (untrue, "公布的内容不真实")):
        ordered(complaint, officer)
        assert f"你社区{words}" in str(papers.order(Subject(complaint)))


def test_only_a_notice_put_up_in_the_community_since_the_order_meets_it(
    told: Walk, up: date, said: Said, officer: User, zhao_chair: User
) -> None:
    complaint = said(up + DAY)
    ordered(complaint, officer, up + DAY)
    with clock.moved_to(up + DAY), pytest.raises(Refused, match="责令公布以后") as caught:
        actions.report_published(
            complaint,
            by=zhao_chair,
            on=up + DAY,
            publication=told.fresh().dossier.publications.get(),
        )
    assert caught.value.refusal.field == "publication"


def test_what_was_published_or_is_not_so_is_answered_with_the_reason(
    said: Said, officer: User, zhao_chair: User
) -> None:
    complaint = said()
    with clock.moved_to(START):
        early = pytest.raises(Refused, match="不能跳过前面的环节")
        with early:
            actions.answer_complaint(
                complaint, by=officer, on=START, found="published", answer="已公布。"
            )
        with pytest.raises(Refused) as caught:
            # The duty comes before what was typed.
            actions.answer_complaint(
                complaint, by=zhao_chair, on=START, found="published", answer="13803715521"
            )
        assert caught.value.refusal.status == 403
        actions.acknowledge_complaint(complaint, by=officer, on=START)
        actions.answer_complaint(
            complaint, by=officer, on=START, found="published", answer="3月1日已在公开栏公布。"
        )
    complaint.refresh_from_db()
    assert complaint.state == S.ANSWERED
    assert complaint.dossier.closed_on == START
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.update(answer="改过的答复。")
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.update(text="改过的话。")


def test_late_ones_are_red_on_the_streets_dashboard_and_the_leaders_late_list(
    said: Said, officer: User, li_secretary: User, client_of: Callable[[User], Client]
) -> None:
    said()
    with clock.moved_to(START + 20 * DAY):
        desk = client_of(li_secretary).get(reverse("pages:desk")).content.decode()
    assert AFFAIR in desk
    assert "逾期" in desk


def test_a_worker_reads_it_back_enters_it_and_prints_the_slip(
    office: Office, sun_worker: User, officer: User, zhou_grid: User
) -> None:
    with clock.moved_to(START):
        worker = Browser().sign_in("sun")
        typed = {"wrong": "untrue", "affair": AFFAIR, "text": TEXT, "way": "window"}
        read = worker.fill(reverse("decisions:enter_complaint"), said_on=str(START), **typed)
        assert "还没有提交" in read
        for words in ("公布的内容不真实", AFFAIR, TEXT, "当面", "您不留电话"):
            assert words in read, words
        assert not Complaint.objects.exists()
        again = worker.send(read, press="edit")
        assert again.sheet("text").boxes["text"].values == [TEXT]
        read = worker.send(again, name="马奶奶")
        slip = worker.send(read, press="confirmed")
        code = CODE.search(slip.html)
        assert code, slip.words[:800]
        assert "不转给社区" in slip
        assert code[1] in worker.send(read, press="confirmed")
        complaint = Complaint.objects.get()
        assert complaint.dossier.number in slip
        assert (complaint.way, complaint.is_named) == ("window", True)
        # Who typed it at the community's window cannot open it again.
        assert worker.open(of(complaint, "complaint_page")).status == 404
        grid = Browser().sign_in("zhou")
        assert grid.open(reverse("decisions:enter_complaint")).status == 403


def test_programs_and_personal_numbers_are_kept_out(office: Office, officer: User) -> None:
    door = reverse("consultations:say_complaint", args=[office.a.code])
    typed = {"wrong": "late", "affair": AFFAIR, "text": TEXT}
    assert Client().post(door, typed | {"website": "http://spam"}).status_code == 422
    for changed in ({"affair": "13803715521的事"}, {"name": "吴13803715521"}):
        assert Client().post(door, typed | changed).status_code == 422
    # Told with whatever else is wrong, and what is true: these words are never published.
    answer = Client().post(door, {"text": "请打13803715521问"})
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "请选择反映什么" in words
    assert "写明是哪件事" in words
    assert "这里不收号码和门牌，请删去；电话请写在“联系电话”一栏。" in words
    assert "不能公布" not in words
    with pytest.raises(Refused, match="请删去；电话请写在“联系电话”一栏"):
        actions.say_complaint(
            office.a, by=people.visitor(), **typed | {"text": "请打13803715521问"}
        )
    assert not Complaint.objects.exists()
    other = reverse("consultations:say_complaint", args=[office.street.code])
    assert Client().get(other).status_code == 404


def test_a_matter_of_another_community_or_a_hidden_one_cannot_be_chosen(
    office: Office, told: Walk, walk: Callable[..., Walk], said: Said
) -> None:
    with pytest.raises(Refused, match="公开过的事项"):
        said(START, matter=walk().fresh())
    with clock.moved_to(START), pytest.raises(Refused, match="公开过的事项"):
        actions.say_complaint(
            office.b, by=people.visitor(), wrong="late", text=TEXT, matter=told.fresh()
        )
    shown = Client().get(reverse("consultations:say_complaint", args=[office.a.code]))
    assert told.matter.dossier.title in shown.content.decode()
    assert "从来没有公开过" in shown.content.decode()


def test_a_community_whose_street_does_not_work_here_is_not_offered(
    office: Office, request: pytest.FixtureRequest
) -> None:
    client, where = Client(), reverse("consultations:choose_community")
    door = reverse("consultations:say_complaint", args=[office.a.code])
    assert "没有找到这个社区" in client.get(where).content.decode()
    assert client.get(door).status_code == 404
    request.getfixturevalue("officer")
    assert door in client.get(where).content.decode()
    assert client.get(door).status_code == 200
