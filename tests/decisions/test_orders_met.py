"""An order to publish can always be met: by a notice that can still hang, in words, or put right (更正责令)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from decisions import actions, demo
from decisions.complaint_receipts import tell_complaint
from decisions.demo.walk import Walk
from decisions.documents import complaints as papers
from decisions.models import Complaint
from decisions.procedures import ALL, COMPLAINT
from decisions.procedures.owed import ahead_of, likely_owed, owed_choices, why_only_the_notice
from decisions.procedures.publishing import PUBLISHES
from decisions.states import ComplaintState as S
from decisions.states import MatterState
from jiedao.deadlines.models import Deadline
from jiedao.documents.declared import Subject
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.notices.models import Notice
from jiedao.people.models import User
from jiedao.receipts.models import Receipt
from tests.decisions.complaining import DAY, Said, of, ordered, said
from tests.decisions.conftest import START
from tests.decisions.programs import api
from tests.decisions.test_owed import finish
from tests.journeys.browser import Browser

__all__ = ["said"]

WHY = "点错了公示，街道要的是决议公示。"


def choices(complaint: Complaint) -> list[str]:
    complaint.forget()
    return [value for value, _ in owed_choices(complaint)]


@pytest.mark.parametrize(
    ("procedure", "state", "notices"),
    [
        ("matter", "draft", {"resolution", "result"}),
        ("matter", "street_review", {"resolution", "result"}),
        ("matter", "implementing", {"result"}),
        ("matter", "result_published", set()),
        ("matter", "suspended", set()),
        ("matter", "terminated", set()),
        ("matter_owners", "owners_voting", {"resolution", "result"}),
        ("matter_advisory", "reviewing", {"review"}),
        ("matter_filing", "filing", set()),  # unless the street orders it put right
        ("matter_filing", "returned", {"resolution"}),
        ("emergency", "acted", {"resolution", "result"}),
    ],
)
def test_the_table_says_which_notices_still_lie_ahead(
    procedure: str, state: str, notices: set[str]
) -> None:
    found = ahead_of(ALL[procedure], MatterState(state))
    assert {PUBLISHES[code].value for code in found if code in PUBLISHES} == notices


def test_only_what_can_still_be_hung_is_offered(
    walk: Callable[..., Walk], said: Said, officer: User, zhao_chair: User
) -> None:
    told = walk()
    on = demo.to_resolved(told, START)
    text = "决议公示里的数字不对"
    complaint = said(on, matter=told.fresh(), affair="", wrong="untrue", text=text)
    assert choices(complaint) == ["resolution", "result", "other"]
    told.publish_resolution(on, finish_by=on + 90 * DAY).post(on)
    assert choices(complaint) == ["resolution", "result", "other"]  # by a correction of it
    assert likely_owed(complaint) == "resolution"
    done = finish(told, on)
    assert choices(complaint) == ["result", "other"]
    assert likely_owed(complaint) == "other"  # what he named cannot hang any more
    with pytest.raises(Refused, match="哪份公示"):
        ordered(complaint, officer, done, owed="resolution")
    with clock.moved_to(done):
        street = Browser().sign_in("luo")
        page = street.open(of(complaint, "order_publication"))
        assert page.sheet("order").boxes["owed"].choices == ["result", "other"]
        assert page.sheet("order").boxes["owed"].values == ["other"]


def test_what_can_no_longer_hang_is_said_in_words(
    told: Walk, up: date, said: Said, officer: User, zhao_chair: User
) -> None:
    complaint = said(up + DAY, matter=told.fresh(), affair="")
    ordered(complaint, officer, up + DAY)
    assert why_only_the_notice(complaint)
    done = finish(told, up)
    complaint.refresh_from_db()
    assert complaint.state == S.ORDERED
    with clock.moved_to(done):
        chair = Browser().sign_in("zhao")
        page = chair.open(of(complaint, "complaint_page"))
        assert "还没有张贴" not in page
        assert "现在不能再张贴这份公示" in page
        letter = str(papers.order(Subject(complaint)))
        assert "不能再张贴决议公示" in letter
        assert "张贴别的公示不算" not in letter
        said_so = chair.fill(of(complaint, "report_published"), report="在公开栏贴了说明。")
        assert "已登记公布情况" in said_so
    complaint.refresh_from_db()
    assert complaint.state == S.PUBLISHED


def test_while_a_matter_rests_nothing_of_it_is_waited_for(
    told: Walk, up: date, said: Said, officer: User, zhao_chair: User, sun_worker: User
) -> None:
    complaint = said(up, matter=told.fresh(), affair="")
    ordered(complaint, officer, up + DAY, owed="result")
    with clock.moved_to(up + DAY):
        actions.suspend(told.fresh(), by=zhao_chair, on=up + DAY, reason="等上级批复。")
        complaint.forget()
        assert choices(complaint) == ["other"]
        assert likely_owed(complaint) == "other"
        assert COMPLAINT.why_not(complaint, "report_published", by=zhao_chair) is None
        actions.resume(told.fresh(), by=zhao_chair, on=up + DAY)
        with pytest.raises(Refused, match="实施结果公示还没有张贴"):
            actions.report_published(complaint, by=zhao_chair, on=up + DAY, report="贴了说明。")


def test_the_street_puts_right_which_notice_and_by_when(
    told: Walk, up: date, said: Said, officer: User, zhao_chair: User
) -> None:
    complaint = said(up, matter=told.fresh(), affair="")
    ordered(complaint, officer, up + DAY, owed="result")
    until = up + 30 * DAY
    with clock.moved_to(up + DAY):
        street, chair = Browser().sign_in("luo"), Browser().sign_in("zhao")
        assert chair.open(of(complaint, "correct_order")).status == 403
        assert "更正责令" not in chair.open(of(complaint, "complaint_page"))
        assert "更正责令" in street.open(of(complaint, "complaint_page"))
        page = street.open(of(complaint, "correct_order"))
        assert page.sheet("reason").boxes["owed"].values == ["result"]
        same = street.send(page, reason=WHY)
        assert same.status == 409
        assert "和原来一样" in same
        early = street.send(same, owed="resolution", publish_by=str(up))
        assert early.status == 409
        assert "不能早于" in early
        assert "已更正" in street.send(early, publish_by=str(until))
        page = chair.open(of(complaint, "complaint_page"))
        assert "决议公示 还没有张贴" in page
        assert WHY in page
    complaint.refresh_from_db()
    assert (complaint.owed, complaint.publish_by, complaint.correction) == (
        "resolution", until, WHY,
    )  # fmt: skip
    limit = Deadline.objects.open().get(dossier=complaint.dossier)
    assert (limit.code, limit.due_on) == ("decisions.publish_ordered", until)
    words = timeline(complaint.dossier, limit=1)[0].words
    for part in ("更正责令", "决议公示", "原来是实施结果公示", WHY):
        assert part in words, part
    assert Notice.objects.filter(user=zhao_chair, words__contains="更正").exists()
    letter = str(papers.order(Subject(complaint)))
    assert WHY in letter
    assert "以本通知书为准" in letter
    assert "实施结果公示" not in letter
    receipt = Receipt.objects.get(subject=complaint.pk)
    lines = " ".join(line.words for line in tell_complaint(receipt).lines)
    assert "更正" in lines
    told.correct(up + DAY, "责任人：", "负责人：", reason="更正称呼。").post(up + DAY)
    complaint.refresh_from_db()
    assert complaint.state == S.PUBLISHED
    with clock.moved_to(up + DAY), pytest.raises(Refused, match="已按要求公布"):
        actions.correct_order(
            complaint, by=officer, on=up + DAY, owed="other", publish_by=until, reason=WHY
        )


def test_of_no_matter_the_day_alone_is_put_right(
    said: Said, officer: User, zhao_chair: User
) -> None:
    complaint = said()
    ordered(complaint, officer)
    until = START + 20 * DAY
    with clock.moved_to(START):
        street = Browser().sign_in("luo")
        page = street.open(of(complaint, "correct_order"))
        assert "责令以后张贴的这一份" not in page
        assert "已更正" in street.send(page, publish_by=str(until), reason="材料还没有找齐。")
    complaint.refresh_from_db()
    assert (complaint.owed, complaint.publish_by) == ("", until)


def test_the_database_lets_nothing_but_a_correction_through(
    told: Walk, up: date, said: Said, officer: User
) -> None:
    complaint = said(up, matter=told.fresh(), affair="")
    ordered(complaint, officer, up, owed="result")
    row = Complaint.objects.filter(pk=complaint.pk)
    whole = {"correction": WHY, "corrected_on": up, "corrections": 1}
    for change in (
        {"owed": "other"},
        {"publish_by": up + 30 * DAY},
        {"owed": "other", "correction": WHY},  # not whole
        {"order": "别的。", **whole},
        {"answer": "别的。", **whole},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**change)
    with clock.moved_to(up):
        given = {"publish_by": up + 30 * DAY, "reason": WHY}
        actions.correct_order(complaint, by=officer, on=up, owed="other", **given)
    for change in ({"owed": "result"}, {"correction": "别的。"}, {"corrections": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**change)


def test_programs_correct_it_and_choose_no_notice_where_no_matter_is_named(
    told: Walk, up: date, said: Said, officer: User
) -> None:
    program, of_affair = api(officer), said(up)
    of_matter = said(up, matter=told.fresh(), affair="")
    ordered(of_matter, officer, up, owed="result")
    given = {"on": str(up), "order": "公布收支。", "publish_by": str(up + DAY), "answer": "属实。"}
    with clock.moved_to(up):
        actions.acknowledge_complaint(of_affair, by=officer, on=up)
        number = of_affair.dossier.number
        door = reverse("api:complaint-order-publication", args=[number])
        refused = program.post(door, given | {"owed": "result"}, format="json")
        assert refused.status_code == 400
        assert refused.json()["errors"]["owed"][0] == "这件反映没有写明事项，不选哪份公示。"
        assert program.post(door, given, format="json").status_code == 200
        door = reverse("api:complaint-correct-order", args=[of_matter.dossier.number])
        given = {"on": str(up), "publish_by": str(up + DAY), "reason": WHY}
        assert "owed" in program.post(door, given, format="json").json()["errors"]
        done = program.post(door, given | {"owed": "resolution"}, format="json").json()
    assert (done["owed"], done["correction"], done["corrected_on"]) == ("resolution", WHY, str(up))
