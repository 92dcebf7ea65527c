"""The canonical text: frozen, digested, and read back without losing anything."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedao.publications import canonical
from jiedao.publications.canonical import Block, Document

words = st.text(max_size=40).filter(
    lambda said: not any(unicodedata.category(c) in ("Cc", "Cs") for c in said)
)
blocks = st.lists(
    st.one_of(
        st.builds(canonical.heading, words),
        st.builds(canonical.paragraph, words),
        st.builds(canonical.table, st.lists(st.tuples(words, words), max_size=4), words),
        st.builds(canonical.sign, words, st.dates()),
    ),
    max_size=6,
)


@given(blocks)
def test_what_is_written_is_read_back_the_same(given_blocks: list[Block]) -> None:
    try:
        kept = canonical.normalised(given_blocks)
    except ValueError:
        return  # a non-character somewhere: refused in a sentence
    document = Document(("经八路街道", "体育社区"), "体社居公〔2026〕1号", "标题", kept)
    text = canonical.render(document)
    assert canonical.parse(text) == document
    assert canonical.render(canonical.parse(text)) == text
    assert unicodedata.is_normalized("NFC", text)
    assert canonical.normalised(kept) == kept


def test_the_text_can_be_read_by_a_person() -> None:
    document = Document(
        ("经八路街道", "体育社区居民委员会"),
        "体社居公〔2026〕18号",
        "关于四点半学校的决议公示",
        canonical.normalised(
            [
                canonical.heading("一、内容"),
                canonical.paragraph("第一段\r\n\r\n第二段"),
                canonical.table([("应到", "63人")], "到会"),
                canonical.sign("体育社区居民委员会", date(2026, 11, 16)),
            ]
        ),
    )
    assert canonical.render(document) == (
        "公示规范文本：1\n机关：经八路街道\n机关：体育社区居民委员会\n文号：体社居公〔2026〕18号\n"
        "标题：关于四点半学校的决议公示\n章：一、内容\n段：第一段\n段：第二段\n表：到会\n行：应到\t63人\n"
        "署：体育社区居民委员会\n日：2026-11-16\n"
    )


def test_a_line_that_looks_like_a_mark_stays_a_paragraph() -> None:
    kept = canonical.normalised([canonical.paragraph("标题：别的标题\n行：假的")])
    document = Document(("甲",), "号", "真标题", kept)
    assert canonical.parse(canonical.render(document)) == document


@pytest.mark.parametrize("text", ["", "随便写的", "段：没有抬头\n", "行：没有表\n"])
def test_a_text_that_is_no_notice_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="公示文本"):
        canonical.parse(text)
