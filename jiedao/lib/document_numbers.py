"""Document numbers (发文字号) as papers have them: 经八办〔2026〕12号."""

import re

from jiedao.lib import text

# The brackets people type around the year, all of which mean 〔〕.
_YEAR = re.compile(r"[\[(（【［〔﹝]\s*(\d{4})\s*[\])）】］〕﹞]")
_NUMBER = re.compile(r"[^\s〔〕]{2,20}〔\d{4}〕\d{1,5}号")


def read(typed: str) -> str:
    """The number somebody typed, written as it should be; nothing where there is none."""
    number = _YEAR.sub(r"〔\1〕", re.sub(r"\s+", "", text.half_width(text.clean(typed))))
    if number and not _NUMBER.fullmatch(number):
        raise ValueError(
            f"“{typed.strip()}”不像文号，请照文件写成“经八办〔2026〕12号”的样子；没有文号的空着。"
        )
    return number
