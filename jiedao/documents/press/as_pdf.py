"""Draws a paper as PDF/A. Run as a program of its own: JSON comes in, the PDF goes out.

It knows nothing of the portal, so that it starts in a tenth of a second and takes its memory with
it when it ends (docs/adr/0009-papers-are-drawn-outside.md).
"""

import sys
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

TEMPLATE = Path(__file__).with_name("paper.typ")
# A typeface the office has bought for its titles; the open one is made heavier instead.
TITLE_FACES = {"FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05"}
NOT_IN_FONT = "could not be displayed"


def drawn(data: str, fonts_dir: str = "") -> bytes:
    """The PDF of a paper given as JSON; typefaces in `fonts_dir` are preferred to the open ones."""
    compiler, heavy = _set_up(fonts_dir)
    template = TEMPLATE.read_bytes()
    inputs = {"data": data, "heavy": heavy, "missing": ""}
    try:
        made = compiler.compile(template, format="pdf", sys_inputs=inputs, pdf_standards="a-2b")
    except typst.TypstError as fault:
        if NOT_IN_FONT not in str(fault):
            raise
        # A character no typeface has: PDF/A refuses it, so it is left open and said so.
        made = compiler.compile(template, format="pdf", sys_inputs=inputs | {"missing": "1"})
    if not isinstance(made, bytes):
        raise TypeError("PDF")
    return made


@cache
def _set_up(fonts_dir: str) -> tuple[typst.Compiler, str]:
    """The typesetter with its typefaces, made once for all papers of a casefile."""
    folders = [str(pylopdf_fonts_zh_cn.serif_path().parent), *([fonts_dir] if fonts_dir else [])]
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
    heavy = "" if TITLE_FACES & set(fonts.families()) else "1"
    compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True, root=str(TEMPLATE.parent))
    return compiler, heavy


if __name__ == "__main__":
    sys.stdout.buffer.write(
        drawn(sys.stdin.buffer.read().decode(), sys.argv[1] if len(sys.argv) > 1 else "")
    )
