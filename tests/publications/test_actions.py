"""Freezing, putting up, taking down: what makes a publication evidence."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.organisation.models import Body, Unit
from jiedao.organisation.states import BodyKind
from jiedao.publications import actions, canonical, period
from jiedao.publications.models import Publication, PublicState
from jiedao.publications.selectors import broken_publications, clock_reason
from jiedao.publications.states import PublicationKind
from jiedao.workdays.spans import Days
from tests.conftest import Office
from tests.publications.conftest import (
    FROZEN_ON,
    POSTED_ON,
    freeze,
    open_dossier,
    picture,
    some_blocks,
)


@pytest.fixture
def on_the_day() -> Iterator[None]:
    with clock.moved_to(FROZEN_ON):
        yield


def test_a_notice_carries_number_document_number_and_signature(frozen: Publication) -> None:
    assert frozen.number == "GS2026-001003-0001"
    assert frozen.document_number == "体社居公〔2026〕1号"
    document = canonical.parse(frozen.full_text)
    assert document.organ == ("经八路街道", "体育社区居民委员会")
    assert document.title == frozen.title
    assert document.signature == canonical.sign("体育社区居民委员会", FROZEN_ON)
    assert frozen.full_digest == canonical.digest(frozen.full_text) == frozen.redacted_digest
    assert (frozen.unit_seq, frozen.previous) == (1, "")


def test_each_notice_of_a_community_follows_the_one_before(
    frozen: Publication, sun_worker: Any, on_the_day: None
) -> None:
    second = freeze(open_dossier(frozen.unit, sun_worker, "照明更换"), sun_worker)
    assert (second.unit_seq, second.previous) == (2, frozen.chain_digest)
    assert second.number == "GS2026-001003-0002"


def test_the_committee_signs_under_its_registered_name(
    dossier: Dossier, sun_worker: Any, on_the_day: None
) -> None:
    Body.objects.create(unit=dossier.unit, kind=BodyKind.COMMITTEE, name="体育社区第一居民委员会")
    document = canonical.parse(freeze(dossier, sun_worker).full_text)
    assert document.organ[-1] == document.signature.text == "体育社区第一居民委员会"


def test_neighbours_that_begin_alike_are_told_apart(
    office: Office, dossier: Dossier, sun_worker: Any, on_the_day: None
) -> None:
    Unit.objects.filter(pk=office.b.pk).update(short_name="体校社区")
    assert freeze(dossier, sun_worker).document_number == "体育社居公〔2026〕1号"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("联系人身份证11010519491231002X", "身份证号"),
        ("请打13812345678报名", "手机号"),
        ("困难家庭住3号楼2单元501室", "住址"),
    ],
)
def test_personal_data_is_refused_wherever_it_stands(
    dossier: Dossier, sun_worker: Any, on_the_day: None, words: str, kind: str
) -> None:
    table = [canonical.paragraph("正文"), canonical.table([("联系", words)])]
    for changed in (
        {"title": words},
        {"blocks": [canonical.paragraph(words)]},
        {"blocks": [*some_blocks(), canonical.heading(words)]},
        {"blocks": table},
        {"redacted_blocks": [canonical.paragraph(words)]},
    ):
        with pytest.raises(Refused) as caught:
            freeze(dossier, sun_worker, **changed)
        assert kind in caught.value.refusal.reason
        assert words not in caught.value.refusal.reason
        assert caught.value.refusal.field == ("title" if "title" in changed else "text")
    assert not Publication.objects.exists()


def test_text_is_text(dossier: Dossier, sun_worker: Any, on_the_day: None) -> None:
    made = freeze(
        dossier,
        sun_worker,
        title="<script>alert(1)</script>=1+1",
        blocks=[canonical.paragraph("=HYPERLINK(1)<b>粗</b>")],
    )
    assert canonical.parse(made.full_text).body[0].text == "=HYPERLINK(1)<b>粗</b>"
    assert made.title == "<script>alert(1)</script>=1+1"


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "标题\x00"},
        {"title": "  。"},
        {"title": "长" * 121},
        {"blocks": [canonical.paragraph("坏\x07字")]},
        {"blocks": []},
        {"blocks": [canonical.paragraph(" \n ")]},
        {"blocks": [canonical.Block("html", "<p>")]},
        {"redacted_blocks": []},
    ],
)
def test_what_cannot_be_printed_is_refused(
    dossier: Dossier, sun_worker: Any, on_the_day: None, changed: dict[str, Any]
) -> None:
    with pytest.raises(Refused) as caught:
        freeze(dossier, sun_worker, **changed)
    assert caught.value.refusal.field in ("title", "text")


def test_both_forms_are_frozen(dossier: Dossier, sun_worker: Any, on_the_day: None) -> None:
    made = freeze(
        dossier,
        sun_worker,
        blocks=[canonical.paragraph("户主张建国。")],
        redacted_blocks=[canonical.paragraph("户主张*国。")],
    )
    assert made.full_digest != made.redacted_digest
    made.ends_on = date(2026, 12, 1)
    assert "张建国" in made.text_on(date(2026, 12, 1))
    assert "张建国" not in made.text_on(date(2026, 12, 2))


def test_a_second_notice_of_the_kind_waits_for_the_first(
    taken_down: Publication, dossier: Dossier, sun_worker: Any
) -> None:
    again = freeze(dossier, sun_worker)
    with pytest.raises(Refused, match="还没有结束"):
        freeze(dossier, sun_worker)
    freeze(dossier, sun_worker, kind=PublicationKind.RESULT)
    assert again.pk != taken_down.pk


def test_nothing_is_frozen_for_tomorrow(dossier: Dossier, sun_worker: Any) -> None:
    with clock.moved_to(FROZEN_ON), pytest.raises(Refused, match="不能晚于今天"):
        freeze(dossier, sun_worker, on=FROZEN_ON + timedelta(days=1))


def test_posting_starts_the_clock_on_the_next_day(posted: Publication) -> None:
    assert posted.ends_on == date(2026, 12, 1)
    assert period.words(posted) == "11月16日张贴，次日起算，到12月1日24:00满"


@pytest.mark.parametrize(
    ("on", "today", "reason"),
    [
        (date(2026, 11, 13), POSTED_ON, "才定稿"),
        (date(2026, 11, 17), POSTED_ON, "不能晚于今天"),
    ],
)
def test_the_day_of_posting_must_be_possible(
    frozen: Publication, sun_worker: Any, on: date, today: date, reason: str
) -> None:
    with clock.moved_to(today), pytest.raises(Refused, match=reason):
        actions.post(
            frozen,
            on=on,
            place="公开栏",
            photo=picture(frozen.dossier, sun_worker),
            by=sun_worker,
        )


def test_posting_needs_a_place_and_a_photo_of_this_dossier(
    frozen: Publication, sun_worker: Any
) -> None:
    other = open_dossier(frozen.unit, sun_worker, "别的事")
    with clock.moved_to(POSTED_ON):
        mine, alien = picture(frozen.dossier, sun_worker), picture(other, sun_worker)
        for place, photo, reason in (
            ("", mine, "贴在哪里"),
            ("\x00", mine, "控制字符"),
            ("公开栏", alien, "另一个案卷"),
        ):
            with pytest.raises(Refused, match=reason):
                actions.post(frozen, on=POSTED_ON, place=place, photo=photo, by=sun_worker)
        mine.mime = "application/pdf"
        with pytest.raises(Refused, match="jpg 或 png"):
            actions.post(frozen, on=POSTED_ON, place="公开栏", photo=mine, by=sun_worker)


def test_it_is_put_up_once(posted: Publication, sun_worker: Any) -> None:
    with clock.moved_to(POSTED_ON), pytest.raises(Refused, match="已经登记过张贴"):
        actions.post(
            posted,
            on=POSTED_ON,
            place="公开栏",
            photo=picture(posted.dossier, sun_worker, "2.jpg"),
            by=sun_worker,
        )


def test_taking_down_early_is_refused_with_the_sum(posted: Publication, sun_worker: Any) -> None:
    with clock.moved_to(date(2026, 12, 1)), pytest.raises(Refused) as caught:
        actions.take_down(
            posted,
            on=date(2026, 12, 1),
            photo=picture(posted.dossier, sun_worker, "end.jpg"),
            by=sun_worker,
        )
    assert caught.value.refusal.reason == (
        "公示要满15日：11月16日张贴，次日起算，到12月1日24:00满；最早12月2日可以揭下。"
    )
    assert "第三十四条" in caught.value.refusal.basis


def test_it_is_taken_down_once_with_a_new_photo(posted: Publication, sun_worker: Any) -> None:
    day = date(2026, 12, 2)
    with clock.moved_to(day):
        assert posted.posted_photo
        with pytest.raises(Refused, match="再拍一张"):
            actions.take_down(posted, on=day, photo=posted.posted_photo, by=sun_worker)
        end = picture(posted.dossier, sun_worker, "end.jpg")
        with pytest.raises(Refused, match="不能晚于今天"):
            actions.take_down(posted, on=day + timedelta(days=1), photo=end, by=sun_worker)
        actions.take_down(posted, on=day, photo=end, by=sun_worker)
        with pytest.raises(Refused, match="已经登记过揭下"):
            actions.take_down(posted, on=day, photo=end, by=sun_worker)


def test_what_was_not_put_up_is_not_taken_down(frozen: Publication, sun_worker: Any) -> None:
    with clock.moved_to(date(2027, 1, 1)), pytest.raises(Refused, match="还没有登记张贴"):
        actions.take_down(
            frozen,
            on=date(2027, 1, 1),
            photo=picture(frozen.dossier, sun_worker),
            by=sun_worker,
        )


def test_the_next_step_waits_for_the_paper(frozen: Publication, sun_worker: Any) -> None:
    assert "还没有登记张贴" in str(clock_reason(frozen, POSTED_ON))
    with clock.moved_to(POSTED_ON):
        shown = picture(frozen.dossier, sun_worker)
        actions.post(frozen, on=POSTED_ON, place="公开栏", photo=shown, by=sun_worker)
    assert "最早12月2日" in str(clock_reason(frozen, date(2026, 12, 1)))
    assert "还没有登记揭下" in str(clock_reason(frozen, date(2026, 12, 2)))
    with clock.moved_to(date(2026, 12, 2)):
        end = picture(frozen.dossier, sun_worker, "end.jpg")
        actions.take_down(frozen, on=date(2026, 12, 2), photo=end, by=sun_worker)
    assert clock_reason(frozen, date(2026, 12, 2)) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    on=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    days=st.integers(1, 400),
    later=st.integers(0, 900),
)
def test_it_never_hangs_a_day_too_short(on: date, days: int, later: int) -> None:
    publication = Publication(
        min_days=days, posted_on=on, ends_on=on + timedelta(days=days), basis="第三十四条"
    )
    today = on + timedelta(days=later)
    whole_days_hung = (today - on).days - 1  # neither the day of posting nor today counts
    over = whole_days_hung >= days
    assert (period.clock_on(publication, today).kind == "over") is over
    assert (today >= period.earliest_removal(publication)) is over
    assert ("可以揭下" in str(clock_reason(publication, today))) is not over


def test_the_database_keeps_what_was_frozen(taken_down: Publication) -> None:
    rows = Publication.objects.filter(pk=taken_down.pk)
    for change in (
        {"title": "换了"},
        {"full_text": "换了"},
        {"min_days": 1},
        {"code": "换了"},
        {"posted_on": date(2026, 11, 15)},
        {"posted_place": "别处"},
        {"ends_on": date(2026, 12, 3)},
        {"taken_down_on": date(2026, 12, 5)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM publications_publication")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL jiedao.tests = 'off'")
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("TRUNCATE publications_publication CASCADE")
        cursor.execute("SET LOCAL jiedao.tests = 'on'")


def test_the_database_counts_the_days_itself(frozen: Publication, sun_worker: Any) -> None:
    shown = picture(frozen.dossier, sun_worker)
    with pytest.raises(IntegrityError, match="publication_runs_long_enough"), transaction.atomic():
        Publication.objects.filter(pk=frozen.pk).update(
            posted_on=POSTED_ON,
            posted_place="公开栏",
            posted_photo=shown,
            posted_at=clock.now(),
            posted_by=sun_worker,
            ends_on=date(2026, 11, 30),
        )


def test_the_public_state_says_only_what_it_was_told(dossier: Dossier, sun_worker: Any) -> None:
    state = actions.set_public_state(
        dossier,
        stage="征求意见",
        line="选址和收费标准，都可以提。",
        consult_until=date(2026, 11, 27),
        consult_url="/consultations/JC2026-001003-0001/",
        by=sun_worker,
    )
    assert (state.title, state.unit) == (dossier.title, dossier.unit)
    with pytest.raises(Refused, match="手机号"):
        actions.set_public_state(dossier, stage="征求意见", line="打13812345678", by=sun_worker)
    closed = actions.close_public_state(dossier, stage="已归档", by=sun_worker)
    assert closed
    assert (closed.is_open, closed.consult_until, closed.stage) == (False, None, "已归档")
    assert closed.line == "选址和收费标准，都可以提。"


def test_a_long_line_is_cut_and_not_refused(dossier: Dossier, sun_worker: Any) -> None:
    state = actions.set_public_state(dossier, stage="征求意见", line="长" * 500, by=sun_worker)
    assert len(state.line) == 200
    assert state.line.endswith("长…")


def test_closing_what_was_never_public_is_nothing(dossier: Dossier, sun_worker: Any) -> None:
    assert actions.close_public_state(dossier, by=sun_worker) is None
    assert not PublicState.objects.exists()


def test_a_longer_local_period_is_kept(dossier: Dossier, sun_worker: Any, on_the_day: None) -> None:
    made = freeze(dossier, sun_worker, min_days=Days(20))
    assert made.min_days == 20


@pytest.mark.django_db(transaction=True)
def test_two_notices_of_one_community_at_once_take_two_places(
    office: Office, sun_worker: Any
) -> None:
    dossiers = [open_dossier(office.a, sun_worker, f"第{number}件") for number in range(4)]

    def at_once(dossier: Dossier) -> None:
        with clock.moved_to(FROZEN_ON):
            freeze(dossier, sun_worker)
        connection.close()

    with ThreadPoolExecutor(len(dossiers)) as pool:
        list(pool.map(at_once, dossiers))
    assert list(broken_publications()) == []
    assert sorted(Publication.objects.values_list("unit_seq", flat=True)) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_two_people_taking_it_down_at_once_one_wins(posted: Publication, sun_worker: Any) -> None:
    day = date(2026, 12, 2)
    ends = [picture(posted.dossier, sun_worker, f"{name}.jpg") for name in "ab"]

    def at_once(photo: Any) -> str:
        with clock.moved_to(day):
            try:
                actions.take_down(
                    Publication.objects.get(pk=posted.pk), on=day, photo=photo, by=sun_worker
                )
            except Refused as refused:
                return refused.refusal.code
            finally:
                connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(at_once, ends)) == ["done", "publication.taken_down"]
