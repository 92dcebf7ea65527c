"""Numbers of persons as they are typed, brought into one form; a sentence where they are none."""

import re

from jiedao.lib import text

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_FIXED = re.compile(r"0\d{2,3}[2-9]\d{6,7}\d{0,5}|[2-9]\d{6,7}", re.ASCII)
_SHORT = re.compile(r"\d{3,6}", re.ASCII)


def phone(typed: str) -> str:
    """A telephone number without spaces and dashes; empty stays empty; ValueError with a sentence."""
    compact = re.sub(r"[\s\-—–()（）转]", "", text.half_width(typed))
    compact = re.sub(r"^(\+86|0086)", "", compact)
    if not compact:
        return ""
    if any(form.fullmatch(compact) for form in (_MOBILE, _FIXED, _SHORT)):
        return compact
    raise ValueError("电话号码不对：手机号是11位数字，座机写区号和号码，例如0371-65550102。")
