"""From the first target to the grade, through the pages alone; a late paper is seen on the way."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from jiedao.appraisal.models import Appraisal, Score, TargetList
from jiedao.people.models import User
from jiedao.reporting import actions as reporting
from tests.appraisal.conftest import AFTER, ANNOUNCED, GRADED, YEAR
from tests.conftest import Office

LATE_DAY = date(YEAR, 12, 2)


def post(client: Client, url: str, **given: Any) -> Any:
    """What a person types into the form at an address, sent once."""
    form = client.get(url)
    assert form.status_code == 200, form.text
    return client.post(url, given | {"once_token": form.context["once_token"]}, follow=True)


def test_a_year_from_the_first_target_to_the_grades(
    week: Office,
    organiser: User,
    zhao_chair: User,
    zheng_other: User,
    at: Callable[..., Any],
) -> None:
    home = reverse("appraisal:list_list")
    with at(organiser) as client:
        assert home in client.get(reverse("reporting:paper_list")).text
        assert "还没有您可以看的目标责任书" in client.get(home).text
        page = post(client, reverse("appraisal:open_appraisal"), street=week.street.pk, year=YEAR)
        year = Appraisal.objects.get()
        url = year.get_absolute_url()
        assert page.redirect_chain == [(url, 302)]
        page = post(client, f"{url}add/", unit=week.a.pk)
        first = TargetList.objects.get()
        mine = first.get_absolute_url()
        assert page.redirect_chain == [(mine, 302)]
        page = post(
            client,
            f"{mine}targets/",
            words="每周汇报按期报送",
            standard="没有逾期计入考核的，每份扣2分",
            weight=60,
            rule="over",
            indicator="reporting.counted",
            threshold="0",
            points_each="2",
        )
        assert "0份，达到标准，不扣分" in page.text
        refused = client.get(f"{url}issue/")
        assert refused.status_code == 409
        assert "60分" in refused.text
        post(
            client,
            f"{mine}targets/",
            words="四项制度台账",
            standard="齐全、真实、及时",
            weight=40,
            rule="manual",
        )
        post(client, f"{url}add/", unit=week.b.pk, like=first.pk)

    # Until it is issued, who is assessed sees nothing of it.
    with at(zhao_chair) as client:
        assert client.get(mine).status_code == 404
    with at(organiser) as client:
        page = post(client, f"{url}issue/")
        assert "已下达" in page.text

    with at(zhao_chair) as client:
        assert "体育社区" in client.get(home).text
        assert "科技社区2026年目标责任书" not in client.get(home).text
        page = client.get(mine).text
        assert "现在60分，1项待评" in page
        assert "每周汇报按期报送" in page
        figure = page.split('href="')
        (link,) = [one.split('"')[0] for one in figure if "reporting.counted" in one.split('"')[0]]
        assert client.get(link.replace("&amp;", "&")).status_code == 200
        assert client.get(f"{mine}veto/").status_code == 403

    # Nobody of the community reports: three working days later its paper is counted.
    with at(organiser, LATE_DAY) as client:
        reporting.count_late(day=LATE_DAY)
        page = client.get(mine)
        assert "1份，超过标准0，相差1，每满1扣2分，扣2分" in page.text
        assert "现在58分" in page.text
        pk = first.targets.get(rule="manual").pk
        page = post(client, f"{mine}targets/{pk}/rate/", points="36.5", reason="缺三户走访")
        assert "现在94.5分" in page.text
        other = TargetList.objects.get(unit=week.b)
        theirs = other.get_absolute_url()
        pk = other.targets.get(rule="manual").pk
        post(client, f"{theirs}targets/{pk}/rate/", points="40", reason="齐全")
        early = client.get(f"{url}score/")
        assert early.status_code == 409
        assert "以后才能计分" in early.text

    with at(organiser, AFTER) as client:
        assert "已计分" in post(client, f"{url}score/").text
    with at(organiser, ANNOUNCED) as client:
        assert "申诉期" in post(client, f"{url}announce/").text
        assert client.get(f"{url}finish/").status_code == 409
    frozen = Score.objects.get(target__list=first, target__rule="over")
    assert frozen.is_frozen
    counted = len(frozen.rows)
    assert counted == frozen.value

    with at(zhao_chair, ANNOUNCED) as client:
        assert client.get(f"{theirs}appeal/").status_code == 404
        page = post(client, f"{mine}appeal/", words="十一月那一份是停电没有报成。")
        assert "申诉已提交" in page.text
        assert client.get(f"{mine}appeal/").status_code == 409
    with at(organiser, ANNOUNCED) as client:
        page = post(
            client, f"{mine}answer/", outcome="upheld", correction="2", answer="情况属实，补回2分。"
        )
        assert "申诉成立" in page.text
    # Of two communities one may be graded first: the office says which one is not.
    with at(organiser, GRADED) as client:
        refused = client.get(f"{url}finish/")
        assert refused.status_code == 409
        assert "参加考核2个 × 40% ＝ 0.8" in refused.text
        post(client, f"{theirs}second/", reason="走访少，会议研究不评。")
        page = post(client, f"{url}finish/")
        assert "已定等次" in page.text
    first.refresh_from_db()
    assert first.dossier.closed_on
    with at(zhao_chair, GRADED) as client:
        page = client.get(mine).text
        assert first.grade_word in page
        assert client.get(f"{mine}appeal/").status_code == 409
