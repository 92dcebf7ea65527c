"""The work report writes itself: every number is counted, linked and never larger than the truth."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from decisions.models import Matter
from jiedao.activities.models import Activity
from jiedao.indicators.claims import Claim, Judged, all_claims
from jiedao.indicators.figures import Scope, all_figures
from jiedao.indicators.selectors import phrase
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.reporting import actions as paper_actions
from jiedao.reporting.work_report import plans, report
from jiedao.reporting.work_report.selectors import last_quarter
from jiedao.reporting.work_report.sentences import SECTIONS, pieces_of
from tests.activities.conftest import registered
from tests.conftest import TODAY, Office
from tests.decisions.conftest import posts as posts
from tests.decisions.conftest import walk as walk
from tests.documents.paper import docx_words, docx_xml
from tests.indicators.conftest import carried_out as carried_out
from tests.reporting.conftest import FRIDAY, paper_of
from tests.reporting.conftest import written as written_paper
from tests.support import statements

PAGE = reverse("reporting:work_report")
YEAR = date(2026, 1, 1)


def scope_of(unit: Unit, since: date = YEAR, until: date = date(2026, 11, 24)) -> Scope:
    return Scope(unit, since, until)


def text_of(content: dict[str, Any]) -> str:
    """Everything the report says, without its codes."""
    paragraphs = [*content["opening"], *content["shortfalls"]["paragraphs"]]
    for section in content["sections"]:
        for part in section["parts"]:
            paragraphs += part["paragraphs"]
    return "\n".join("".join(one["words"] for one in p["pieces"]) for p in paragraphs)


def written(unit: Unit, by: User, **period: date) -> dict[str, Any]:
    return report.content_of(scope_of(unit, **period), by=by, today=TODAY)


def study(office: Office, by: User, **other: Any) -> Activity:
    return registered(office.street, by, attends=[by], **other)


def test_one_record_more_changes_the_number_in_the_text(
    office: Office, officer: User, li_secretary: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(li_secretary)
    assert "组织集中学习" not in text_of(client.get(PAGE).context["content"])
    study(office, officer)
    first = text_of(client.get(PAGE).context["content"])
    assert "组织集中学习1次。" in first
    study(office, officer, title="再学一次")
    page = client.get(PAGE)
    assert "组织集中学习2次。" in text_of(page.context["content"])
    rows = reverse("indicators:figure_page", args=["activities.study"])
    asked = page.context["query"].replace("&", "&amp;")
    assert f'<a href="{rows}?{asked}">2次</a>' in page.text
    assert '<a href="#basis-F21">F21</a>' in page.text


def test_a_number_nothing_records_yet_is_never_zero_and_is_named(
    office: Office, li_secretary: User
) -> None:
    content = written(office.street, li_secretary)
    left = {one["code"]: one["why"] for one in content["left_out"] if one["code"]}
    assert left["F12"] == "平台还没有这类记录"  # disputes: no figure at all
    assert left["F21"] == "期内0次"  # counted, and none
    assert {f"F{n}" for n in range(1, 24)} == set(left)
    assert not any(character.isdigit() for character in text_of(content))
    assert any(one["name"].startswith("便民服务") for one in content["left_out"])


def test_a_sentence_names_only_figures_and_names_there_are_or_blanks_still_to_come() -> None:
    blanks = [
        piece.blank
        for section in SECTIONS
        for part in section.parts
        for sentence in part.sentences
        for clause in sentence.clauses
        for piece in (*clause.pieces, *clause.weaker_pieces)
        if "." in piece.blank
    ]
    assert blanks
    assert [blank for blank in blanks if report.figure_of(blank) is None] == []


@pytest.mark.parametrize(
    ("value", "exact", "more", "least"),
    [
        ("9", "9件", "9件", "5件以上"),
        ("20", "20件", "20件", "20件以上"),
        ("23", "23件", "20余件", "20件以上"),
        ("27", "27件", "20余件", "25件以上"),
        ("234", "234件", "200余件", "230件以上"),
    ],
)
def test_no_way_of_saying_a_number_says_more_than_it_is(
    value: str, exact: str, more: str, least: str
) -> None:
    figure = report.figure_of("F5")
    assert figure
    assert [phrase(figure, Decimal(value), style) for style in ("", "余", "以上")] == [
        exact,
        more,
        least,
    ]


def test_money_is_said_in_ten_thousands_and_small_change_exactly() -> None:
    figure = report.figure_of("F18")
    assert figure
    assert phrase(figure, Decimal("385200"), "余") == "30余万元"
    assert phrase(figure, Decimal("1200"), "余") == "1,200元"


def test_a_matter_carried_out_is_named_and_what_is_wanting_is_counted(
    carried_out: Matter, li_secretary: User, office: Office
) -> None:
    content = written(office.street, li_secretary)
    said = text_of(content)
    assert f"重大事项1件（{carried_out.dossier.title}）" in said
    (figure,) = [one for one in content["figures"] if one["code"] == "F5"]
    assert (figure["exact"], figure["value"]) == ("1件", "1")
    assert text_of(written(office.b, li_secretary)).find("重大事项1件") == -1


def test_a_claim_that_does_not_hold_is_said_weaker(
    office: Office, li_secretary: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"reporting.owed": 5, "reporting.on_time": 4}
    real = report.kept.values
    monkeypatch.setattr(
        report.kept,
        "values",
        lambda *scopes: [one | {k: Decimal(v) for k, v in known.items()} for one in real(*scopes)],
    )
    content = written(office.street, li_secretary)
    said = text_of(content)
    assert "应报每周汇报和半月小结5份，按期报送4份。" in said
    assert "都按期报送" not in said
    known["reporting.on_time"] = 5
    content = written(office.street, li_secretary)
    assert "应报每周汇报和半月小结5份，都按期报送。" in text_of(content)
    (claim,) = content["claims"]
    assert claim["why"] == ("应报的汇报5份，按期报送的汇报5份。")


def test_a_claim_is_declared_once(office: Office) -> None:
    with pytest.raises(ImproperlyConfigured, match="被声明了两次"):
        Claim("work_report.steady", "再说一遍", lambda scope, known: Judged(None, ""))


def test_a_community_reads_its_own_report_and_no_other(
    office: Office, zhao_chair: User, sun_worker: User, client_of: Callable[[User], Client]
) -> None:
    page = client_of(zhao_chair).get(PAGE)
    assert page.context["content"]["unit"] == "体育社区"
    for code in (office.b.code, office.street.code, "999"):
        assert client_of(zhao_chair).get(PAGE, {"unit": code}).status_code == 404
    # Sees papers, no figures: the rows behind the numbers would be closed.
    assert client_of(sun_worker).get(PAGE).status_code == 403


def test_a_period_that_ends_before_it_begins_is_said_at_the_field(
    office: Office, li_secretary: User, client_of: Callable[[User], Client]
) -> None:
    page = client_of(li_secretary).get(PAGE, {"since": "2026-05-01", "until": "2026-04-01"})
    assert page.status_code == 200
    assert "结束日期不能早于开始日期，请重新选择。" in page.text


def test_the_report_is_printed_as_a_word_file_with_its_sources(
    office: Office, officer: User, li_secretary: User, client_of: Callable[[User], Client]
) -> None:
    study(office, officer)
    client = client_of(li_secretary)
    paper = client.get(reverse("reporting:work_report_paper", args=["docx"]))
    assert "superscript" in docx_xml(paper.content)
    words = docx_words(paper.content)
    for said in (
        "F21",
        "集中学习",
        "没有记录、没有写进来的",
        f"/office/reports/work-report/?unit={office.street.code}&since=",
        "#basis-代码",
    ):
        assert said in words
    assert words.count("/office/reports/") == 1
    assert not any(code in words for code in all_figures() if "." in code)
    # The code on paper leads to the row of the figure, and that to its rows.
    page = client.get(PAGE)
    (line,) = (one for one in page.context["content"]["figures"] if one["code"] == "F21")
    assert 'id="basis-F21"' in page.text
    assert "/office/figures/activities.study" in line["url"]
    assert client.get(reverse("reporting:work_report_paper", args=["odt"])).status_code == 404
    assert client.get(reverse("reporting:work_report_paper", args=["pdf"])).content[:4] == b"%PDF"


def test_a_code_on_paper_means_the_same_figure_whatever_else_is_recorded(
    office: Office, lead_official: User
) -> None:
    """Of figures that fill no blank the code is not a count of those said before it."""
    codes = report.short_codes()
    assert len(set(codes.values())) == len(codes)
    counted = report.Counted(
        Scope(office.street, TODAY, TODAY + timedelta(days=1)), dict.fromkeys(codes, Decimal(1)), {}
    )
    late, both = (report.Writer(counted, {}) for _ in range(2))
    second = pieces_of("{activities.solved}")
    first = pieces_of("{activities.problems}")
    assert late._filled(second, quiet=True)[0]["code"] == codes["activities.solved"]
    both._filled(first, quiet=True)
    assert both._filled(second, quiet=True)[0]["code"] == codes["activities.solved"]


def test_the_page_costs_the_same_for_one_and_for_ten_records(
    office: Office, officer: User, li_secretary: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(li_secretary)
    study(office, officer)
    client.get(PAGE)
    one = statements(lambda: client.get(PAGE))
    for number in range(9):
        study(office, officer, title=f"第{number}次学习")
    client.get(PAGE)
    assert statements(lambda: client.get(PAGE)) == one
    # The frame 3, the unit 1, figures 3 (one of them what is not settled yet), the rest one each.
    assert one <= 11


def test_what_is_late_and_what_is_promised_is_told_from_the_records(
    week: Office, sun_worker: User, zhao_chair: User, li_secretary: User
) -> None:
    with clock.moved_to(FRIDAY):
        paper = written_paper(
            paper_of(week.a), sun_worker, plans="修好东院的路灯。\n补访独居老人。"
        )
        paper_actions.submit(paper, by=sun_worker)
    later = date(2026, 11, 30)
    with clock.moved_to(later):
        scope = scope_of(week.a, until=date(2026, 12, 1))
        content = report.content_of(scope, by=zhao_chair, today=later)
        (group,) = content["plans"]["groups"]
        assert [line["words"] for line in group["lines"]] == [
            "体育社区：修好东院的路灯",
            "体育社区：补访独居老人",
        ]
        assert group["lines"][0]["url"] == paper.get_absolute_url()
        assert content["shortfalls"]["paragraphs"] == []
        # B has handed nothing in: its limit is past.
        other = report.content_of(
            scope_of(week.street, until=date(2026, 12, 1)), by=li_secretary, today=later
        )
        (missing,) = other["shortfalls"]["paragraphs"]
        said = "".join(one["words"] for one in missing["pieces"])
        assert said == "该报的没有报，没有报送的每周汇报和半月小结1份。"
        assert missing["lead"] == "一是"


@pytest.mark.parametrize(
    ("today", "since", "until"),
    [
        (date(2026, 11, 29), date(2026, 7, 1), date(2026, 10, 1)),
        (date(2026, 1, 1), date(2025, 10, 1), date(2026, 1, 1)),
        (date(2026, 6, 30), date(2026, 1, 1), date(2026, 4, 1)),
    ],
)
def test_the_last_quarter_is_the_whole_one_before(today: date, since: date, until: date) -> None:
    assert last_quarter(today) == (since, until)


@pytest.mark.parametrize(
    ("whole", "agreeing", "holds"), [(4, 4, None), (5, 5, True), (9, 8, False)]
)
def test_only_many_opinions_without_one_concern_are_old_fellows_ways(
    whole: int, agreeing: int, holds: bool | None
) -> None:
    known = {
        "decisions.opinions": Decimal(whole),
        "decisions.opinions_agreeing": Decimal(agreeing),
    }
    claim = all_claims()["decisions.never_a_concern"]
    judged = claim.judge(scope_of(Unit(path="/")), known)
    assert judged.holds is holds
    assert f"签署{whole}份，其中写“同意”的{agreeing}份" in judged.why


def test_a_plan_whose_title_says_whose_it_is_does_not_say_it_twice() -> None:
    said = plans._said(plans.STAGES, "试点阶段：总结提高", "体育社区试点", "体育社区", None)
    assert said == "体育社区试点，试点阶段：总结提高"
    assert plans._said(plans.LIMITS, "公开决议", "早餐车定点摆放", "体育社区", None) == (
        "体育社区：早餐车定点摆放，公开决议"
    )
