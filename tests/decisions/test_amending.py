"""A notice never changes: it is corrected or withdrawn by another, and a torn paper starts anew."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from decisions import demo
from decisions.demo.walk import Walk
from decisions.models import Matter
from decisions.procedures import MATTER
from jiedao.deadlines.models import Deadline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.people.models import User
from jiedao.publications.models import Publication
from jiedao.publications.selectors import broken_publications
from tests.decisions.conftest import START
from tests.decisions.test_pages import body

Begin = Callable[..., Walk]
DAY = timedelta(days=1)


def notices(matter: Matter) -> list[Publication]:
    return list(matter.dossier.publications.order_by("id"))


def page(notice: Publication) -> str:
    return body(Client().get(reverse("publications:publication", args=[notice.number])))


def why_not(journey: Walk, step: str, on: date, by: User) -> str:
    with clock.moved_to(on):
        refusal = MATTER.why_not(journey.fresh(), step, by=by)
    return refusal.reason if refusal else ""


def test_a_correction_points_to_the_old_notice_and_runs_its_whole_period(
    walk: Begin, zhao_chair: User
) -> None:
    journey = walk()
    up = demo.to_posted(journey, START)
    (old,) = notices(journey.fresh())
    on = up + 3 * DAY
    journey.correct(on, "责任人：赵丽华", "责任人：赵丽华、孙红霞", reason="责任人漏写一人。")
    old, new = notices(journey.fresh())
    assert (old.superseded_by, old.superseded_as) == (new, "correction")
    assert (new.role, new.about, new.posted_on) == ("correction", old, None)
    assert "责任人：赵丽华、孙红霞" in new.full_text
    assert old.document_number in new.full_text
    assert "还没有登记张贴" in why_not(journey, "implement", up + 16 * DAY, zhao_chair)
    journey.post(on)
    with clock.moved_to(on):
        assert "这份公示已更正，以更正公示为准" in page(old)
        assert new.document_number in page(old)
        assert "更正的是" in page(new)
        board = body(Client().get(reverse("publications:board")))
        assert "还剩15天" in board
        listed = body(Client().get(f"{reverse('publications:board')}?all=1"))
        assert "已更正" in listed
        assert old.document_number in body(
            Client().get(reverse("publications:verify", args=[new.number]))
        )
        shown = Client().get(reverse("api:publication-detail", args=[old.number])).json()
        assert (shown["superseded_as"], shown["superseded_by"]) == ("correction", new.number)
        assert "已更正" in body(Client().get(reverse("publications:feed")))
    assert "公示要满15日" in why_not(journey, "implement", up + 16 * DAY, zhao_chair)
    done = on + 16 * DAY
    journey.take_down(done).implement(done, finish_by=done + 30 * DAY)
    assert list(broken_publications()) == []


def test_a_correction_names_what_is_wrong_word_for_word(walk: Begin) -> None:
    journey = walk()
    up = demo.to_posted(journey, START)
    with pytest.raises(Refused, match="原公示里没有“原来没有的话”"):
        journey.correct(up, "原来没有的话", "新的话", reason="写错了。")
    with pytest.raises(Refused, match="更正前后一样"):
        journey.correct(up, "责任人", "责任人", reason="写错了。")
    assert len(notices(journey.fresh())) == 1


def test_a_correction_cannot_change_what_the_residents_decided(walk: Begin) -> None:
    journey = walk()
    up = demo.to_posted(journey, START)
    with pytest.raises(Refused, match="不能用更正公示改"):
        journey.correct(up, "充电位40个", "充电位20个", reason="想少建一些。")


def test_a_correction_is_corrected_in_its_turn(walk: Begin) -> None:
    journey = walk()
    up = demo.to_posted(journey, START)
    journey.correct(up, "责任人：赵丽华", "责任人：赵莉华", reason="名字写错了。").post(up)
    journey.correct(up, "责任人：赵莉华", "责任人：赵丽华", reason="更正时又写错了。").post(up)
    first, second, third = notices(journey.fresh())
    assert (third.about, second.superseded_by, first.superseded_by) == (second, third, second)
    assert third.full_text.count("章：更正后的全文") == 1
    assert third.title.count("（更正）") == 1


def test_a_withdrawn_notice_is_no_longer_shown_and_may_be_published_anew(
    walk: Begin, zhao_chair: User
) -> None:
    journey = walk()
    up = demo.to_posted(journey, START)
    on = up + DAY
    journey.withdraw(on, "公示前没有核对预算，撤回后重新公示。")
    matter = journey.fresh()
    old, withdrawal = notices(matter)
    assert matter.state == "resolved"
    assert matter.resolution_published_on is None
    assert set(Deadline.objects.open().values_list("code", flat=True)) == {
        "decisions.publish_resolution",
        "decisions.post_notice",
    }
    journey.post(on)
    with clock.moved_to(on):
        shown = page(old)
        assert "这份公示已撤回，不再作为依据" in shown
        assert "充电位40个" not in shown
        assert "公示前没有核对预算" in page(withdrawal)
        assert "撤回公示张贴在" in page(withdrawal)
        for address in ("photo_posted", "photo_taken_down"):
            there = Client().get(reverse(f"publications:{address}", args=[old.number]))
            assert there.status_code == 404
        told = Client().get(reverse("api:publication-detail", args=[old.number])).json()
        assert (told["text"], told["superseded_as"]) == ("", "withdrawal")
        listed = body(Client().get(f"{reverse('publications:board')}?all=1"))
        assert f"撤回{old.document_number}" in listed
    journey.publish_resolution(on + DAY, finish_by=on + 60 * DAY).post(on + DAY)
    assert journey.fresh().state == "resolution_published"
    assert "公示要满15日" in why_not(journey, "implement", on + 15 * DAY, zhao_chair)
    # Both papers hang: the withdrawal comes down first, and nothing goes on before it has.
    end = on + 17 * DAY
    journey.take_down(end)
    assert "还没有登记揭下" in why_not(journey, "implement", end, zhao_chair)
    journey.take_down(end).implement(end, finish_by=end + 30 * DAY)


def test_a_withdrawn_result_leads_back_to_the_work(walk: Begin) -> None:
    journey = walk()
    up = demo.to_result_posted(journey, START)
    journey.withdraw(up, "决算没有附票据，核对后重新公示。").post(up)
    assert journey.fresh().state == "implementing"
    end = up + 16 * DAY
    journey.take_down(end).publish_result(end)
    assert journey.fresh().state == "result_published"


def test_a_paper_torn_off_starts_its_period_anew(walk: Begin, zhao_chair: User) -> None:
    journey = walk()
    up = demo.to_posted(journey, START)
    torn = up + 10 * DAY
    journey.repost(torn, broken_on=torn - DAY, reason="被雨淋坏")
    (notice,) = notices(journey.fresh())
    assert (notice.posted_on, notice.runs_from) == (up, torn)
    assert notice.ends_on == torn + 15 * DAY
    assert "重新张贴，次日起算" in why_not(journey, "implement", up + 16 * DAY, zhao_chair)
    assert (
        Deadline.objects.open().get(code="decisions.take_down_notice").begins_on == notice.ends_on
    )
    with clock.moved_to(torn):
        assert "还剩15天" in page(notice)
    end = torn + 16 * DAY
    with pytest.raises(Refused, match="已经期满，以后揭下的不算中断"):
        journey.repost(end, broken_on=end, reason="被撕掉")
    journey.take_down(end)


def test_the_database_lets_no_period_be_shortened_and_no_reason_be_changed(walk: Begin) -> None:
    journey = walk()
    up = demo.to_posted(journey, START)
    journey.correct(up, "责任人：赵丽华", "责任人：孙红霞", reason="写错了。").post(up)
    old, new = (Publication.objects.filter(pk=one.pk) for one in notices(journey.fresh()))
    for rows, change in (
        (new, {"reason": "另一个原因"}),
        (new, {"about": None, "role": "notice", "reason": ""}),
        (new, {"ends_on": up + DAY}),
        (old, {"superseded_by": None, "superseded_as": ""}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_the_form_shows_the_correction_before_it_is_frozen(
    walk: Begin, zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk()
    up = demo.to_posted(journey, START)
    address = reverse("decisions:correct_notice", args=[journey.matter.dossier.number])
    typed = {
        "wrong_0": "责任人：赵丽华",
        "right_0": "责任人：孙红霞",
        "reason": "写错了。",
        "on": str(up),
    }
    with clock.moved_to(up):
        client = client_of(zhao_chair)
        seen = body(client.post(address, typed))
        assert "核对公示样稿" in seen
        assert "责任人：孙红霞" in seen
        assert len(notices(journey.fresh())) == 1
        token = seen.partition('name="seen" value="')[2].partition('"')[0]
        assert client.post(address, typed | {"seen": token}).status_code == 302
        refused = client.post(address, typed | {"wrong_0": "没有的话"})
        assert "原公示里没有" in body(refused)
        shown = body(
            client.get(reverse("decisions:matter_page", args=[journey.matter.dossier.number]))
        )
        assert "决议公示（更正公示）" in shown
    assert len(notices(journey.fresh())) == 2


def test_personal_parts_end_with_the_period_in_every_place(walk: Begin, office: Any) -> None:
    journey = walk()
    up = demo.to_posted(journey, START)
    (notice,) = notices(journey.fresh())
    with clock.moved_to(up + 15 * DAY):
        assert notice.text_on(clock.today()) == notice.full_text
    journey.withdraw(up, "名单公示错了。")
    assert not notices(journey.fresh())[0].shows_full_text(up)
