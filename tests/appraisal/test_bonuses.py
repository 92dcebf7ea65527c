"""Points beyond the targets, how many may be graded first, and what vetoes a grade in a year."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from jiedao.appraisal import actions, grading
from jiedao.appraisal.models import Appraisal, Bonus, TargetList, VetoMatter
from jiedao.appraisal.rules import VETOES
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.notices.models import Notice
from jiedao.people.models import User
from jiedao.rulebooks import actions as rulebooks
from tests.appraisal.conftest import AFTER, ANNOUNCED, GRADED, MONDAY, YEAR, Year, listed, total
from tests.appraisal.test_journey import post
from tests.reporting.conftest import paper_of
from tests.support import statements

WORDS = "停车位改造的做法被区里推广"


def given(year: Year, points: str = "2", **also: Any) -> dict[str, Any]:
    """A bonus of community A, borne out by its weekly paper."""
    return {
        "words": WORDS,
        "points": Decimal(points),
        "happened_on": MONDAY,
        "evidence": paper_of(year.office.a).dossier.number,
        "reason": "区里发文推广",
        **also,
    }


def test_a_bonus_is_entered_with_its_dossier_counts_and_is_frozen_with_the_rest(
    year: Year, zhao_chair: User, at: Callable[..., Any]
) -> None:
    year.issued().rated()
    url = year.a.get_absolute_url()
    number = paper_of(year.office.a).dossier.number
    with at(year.keeper) as client:
        assert total(year.a, year.keeper) == 97
        form = client.get(f"{url}bonuses/")
        assert "合计最多5分（内部规定，不是法律规定）" in form.text
        page = post(
            client,
            f"{url}bonuses/",
            words=WORDS,
            points="2.5",
            happened_on=MONDAY.isoformat(),
            evidence=number,
            reason="区里发文推广",
        )
        assert "目标97分＋加分2.5分" in page.text
        assert reverse("reporting:paper_page", args=[number]) in page.text
    assert Notice.objects.filter(user=zhao_chair, words__contains="加2.5分").exists()
    with at(zhao_chair) as client:
        assert "现在99.5分" in client.get(url).text
        assert client.get(f"{url}bonuses/").status_code == 403
    year.scored()
    year.a.refresh_from_db()
    assert year.a.points == total(year.a, year.keeper, AFTER)
    bonus = Bonus.objects.get()
    with clock.moved_to(AFTER), pytest.raises(Refused, match="现在是“已计分”"):
        actions.withdraw_bonus(bonus, by=year.keeper, reason="登记错了")
    with pytest.raises(IntegrityError, match="撤销"), transaction.atomic():
        Bonus.objects.update(points=1)
    bonus.pk, bonus.evidence = None, year.appraisal.dossier
    with pytest.raises(IntegrityError, match="年终计分以前"), transaction.atomic():
        bonus.save(force_insert=True)


def test_bonuses_have_a_ceiling_which_is_the_office_s_own(year: Year, li_secretary: User) -> None:
    year.issued().rated()
    with clock.moved_to(MONDAY):
        actions.add_bonus(year.a, by=year.keeper, **given(year, "4"))
        other = paper_of(year.office.b).dossier.number
        with pytest.raises(Refused, match="还能加1分") as beyond:
            actions.add_bonus(year.a, by=year.keeper, **given(year, "1.5", evidence=other))
        assert beyond.value.refusal.arithmetic == "4 ＋ 1.5 ＞ 5"
        assert beyond.value.refusal.basis == "内部规定"
        actions.add_bonus(year.a, by=year.keeper, **given(year, "1", evidence=other))
        rulebooks.set_local_rule(
            year.office.street,
            book="appraisal",
            key="bonus_most",
            value=3,
            in_force=MONDAY,
            by=li_secretary,
            document="年度考核办法",
            document_on=MONDAY,
        )
        with pytest.raises(Refused, match="最多3分"):
            actions.add_bonus(year.b, by=year.keeper, **given(year, "4", evidence=other))


def test_a_bonus_needs_a_dossier_of_the_work_once_and_a_day_of_the_year(year: Year) -> None:
    year.issued()
    with clock.moved_to(MONDAY):
        for wrong, said in (
            ({"evidence": "HD1999-000000-0001"}, "没有编号是HD1999-000000-0001的案卷"),
            ({"evidence": year.b.dossier.number}, "考核自己的案卷不能证明加分"),
            ({"evidence": " "}, "请填证明这件事的案卷编号"),
            ({"happened_on": MONDAY - timedelta(days=400)}, f"不在{YEAR}年"),
            ({"happened_on": MONDAY + timedelta(days=1)}, "还没有到"),
            ({"points": Decimal(0)}, "加分要大于0"),
        ):
            with pytest.raises(Refused, match=said):
                actions.add_bonus(year.a, by=year.keeper, **given(year, **wrong))
        made = actions.add_bonus(year.a, by=year.keeper, **given(year))
        with pytest.raises(Refused, match="不能重复加分"):
            actions.add_bonus(year.a, by=year.keeper, **given(year, "1", words="另一项"))
        actions.withdraw_bonus(made, by=year.keeper, reason="区里撤回了文件")
        with pytest.raises(Refused, match="已经撤销"):
            actions.withdraw_bonus(made, by=year.keeper, reason="再撤一次")
    assert listed(year.a, year.keeper).bonuses.get().withdraw_reason == "区里撤回了文件"
    assert total(year.a, year.keeper) == total(year.b, year.keeper)


def test_nobody_gives_himself_points_beyond(year: Year) -> None:
    with clock.moved_to(MONDAY):
        own = actions.add_list(year.appraisal, by=year.keeper, person=year.keeper, like=year.a)
    year.issued()
    with clock.moved_to(MONDAY), pytest.raises(Refused, match="您本人的责任书"):
        actions.add_bonus(own, by=year.keeper, **given(year))


def test_many_bonuses_cost_no_more_questions_than_one(year: Year, at: Callable[..., Any]) -> None:
    year.issued().rated()
    url = year.a.get_absolute_url()
    with at(year.keeper) as client:
        actions.add_bonus(year.a, by=year.keeper, **given(year, "1"))
        client.get(url)
        few = statements(lambda: client.get(url))
        other = paper_of(year.office.b).dossier.number
        actions.add_bonus(year.a, by=year.keeper, **given(year, "1", evidence=other))
        assert client.get(url).text.count(WORDS) >= 2
        assert statements(lambda: client.get(url)) == few


def test_no_more_than_the_share_are_graded_first_and_the_arithmetic_is_shown(
    year: Year, no_papers: None, zhao_chair: User, at: Callable[..., Any]
) -> None:
    url = year.appraisal.get_absolute_url()
    with at(year.keeper) as client:
        page = post(client, f"{url}shares/", first_units="40", first_persons="20")
        assert "参加考核2个 × 40% ＝ 0.8，不满1个的按1个，最多1个" in page.text
    year.issued().rated(30).scored()
    with clock.moved_to(AFTER), pytest.raises(Refused, match="现在是“已计分”"):
        actions.hold_back(year.b, by=year.keeper, reason="太早")
    year.announced()
    with pytest.raises(IntegrityError, match="第一等比例"), transaction.atomic():
        Appraisal.objects.update(first_units=100)
    theirs = year.b.get_absolute_url()
    with at(year.keeper, GRADED) as client:
        assert "超出1份，请先写明谁不评" in client.get(url).text
        refused = client.get(f"{url}finish/")
        assert refused.status_code == 409
        assert "得分够“好”的单位有2份（体育社区100分、科技社区100分），超出1份" in refused.text
        assert "2 ＞ 1" in refused.text
        page = post(client, f"{theirs}second/", reason="两个社区同分，体育社区走访多，会议研究。")
        assert "不评“好”" in page.text
        assert client.get(f"{theirs}second/").status_code == 409
        post(client, f"{theirs}first/", reason="登记错了社区")
        post(client, f"{theirs}second/", reason="再次研究，科技社区不评。")
        assert "已定等次" in post(client, f"{url}finish/").text
    lists = TargetList.objects.order_by("pk")
    assert [one.grade_word for one in lists] == ["好", "较好"]
    with pytest.raises(IntegrityError, match="固定的得分和等次"), transaction.atomic():
        TargetList.objects.update(second_because="")
    with at(zhao_chair, GRADED) as client:
        assert client.get(f"{year.a.get_absolute_url()}second/").status_code == 403


@pytest.mark.parametrize(
    ("assessed", "share", "most", "arithmetic"),
    [
        (12, 20, 2, "参加考核12人 × 20% ＝ 2.4，取整，最多2人"),
        (10, 20, 2, "参加考核10人 × 20% ＝ 2，最多2人"),
        (3, 20, 1, "参加考核3人 × 20% ＝ 0.6，不满1人的按1人，最多1人"),
        (7, 100, 7, "参加考核7人 × 100% ＝ 7，最多7人"),
    ],
)
def test_the_share_is_rounded_down_and_never_to_nobody(
    assessed: int, share: int, most: int, arithmetic: str
) -> None:
    quota = grading.Quota("个人", "优秀", share, assessed, ())
    assert (quota.most, quota.arithmetic) == (most, arithmetic)


def test_who_would_not_be_first_needs_no_holding_back(year: Year, no_papers: None) -> None:
    year.issued().rated(1).scored().announced()
    with clock.moved_to(ANNOUNCED):
        with pytest.raises(Refused, match="本来就不到“好”"):
            actions.hold_back(year.a, by=year.keeper, reason="比例不够")
        with pytest.raises(Refused, match="没有登记过"):
            actions.restore_first(year.a, by=year.keeper, reason="恢复")


def test_the_vetoes_of_a_year_are_drawn_up_for_it_and_taken_over_by_the_next(
    year: Year, zhao_chair: User, at: Callable[..., Any]
) -> None:
    assert actions.veto_matters(year.a) == VETOES.split("；")
    url, own = year.appraisal.get_absolute_url(), "拒不执行居民会议的决定"
    with at(zhao_chair) as client:
        assert client.get(f"{url}matters/").status_code == 403
    with at(year.keeper) as client:
        page = post(client, f"{url}matters/", words=f"{own}。")
        assert own in page.text
        again = post(client, f"{url}matters/", words=own)
        assert again.status_code == 409
        first = VetoMatter.objects.order_by("pk")[0]
        page = post(client, f"{url}matters/{first.pk}/strike/")
        assert first.words not in page.text.split("办理经过")[0]
    year.issued()
    with pytest.raises(IntegrityError, match="一票否决情形不能改动"), transaction.atomic():
        VetoMatter.objects.all().delete()
    with clock.moved_to(MONDAY):
        with pytest.raises(Refused, match="改责任书只能在"):
            actions.add_veto_matter(year.appraisal, by=year.keeper, words="又一种")
        with pytest.raises(Refused, match="这一年列入的"):
            actions.veto(
                year.a, by=year.keeper, matter=first.words, happened_on=MONDAY, reason="见通报"
            )
        actions.veto(year.a, by=year.keeper, matter=own, happened_on=MONDAY, reason="见通报")
    with clock.moved_to(AFTER):
        later = actions.open_appraisal(year.office.street, by=year.keeper, year=YEAR + 1)
    words = list(later.veto_matters.values_list("words", flat=True))
    assert words == [*VETOES.split("；")[1:], own]
