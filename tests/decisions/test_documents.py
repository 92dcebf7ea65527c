"""Every paper of a matter, from the motion to the archive, as PDF and as Word."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from decisions import demo
from decisions.demo.walk import Walk
from decisions.documents import SHELF
from decisions.models import Matter
from jiedao.documents import render, selectors
from jiedao.documents.blocks import words_of
from jiedao.documents.declared import DocumentType, Subject
from jiedao.people.models import User
from jiedao.publications import canonical
from tests.decisions.conftest import START
from tests.decisions.test_regime_papers import REGIME_PAPERS
from tests.documents.paper import docx_words, pdf_pages, pdf_words
from tests.support import statements

Browser = Callable[[User], Client]
# What must stand on each paper of the matter that was walked to its end.
SAID = {
    "motion": ("重大事项动议登记表", "3号院增设电动自行车充电棚", "受理意见", "9.6万元", "提出人"),
    "register": ("决策实施登记表", "第三十四条", "居民代表会议", "满意97份", "街道参会人员"),
    "consultation": (
        "征求居民意见的公告",
        "充电位40个",
        "2026年3月3日至2026年3月10日",
        "0371-65550102",
    ),
    "opinion_form": ("居民征求意见表", "您的意见", "可以不填"),
    "opinions": ("居民意见汇总表", "11条", "张阿姨", "已经写进方案", "不要张贴"),
    "meeting_notice": ("通知", "党群服务中心二楼会议室", "不能委托他人"),
    "roster": ("名册", "应到", "参加"),
    "sign_in_sheet": ("签到表", "陈建国", "不能代签", "列席人员"),
    "count_sheet": ("计票单", "发出票数", "赞成", "监票人"),
    "minutes": ("记录", "到会人员", "未到人员", "人数和票数的计算", "依据"),
    "resolution": ("决议", "应到", "赞成", "第二十九条", "2026年"),
    "notice": ("公示", "核验码", "异议", "2026年"),
    "poster_a4": ("公示", "核验码"),
    "poster_a3": ("公示", "核验码"),
    "objection_form": ("公示异议登记答复表", "匿名", "街道办事处"),
    "work_register": ("组织实施台账", "材料进场", "验收意见"),
    "survey_form": ("居民满意度测评表", "基本满意"),
    "supervision_opinion": ("居务监督委员会监督意见", "有意见", "委员"),
    "casefile_cover": ("一事一档", "档案号", "保管期限"),
    "casefile_contents": ("卷内目录", "重大事项动议登记表", "签到表", "页号"),
}


@pytest.fixture
def archived(walk: Callable[..., Walk]) -> Matter:
    journey = walk()
    demo.to_archived(journey, START)
    return journey.fresh()


def subjects(matter: Matter) -> list[tuple[DocumentType, Subject]]:
    return [(kind, about) for kind in SHELF.documents for about in kind.subjects(matter)]


def test_every_paper_of_an_archived_matter_is_drawn_in_both_forms(archived: Matter) -> None:
    seen = set()
    for kind, about in subjects(archived):
        document = kind.build(about)
        pdf, word = render.drawn(document, "pdf"), render.drawn(document, "docx")
        for read in (pdf_words(pdf), docx_words(word)):
            missing = [words for words in SAID[kind.code] if words not in read]
            if kind.code == "sign_in_sheet":
                missing = [words for words in missing if words != "陈建国"]
            assert not missing, (kind.code, about.label, missing)
        size = {"poster_a3": (297, 420), "opinions": (297, 210)}.get(kind.code, (210, 297))
        assert set(pdf_pages(pdf)) == {size}, kind.code
        seen.add(kind.code)
    assert seen == set(SAID)
    # The others are those of another regime, and of an objection: test_regime_papers.py.
    assert {kind.code for kind in SHELF.documents} == seen | set(REGIME_PAPERS)


def test_a_form_to_be_filled_in_fits_one_sheet(archived: Matter) -> None:
    one_sheet = ("motion", "opinion_form", "objection_form", "survey_form", "supervision_opinion",
                 "casefile_cover", "count_sheet", "meeting_notice")  # fmt: skip
    for kind, about in subjects(archived):
        if kind.code in one_sheet:
            pages = pdf_pages(render.drawn(kind.build(about), "pdf"))
            assert len(pages) == 1, (kind.code, about.label)


def test_a_poster_is_set_as_large_as_its_sheets_allow(archived: Matter) -> None:
    for code, most in (("poster_a3", 2), ("poster_a4", 3)):
        kind = SHELF.find(code)
        assert kind
        for about in kind.subjects(archived):
            paper = kind.build(about)
            assert paper.scale >= 1.1
            assert len(pdf_pages(render.drawn(paper, "pdf"))) <= most, (code, about.label)


def test_a_paper_is_there_from_its_step_on_and_not_before(walk: Callable[..., Walk]) -> None:
    journey = walk()

    def codes() -> set[str]:
        return {kind.code for kind, _ in subjects(journey.fresh())}

    first = {"motion", "register", "casefile_cover", "casefile_contents"}
    assert codes() == first
    on = demo.to_summed_up(journey, START)
    asked = first | {"consultation", "opinion_form", "opinions", "supervision_opinion"}
    assert codes() == asked
    journey.call(on, "party", held_on=on + timedelta(days=2))
    called = asked | {"meeting_notice", "roster", "sign_in_sheet", "count_sheet"}
    assert codes() == called
    party = on + timedelta(days=2)
    journey.sign(party, absent=1).count(party)
    assert codes() == called | {"minutes"}


def test_the_printed_notice_is_the_frozen_text_word_for_word(archived: Matter) -> None:
    notice = archived.dossier.publications.order_by("pk").first()
    assert notice
    kind = SHELF.find("notice")
    assert kind
    about = next(about for about in kind.subjects(archived) if about.key == notice.number)
    printed = words_of(kind.build(about))
    frozen = canonical.parse(notice.full_text)
    said = [frozen.title, frozen.document_number, *frozen.organ, frozen.signature.text]
    for block in frozen.body:
        said += [block.text, *(cell for row in block.rows for cell in row)]
    for words in filter(None, said):
        assert words in printed


def test_a_notice_that_was_changed_is_not_printed(
    archived: Matter, sun_worker: User, client_of: Browser
) -> None:
    notice = archived.dossier.publications.order_by("pk").first()
    assert notice
    notice.full_text = notice.redacted_text = notice.full_text.replace("充电位40个", "充电位400个")
    kind = SHELF.find("notice")
    assert kind
    with pytest.raises(Exception, match="改动过"):
        kind.build(Subject(notice))


def test_a_paper_costs_the_same_for_few_and_for_many_opinions(
    walk: Callable[..., Walk],
) -> None:
    kind = SHELF.find("opinions")
    assert kind

    def cost(times: int) -> int:
        journey = walk()
        journey.consult(START + timedelta(days=1))
        for _ in range(times):
            journey.say(START + timedelta(days=3), demo.OPINIONS)
        about = Subject(journey.fresh())
        return statements(lambda: kind.build(about))

    few, many = cost(1), cost(3)
    assert few == many <= 4


def test_the_page_of_a_matter_lists_what_can_be_printed(
    archived: Matter, sun_worker: User, client_of: Browser
) -> None:
    said = client_of(sun_worker).get(archived.get_absolute_url()).content.decode()
    for row in selectors.printables(archived.dossier, archived):
        assert (row.print_url if row.is_form else row.pdf_url) in said
    assert "卷内目录" in said


def test_a_download_is_a_file_with_its_number_and_name(
    archived: Matter, sun_worker: User, client_of: Browser
) -> None:
    client = client_of(sun_worker)
    number = archived.dossier.number
    pdf = client.get(reverse("documents:download", args=[number, "register", "pdf"]))
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Disposition"].startswith("inline")
    word = client.get(reverse("documents:download", args=[number, "register", "docx"]))
    assert word.content.startswith(b"PK")
    assert word["Content-Disposition"].startswith("attachment")
    assert "no-store" in word["Cache-Control"]
    for address in (
        reverse("documents:download", args=[number, "register", "exe"]),
        reverse("documents:download", args=[number, "nothing", "pdf"]),
        reverse("documents:download_about", args=[number, "minutes", "999999", "pdf"]),
    ):
        assert client.get(address).status_code == 404


def test_no_paper_holds_a_residents_number(archived: Matter) -> None:
    for kind, about in subjects(archived):
        said = json.dumps(words_of(kind.build(about)), ensure_ascii=False)
        assert "身份证" not in said
