"""联述联评联考 from the report to the last problem, and what it refuses."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from jiedao.appraisal import actions
from jiedao.appraisal.models import Ballots, BranchReview, Score
from jiedao.deadlines.models import Deadline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.people.models import User
from tests.appraisal.conftest import (
    AFTER,
    GRADED,
    LATE,
    MANUAL,
    MONDAY,
    SHARE,
    Year,
    manual_of,
    total,
)
from tests.appraisal.test_journey import post
from tests.attachments.files import PDF, upload

TUESDAY = date(2026, 11, 24)
LAST = date(2027, 3, 31)
CAST = {
    "members": (20, 5, 0, 0),
    "residents": (10, 10, 0, 0),
    "office": (5, 5, 0, 0),
    "team": (0, 9, 0, 1),
}
GRADES = ("first", "second", "third", "fourth")


def test_a_secretary_reports_is_rated_is_told_and_settles(
    year: Year,
    branch_secretary: User,
    li_secretary: User,
    zheng_other: User,
    at: Callable[..., Any],
) -> None:
    year_url = year.appraisal.get_absolute_url()
    with at(year.keeper) as client:
        page = post(
            client,
            f"{year_url}review/",
            unit=year.office.a.pk,
            secretary=branch_secretary.pk,
        )
        review = BranchReview.objects.get()
        url = review.get_absolute_url()
        assert page.redirect_chain == [(url, 302)]
        assert client.get(f"{url}count/").status_code == 409
    with at(zheng_other) as client:
        assert client.get(url).status_code == 404
    with at(branch_secretary) as client:
        page = post(
            client,
            f"{url}deliver/",
            stated_on=MONDAY.isoformat(),
            summary="抓了四项制度，走访还不够。",
            file=upload("述职报告.pdf", PDF),
        )
        assert "述职报告.pdf" in page.text
        assert client.get(f"{url}ballots/").status_code == 403
    with at(year.keeper, TUESDAY) as client:
        for raters, counts in CAST.items():
            given = dict(zip(GRADES, counts, strict=True))
            page = post(client, f"{url}ballots/", raters=raters, **given)
        # 96×30% + 90×30% + 90×20% + 75×20%
        assert "按现有的票得88.8分" in page.text
        page = post(client, f"{url}count/")
        assert "评议得88.8分" in page.text
        assert client.get(f"{url}ballots/").status_code == 409
        assert client.get(f"{url}comment/").status_code == 403
    with at(li_secretary, TUESDAY) as client:
        bad = client.post(f"{url}comment/", {"comment": "总体不错", "problems": "走访不够"})
        assert bad.status_code == 422
        assert "看不出整改期限" in bad.text
        page = post(
            client, f"{url}comment/", comment="总体不错。", problems=f"走访记录不全，{LAST}"
        )
        assert "走访记录不全" in page.text
    due = Deadline.objects.get(dossier=review.dossier, code="appraisal.problem", closed_at=None)
    assert due.due_on == LAST
    with at(year.keeper, TUESDAY) as client:
        page = post(client, f"{url}conclude/")
        assert "等次较好" in page.text
        early = client.get(f"{url}close/")
        assert early.status_code == 409
        assert "走访记录不全" in early.text
        book = client.get(reverse("appraisal:export_reviews")).content
        lines = list(load_workbook(io.BytesIO(book)).worksheets[0].iter_rows(values_only=True))
        assert lines[1][5:7] == (88.8, "较好")
    with at(branch_secretary, TUESDAY) as client:
        problem = review.problems.get()
        post(client, f"{url}problems/{problem.pk}/", result="走访记录已补齐三十户。")
    with at(year.keeper, TUESDAY) as client:
        page = post(client, f"{url}close/")
        assert "已办结" in page.text
    due.refresh_from_db()
    assert due.closed_on == TUESDAY


def test_only_the_communitys_own_secretary_reports_for_it(
    year: Year, branch_secretary: User, at: Callable[..., Any]
) -> None:
    # Nobody else could be entered afterwards: a community has one review a year.
    with at(year.keeper) as client:
        refused = client.post(
            f"{year.appraisal.get_absolute_url()}review/",
            {"unit": year.office.b.pk, "secretary": branch_secretary.pk},
        )
    assert refused.status_code == 409
    assert f"{branch_secretary}不是{year.office.b}的书记" in refused.text
    assert f"{year.office.b}还没有书记，请先办理任职" in refused.text
    assert not BranchReview.objects.exists()


def test_a_year_that_is_graded_begins_no_more_reviews(
    year: Year, branch_secretary: User, at: Callable[..., Any]
) -> None:
    year.issued().rated().scored().announced().graded()
    url = year.appraisal.get_absolute_url()
    with at(year.keeper, GRADED) as client:
        page = client.get(url).text
        assert "开始联述联评联考" not in page
        assert "2026年11月23日" in page  # issued the year before
        refused = client.post(
            f"{url}review/", {"unit": year.office.a.pk, "secretary": branch_secretary.pk}
        )
    assert refused.status_code == 409
    assert "2026年度考核已经定等次" in refused.text


def test_ballots_are_counts_and_nobody_can_turn_them_afterwards(
    year: Year, branch_secretary: User
) -> None:
    with clock.moved_to(MONDAY):
        review = actions.open_review(
            year.appraisal, by=year.keeper, unit=year.office.a, secretary=branch_secretary
        )
        actions.deliver(
            review,
            by=branch_secretary,
            stated_on=MONDAY,
            summary="述职",
            file=upload("述职.pdf", PDF),
        )
        given = dict(zip(GRADES, (1, 0, 0, 0), strict=True))
        with pytest.raises(Refused, match="一票也没有"):
            actions.enter_ballots(review, by=year.keeper, raters="team", **dict.fromkeys(GRADES, 0))
        actions.enter_ballots(review, by=year.keeper, raters="team", **given)
        with pytest.raises(Refused, match="还没有登记党员、居民、机关的评议票"):
            actions.count_ballots(review, by=year.keeper)
        for raters in ("members", "residents", "office"):
            actions.enter_ballots(review, by=year.keeper, raters=raters, **given)
        actions.count_ballots(review, by=year.keeper)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballots.objects.filter(raters="team").update(fourth=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        BranchReview.objects.update(points=99)
    names = {field.name for field in Ballots._meta.get_fields()}
    assert names == {"id", "review", "raters", *GRADES, "entered_at", "entered_by"}


BY_REVIEW: dict[str, Any] = {
    "words": "联述评议",
    "standard": "党员、居民、机关、班子评议的得分",
    "weight": 30,
    "rule": "review",
}


def test_what_the_ballots_come_to_is_part_of_the_year_s_score(
    year: Year,
    no_papers: None,
    branch_secretary: User,
    officer: User,
    at: Callable[..., Any],
) -> None:
    keeper, url = year.keeper, year.a.get_absolute_url()
    with clock.moved_to(MONDAY):
        for one in (year.a, year.b):
            actions.remove_target(manual_of(one), by=keeper)
        actions.add_target(year.a, by=keeper, **BY_REVIEW)
        with pytest.raises(Refused, match="已经有一项联述评议得分"):
            actions.add_target(year.a, by=keeper, **(BY_REVIEW | {"words": "再来一次"}))
        own = actions.add_list(year.appraisal, by=keeper, person=branch_secretary, like=year.a)
        other = actions.add_list(year.appraisal, by=keeper, person=officer, like=year.a)
        # Who is not reviewed gets no such target, neither by copying nor by asking.
        assert [target.words for target in other.targets.all()] == [LATE["words"], SHARE["words"]]
        with pytest.raises(Refused, match="不参加联述联评联考"):
            actions.add_target(other, by=keeper, **BY_REVIEW)
        for one in (year.b, other):
            actions.add_target(one, by=keeper, **MANUAL)
    year.issued()
    with clock.moved_to(MONDAY):
        for one in (year.b, other):
            actions.rate(manual_of(one), by=keeper, points=Decimal(30), reason="齐全")
        by_review = year.a.targets.select_related("list__dossier").get(rule="review")
        with pytest.raises(Refused, match="不能人工改分"):
            actions.rate(by_review, by=keeper, points=Decimal(30), reason="照顾")
    with at(keeper, AFTER) as client:
        assert "还没有开始联述联评联考" in client.get(url).text
        refused = client.get(f"{year.appraisal.get_absolute_url()}score/")
        assert refused.status_code == 409
        assert f"还没有评议计分的：《{year.a}》、《{own}》" in refused.text
    with clock.moved_to(TUESDAY):
        review = actions.open_review(
            year.appraisal, by=keeper, unit=year.office.a, secretary=branch_secretary
        )
        actions.deliver(
            review, by=keeper, stated_on=TUESDAY, summary="述职", file=upload("述职.pdf", PDF)
        )
        for raters, counts in CAST.items():
            entered = dict(zip(GRADES, counts, strict=True))
            actions.enter_ballots(review, by=keeper, raters=raters, **entered)
        # Until they are counted, ballots can still be entered anew: nothing is taken from them.
        assert total(year.a, keeper) == 70
        actions.count_ballots(review, by=keeper)
    # 88.8 of 100, in 30 points.
    assert total(year.a, keeper) == Decimal("96.6")
    assert total(own, keeper) == Decimal("96.6")
    with at(branch_secretary, TUESDAY) as client:
        page = client.get(url).text
        assert "88.8×30÷100＝26.6分" in page
        assert "看各类评议票数" in page
        assert f'href="{review.get_absolute_url()}"' in page
        assert "评议得88.8分" in client.get(review.get_absolute_url()).text
    with clock.moved_to(AFTER):
        actions.score(year.appraisal, by=keeper)
    frozen = Score.objects.get(target__list=year.a, target__rule="review")
    assert (frozen.rows, frozen.value, frozen.is_frozen) == ([review.pk], Decimal("88.8"), True)
