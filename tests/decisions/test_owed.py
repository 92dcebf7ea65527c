"""An order to publish says which notice of the matter is missing, and only that one meets it (责令公布哪份公示)."""

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
from decisions.procedures import COMPLAINT
from decisions.procedures.owed import likely_owed, owed_choices
from decisions.states import ComplaintState as S
from decisions.states import Owed
from jiedao.documents.declared import Subject
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.people.models import User
from jiedao.publications.states import PublicationKind
from tests.decisions.complaining import DAY, ORDER, Said, of, ordered, said
from tests.decisions.conftest import START
from tests.decisions.programs import api
from tests.journeys.browser import Browser

__all__ = ["said"]


def finish(told: Walk, on: date) -> date:
    """From the resolution hanging to the result hanging; the day it was put up."""
    done = on + 20 * DAY
    told.take_down(on + 16 * DAY).implement(on + 16 * DAY, finish_by=on + 60 * DAY)
    told.progress(done, "施工完成，清理现场。", spent=told.story.budget // 2)
    told.accept(done).survey(done).publish_result(done).post(done)
    return done


def test_the_street_says_which_notice_is_missing_and_another_one_does_not_meet_it(
    walk: Callable[..., Walk], said: Said, officer: User, zhao_chair: User
) -> None:
    told = walk()
    on = demo.to_resolved(told, START)
    complaint = said(
        on, matter=told.fresh(), affair="", text="修好了钱花在哪里，实施结果没有公布。"
    )
    with clock.moved_to(on):
        street, chair = Browser().sign_in("luo"), Browser().sign_in("zhao")
        street.fill(of(complaint, "acknowledge_complaint"))
        page = street.open(of(complaint, "order_publication"))
        assert "实施结果公示" in page
        assert "民主评议公示" not in page  # this procedure has none
        box = page.sheet("order").boxes["owed"]
        assert box.values == ["result"]  # what the resident named
        typed = {"order": ORDER, "publish_by": str(on + 60 * DAY), "answer": "经查属实。"}
        assert "已责令公布" in street.send(page, **typed)
        assert "公布实施结果公示：" in timeline(complaint.dossier, limit=1)[0].words
    told.publish_resolution(on + DAY, finish_by=on + 90 * DAY).post(on + DAY)
    complaint.refresh_from_db()
    assert complaint.state == S.ORDERED
    with clock.moved_to(on + DAY):
        page = chair.open(of(complaint, "complaint_page"))
        assert "实施结果公示 还没有张贴" in page
        assert "责令公布的实施结果公示还没有张贴" in page  # why it cannot be reported yet
        assert chair.open(of(complaint, "report_published")).status == 409
    done = finish(told, on + DAY)
    complaint.refresh_from_db()
    assert (complaint.state, complaint.published_on) == (S.PUBLISHED, done)
    assert complaint.publication
    assert complaint.publication.kind == PublicationKind.RESULT
    with clock.moved_to(done):
        assert "还没有张贴" not in chair.open(of(complaint, "complaint_page"))


def test_an_order_of_before_is_met_by_any_notice_of_the_matter(
    walk: Callable[..., Walk], said: Said, officer: User, zhao_chair: User
) -> None:
    told = walk()
    on = demo.to_resolved(told, START)
    complaint = said(on, matter=told.fresh(), affair="")
    ordered(complaint, officer, on, owed="result")
    with connection.cursor() as cursor:  # as the migration leaves what was ordered before
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table decisions_complaint disable trigger user")
        cursor.execute("update decisions_complaint set owed = ''")
        cursor.execute("alter table decisions_complaint enable trigger user")
    complaint.refresh_from_db()
    with clock.moved_to(on):
        assert COMPLAINT.why_not(complaint, "report_published", by=zhao_chair) is None
    told.publish_resolution(on + DAY, finish_by=on + 90 * DAY).post(on + DAY)
    complaint.refresh_from_db()
    assert complaint.state == S.PUBLISHED


def test_the_notice_must_be_said_of_a_matter_and_of_nothing_else(
    told: Walk, up: date, said: Said, officer: User
) -> None:
    of_matter, of_affair = said(up, matter=told.fresh(), affair=""), said(up)
    with clock.moved_to(up):
        for complaint, owed in ((of_matter, ""), (of_matter, "review"), (of_affair, "result")):
            if complaint.acknowledged_on is None:
                actions.acknowledge_complaint(complaint, by=officer, on=up)
            given = {"order": ORDER, "publish_by": up, "answer": "属实。", "owed": owed}
            with pytest.raises(Refused, match="哪份公示") as caught:
                actions.order_publication(complaint, by=officer, on=up, **given)
            assert caught.value.refusal.field == "owed"
        actions.order_publication(of_matter, by=officer, on=up, **given)
    assert owed_choices(of_affair) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=of_matter.pk).update(owed="other")
    assert set(Owed.values) == {*PublicationKind.values, "other"}


@pytest.mark.parametrize(
    ("wrong", "text", "likely"),
    [
        ("late", "一直没看到。", "result"),  # the resolution hangs
        ("untrue", "数字不对。", "resolution"),  # the last that hung
        ("late", "决议没有贴出来。", "resolution"),  # named
    ],
)
def test_what_the_street_probably_means_is_chosen_beforehand(
    wrong: str, text: str, likely: str, told: Walk, up: date, said: Said
) -> None:
    complaint = said(up, matter=told.fresh(), affair="", wrong=wrong, text=text)
    assert likely_owed(complaint) == likely


