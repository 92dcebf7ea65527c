"""What people type, made clean before it is kept."""

import re
import unicodedata

# Characters no one types on purpose: controls, and marks that hide or reverse what is read.
_INVISIBLE = re.compile(
    # Marks on a digit make a picture of a number; on a Chinese character they are its form.
    "(?<=[0-9\uff10-\uff19])[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
    "|[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LONGEST_ASKED = 40
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def half_width(words: str) -> str:
    """Full-width digits, letters and marks (全角) as half-width ones (半角), length unchanged."""
    return words.translate(HALF_WIDTH)


def clean(words: str, *, columns: bool = False) -> str:
    """A text of several lines: no hidden characters, one blank where there were many.

    With `columns` the tabs between the cells of a pasted sheet stay, also where a cell is empty.
    """
    _refuse_controls(words)
    words = _INVISIBLE.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    of_a_line = _cells if columns else _one_blank
    lines = [of_a_line(line) for line in unicodedata.normalize("NFC", words).split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def clean_title(words: str, *, longest: int = 200) -> str:
    """A title on one line, without blanks around it and without a full stop at its end."""
    title = _BLANKS.sub(" ", clean(words).replace("\n", " ")).strip().rstrip("。．").rstrip()
    if not title:
        raise ValueError("标题不能为空，请用一句话写明是什么事。")
    if len(title) > longest:
        raise ValueError(
            f"标题有{len(title)}个字，最多{longest}个字，请删去{len(title) - longest}个字，"
            "细节写在正文里。"
        )
    return title


def sentence(words: str) -> str:
    """The words ready for another sentence behind them: with a full stop unless they have their end."""
    return f"{words}。" if words and words[-1] not in "。！？；，、：…" else words


def asked_words(typed: str) -> str:
    """Words to look for: one line, nothing unseen, not longer than a title's beginning."""
    return clean(_UNSEEN.sub(" ", typed[:200])).replace("\n", " ")[:LONGEST_ASKED].strip()


def essence(words: str) -> str:
    """What is left of a text without blanks and punctuation: two texts of the same words have the same."""
    return "".join(letter for letter in half_width(clean(words)) if letter.isalnum())


def _one_blank(words: str) -> str:
    return _BLANKS.sub(" ", words).strip()


def _cells(line: str) -> str:
    cells = [_one_blank(cell) for cell in line.split("\t")]
    return "\t".join(cells) if any(cells) else ""


def _refuse_controls(words: str) -> None:
    found = _CONTROL.search(words)
    if found:
        raise ValueError(
            f"第{found.start() + 1}个字符是看不见的控制字符，可能是从别处复制带来的，"
            "请删去这一处后重新输入。"
        )
