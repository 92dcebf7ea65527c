"""A poster of several sheets says on each of them which notice it is: any sheet will do as a photograph."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.urls import reverse

from decisions import demo
from decisions.demo.stories import CHARGING
from decisions.demo.walk import Posts, Walk
from jiedao.attachments import vault
from jiedao.documents import render
from jiedao.people.models import User
from jiedao.publications import papers
from jiedao.publications.models import Publication
from jiedao.scans import actions, reading
from jiedao.scans.models import ScannedPaper
from jiedao.scans.states import PaperStatus
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.documents.paper import docx_words, docx_xml, pdf_words
from tests.scans import camera

LONG = "".join(
    f"第{place}处车棚设在{place}号楼东侧，占地四十平方米，装插座二十个，设灭火器四具、监控一处，"
    "电线套管入地，由物业每月检查一次并公布结果。\n"
    for place in range(1, 19)
)


@pytest.fixture
def notice(office: Office, posts: Posts) -> Publication:
    """A resolution too long for one sheet of any size, put up on the board."""
    journey = Walk(office.a, posts, replace(CHARGING, plan=LONG), START)
    demo.to_posted(journey, START)
    return Publication.objects.get()


def poster_of(notice: Publication, page: str) -> bytes:
    return render.drawn(papers.poster(notice, notice.text_on(notice.frozen_on), page=page), "pdf")


def official(notice: Publication) -> bytes:
    return render.drawn(papers.notice(notice, notice.text_on(notice.frozen_on)), "pdf")


@pytest.mark.parametrize("page", ["a4", "a3", "official"])
def test_every_sheet_carries_the_code_of_the_notice(notice: Publication, page: str) -> None:
    pdf = official(notice) if page == "official" else poster_of(notice, page)
    sheets = camera.pages_in(pdf)
    assert sheets > 1
    check = f"{settings.PUBLIC_URL}{reverse('publications:verify', args=[notice.number])}"
    for place in range(sheets):
        shot = camera.photographed(camera.page_of(pdf, place), blur=1)
        found = reading.read(vault.keep([shot]).sha256, "image/jpeg")
        assert [seen.codes for seen in found.pages] == [(check,)], place
    # Once on each sheet, and once more beside the words that explain it.
    assert pdf_words(pdf).count(notice.code) == sheets + 1


def test_a_photograph_of_the_first_sheet_alone_is_recognised(
    office: Office, notice: Publication, sun_worker: User
) -> None:
    first = camera.photographed(camera.page_of(poster_of(notice, "a3"), 0), blur=1)
    actions.upload(office.a, file=camera.jpeg(first), by=sun_worker)
    actions.read_waiting()
    paper = ScannedPaper.objects.get()
    assert (paper.status, paper.publication) == (PaperStatus.READY, notice)


def test_a_word_file_of_several_sheets_carries_it_at_the_head_too(notice: Publication) -> None:
    poster = papers.poster(notice, notice.text_on(notice.frozen_on), page="a4")
    word = render.drawn(poster, "docx")
    heads = [docx_xml(word, f"word/header{place}.xml") for place in (1, 2)]
    assert all(notice.code in head and "<pic:pic" in head for head in heads)
    assert notice.code in docx_words(word)
