"""One record is changed: score, list and pack follow before the year is closed, and not afterwards."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiedao.appraisal import actions, pack, scoring
from jiedao.appraisal.models import Score, Target
from jiedao.indicators.figures import all_figures
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.people.models import User
from jiedao.reporting import actions as reporting
from tests.appraisal.conftest import AFTER, ANNOUNCED, MONDAY, Year, listed, total
from tests.reporting.conftest import paper_of

LATE_DAY = MONDAY + timedelta(days=9)  # three working days after the papers were due


def unpacked(year: Year, day: Any) -> dict[str, bytes]:
    with (
        clock.moved_to(day),
        zipfile.ZipFile(io.BytesIO(pack.made(year.appraisal, today=day))) as z,
    ):
        return {name: z.read(name) for name in z.namelist()}


def rows(book: bytes) -> list[tuple[Any, ...]]:
    sheet = load_workbook(io.BytesIO(book)).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


def points_in(packed: dict[str, bytes], whose: str) -> dict[str, Any]:
    """The points of every target of one list, as the ledger of the pack has them."""
    lines = rows(packed["02 目标和得分台账.xlsx"])[1:]
    return {line[5]: line[8] for line in lines if line[2] == whose}


def test_a_paper_counted_late_lowers_score_list_and_pack_until_the_year_is_closed(
    year: Year, client_of: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jiedao.documents.render.drawn", lambda paper, form: b"paper")
    year.issued().rated()
    assert total(year.a, year.keeper) == 97
    before = unpacked(year, MONDAY)
    name = "每周汇报、半月小结按期报送"
    assert points_in(before, "体育社区")[name] == 40
    assert len(rows(before["07 证据目录.xlsx"])) == 1

    with clock.moved_to(LATE_DAY):
        assert reporting.count_late(day=LATE_DAY) == 2  # of both communities
        client = client_of(year.keeper)
        shown = client.get(reverse("appraisal:list_list")).text
    # 2 of 40 for the paper, and nothing on time out of what was owed costs the whole share.
    assert total(year.a, year.keeper, LATE_DAY) == 65
    assert "65分" in shown
    after = unpacked(year, LATE_DAY)
    assert points_in(after, "体育社区")[name] == 38
    paper = paper_of(year.office.a)
    assert paper.dossier.number in {line[4] for line in rows(after["07 证据目录.xlsx"])}

    year.scored()
    frozen = Score.objects.get(target__list=year.a, target__words=name)
    assert frozen.rows == [paper.pk]
    closed = total(year.a, year.keeper, AFTER)
    packed = unpacked(year, AFTER)
    type(paper).objects.filter(pk=paper.pk).update(counted_on=None)
    assert total(year.a, year.keeper, AFTER) == closed
    again = unpacked(year, AFTER)
    assert points_in(again, "体育社区") == points_in(packed, "体育社区")
    assert paper.dossier.number in {line[4] for line in rows(again["07 证据目录.xlsx"])}


def test_every_file_of_the_pack_has_its_digest(year: Year) -> None:
    year.issued()
    packed = unpacked(year, MONDAY)
    sums = packed.pop("SHA256SUMS").decode()
    said = dict(line.split("  ", 1)[::-1] for line in sums.splitlines())
    assert said == {name: hashlib.sha256(content).hexdigest() for name, content in packed.items()}
    assert packed["01 考核结果.pdf"].startswith(b"%PDF")
    assert packed["01 考核结果.docx"].startswith(b"PK")


def test_the_database_keeps_what_is_frozen(year: Year) -> None:
    year.issued()
    target = year.a.targets.first()
    assert target
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.filter(pk=target.pk).update(weight=1)
    year.rated().scored()
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.filter(target=target).update(points=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(year.a).objects.filter(pk=year.a.pk).update(points=100)


@pytest.mark.parametrize(
    ("rule", "value", "points", "words"),
    [
        ("over", Decimal(0), 10, "达到标准"),
        ("over", Decimal(3), 4, "扣6分"),
        ("over", Decimal(9), 0, "扣完为止"),
        ("under", Decimal("96.0"), 10, "达到标准"),
        ("under", Decimal("94.5"), 10, "不满1，不扣分"),
        ("under", Decimal("92.9"), 6, "扣4分"),
        ("under", None, 10, "没有应计的记录"),
    ],
)
def test_a_target_loses_for_every_full_step_and_no_more_than_its_weight(
    rule: str, value: Decimal | None, points: int, words: str
) -> None:
    target = Target(
        weight=10,
        rule=rule,
        threshold=Decimal(95 if rule == "under" else 0),
        per=Decimal(1),
        points_each=Decimal(2),
    )
    code = "reporting.on_time_share" if rule == "under" else "reporting.counted"
    kept, said = scoring.deduct(target, all_figures()[code], value)
    assert kept == points
    assert words in said


def test_what_is_computed_cannot_be_typed_and_what_is_rated_needs_its_range(year: Year) -> None:
    year.issued()
    target = listed(year.a, year.keeper).targets.filter(rule="over").get()
    with clock.moved_to(MONDAY):
        with pytest.raises(Refused, match="不能人工改分"):
            actions.rate(target, by=year.keeper, points=Decimal(1), reason="照顾")
        manual = year.a.targets.get(rule="manual")
        with pytest.raises(Refused, match="在0到30之间"):
            actions.rate(manual, by=year.keeper, points=Decimal(31), reason="好")
    with (
        clock.moved_to(AFTER),
        pytest.raises(Refused, match="还有考核组没有评分的目标"),
    ):
        actions.score(year.appraisal, by=year.keeper)


def test_a_veto_keeps_from_a_good_grade_and_from_awards(
    year: Year, no_papers: None, at: Callable[..., Any]
) -> None:
    year.issued().rated()
    matter = actions.veto_matters(year.a)[0]
    with clock.moved_to(MONDAY):
        actions.veto(year.a, by=year.keeper, matter=matter, happened_on=MONDAY, reason="见区通报")
        with pytest.raises(Refused, match="已经登记过"):
            actions.veto(
                year.a, by=year.keeper, matter=matter, happened_on=MONDAY, reason="见区通报"
            )
    year.scored().announced()
    with clock.moved_to(ANNOUNCED), pytest.raises(Refused, match="申诉期到"):
        actions.finish(year.appraisal, by=year.keeper)
    year.graded()
    year.a.refresh_from_db()
    year.b.refresh_from_db()
    assert year.a.points == year.b.points
    assert (year.a.grade_word, year.b.grade_word) == ("一般", "好")
    with at(year.keeper, AFTER + timedelta(days=20)) as client:
        refused = client.get(f"{year.a.get_absolute_url()}award/")
        assert refused.status_code == 409
        assert "有一票否决，不能评先" in refused.text
        assert client.get(f"{year.b.get_absolute_url()}award/").status_code == 200