def test_only_the_notice_put_up_since_meets_it_and_no_words(
    told: Walk, up: date, said: Said, officer: User, zhao_chair: User
) -> None:
    complaint = said(up + DAY, matter=told.fresh(), affair="")
    ordered(complaint, officer, up + DAY)
    assert "张贴这件事项的决议公示" in str(papers.order(Subject(complaint)))
    with clock.moved_to(up + DAY):
        refusal = COMPLAINT.why_not(complaint, "report_published", by=zhao_chair)
        assert refusal  # the resolution hung already when it was ordered
        assert "决议公示还没有张贴" in refusal.reason
        told.correct(up + DAY, "责任人：", "负责人：", reason="更正称呼。")
    told.post(up + DAY)
    complaint.refresh_from_db()
    assert complaint.state == S.PUBLISHED  # its correction is a notice of that kind


def test_where_it_hangs_the_community_chooses_it_and_writes_nothing_instead(
    told: Walk, up: date, said: Said, officer: User, zhao_chair: User
) -> None:
    complaint = said(up, matter=told.fresh(), affair="")
    ordered(complaint, officer, up)  # the same day: the street cannot know which was first
    with clock.moved_to(up):
        with pytest.raises(Refused, match="请选择责令以后张贴的决议公示") as caught:
            actions.report_published(complaint, by=zhao_chair, on=up, report="贴在楼道里。")
        assert caught.value.refusal.field == "publication"
        chair = Browser().sign_in("zhao")
        assert "还没有张贴" not in chair.open(of(complaint, "complaint_page"))
        page = chair.fill(of(complaint, "report_published"), report="贴在楼道里。")
        assert page.status == 422
        notice = told.fresh().dossier.publications.get()
        assert "已登记公布情况" in chair.send(page, publication=str(notice.pk), report="")


def test_of_a_matter_that_is_over_it_is_said_in_words(
    walk: Callable[..., Walk], said: Said, officer: User, zhao_chair: User
) -> None:
    told = walk()
    on = demo.to_archived(told, START)
    complaint = said(on, matter=told.fresh(), affair="", wrong="untrue")
    assert [value for value, _ in owed_choices(complaint)] == ["other"]
    with clock.moved_to(on):
        street, chair = Browser().sign_in("luo"), Browser().sign_in("zhao")
        street.fill(of(complaint, "acknowledge_complaint"))
        page = street.open(of(complaint, "order_publication"))
        assert page.sheet("order").boxes["owed"].values == ["other"]
        typed = {"order": ORDER, "publish_by": str(on + 7 * DAY), "answer": "经查属实。"}
        assert "已责令公布" in street.send(page, **typed)
        complaint.refresh_from_db()
        letter = str(papers.order(Subject(complaint)))
        assert "把在哪里、怎么公布的报街道办事处" in letter
        assert "张贴" not in letter  # no notice meets it by itself
        assert "还没有张贴" not in chair.open(of(complaint, "complaint_page"))
        actions.report_published(complaint, by=zhao_chair, on=on, report="在公开栏贴了更正。")
    assert complaint.state == S.PUBLISHED


def test_an_order_of_before_for_a_notice_that_cannot_hang_is_met_in_words(
    walk: Callable[..., Walk], said: Said, officer: User, zhao_chair: User
) -> None:
    told = walk()
    on = demo.to_archived(told, START)
    complaint = said(on, matter=told.fresh(), affair="", wrong="untrue")
    ordered(complaint, officer, on, owed="other")
    with connection.cursor() as cursor:  # as it could be ordered before
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table decisions_complaint disable trigger user")
        cursor.execute("update decisions_complaint set owed = 'result'")
        cursor.execute("alter table decisions_complaint enable trigger user")
    complaint.refresh_from_db()
    letter = str(papers.order(Subject(complaint)))
    assert "不能再张贴实施结果公示" in letter
    assert "张贴别的公示不算" not in letter
    with clock.moved_to(on):
        page = Browser().sign_in("zhao").open(of(complaint, "complaint_page"))
        assert "还没有张贴" not in page
        assert "现在不能再张贴这份公示" in page
        actions.report_published(complaint, by=zhao_chair, on=on, report="在公开栏贴了更正。")
    assert complaint.state == S.PUBLISHED


def test_programs_say_it_and_read_it(
    told: Walk, up: date, said: Said, officer: User, client_of: Callable[[User], Client]
) -> None:
    complaint = said(up, matter=told.fresh(), affair="")
    program = api(officer)
    number = complaint.dossier.number
    given = {"on": str(up), "order": ORDER, "publish_by": str(up + DAY), "answer": "属实。"}
    with clock.moved_to(up):
        actions.acknowledge_complaint(complaint, by=officer, on=up)
        door = reverse("api:complaint-order-publication", args=[number])
        missing = program.post(door, given, format="json")
        assert missing.status_code == 400
        assert "owed" in missing.json()["errors"]
        done = program.post(door, given | {"owed": "result"}, format="json")
        assert done.status_code == 200, done.content.decode()
    assert (done.json()["owed"], done.json()["owed_name"]) == ("result", "实施结果公示")
