"""Codes people read aloud and copy by hand: verification codes of notices, receipt codes."""

import secrets

from jiedao.lib import text

# No 0 and O, no 1, I and L, no U and V: they are taken for one another on paper and by telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
_GROUPS, _GROUP = 3, 4
_LENGTH = _GROUPS * _GROUP


def check_code() -> str:
    """A new random code such as 7K3F-92QD-M5XA; 29 to the 12th makes guessing hopeless."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(_LENGTH)))


def normalise(typed: str, *, name: str = "核验码", paper: str = "公示单") -> str:
    """A code as it was issued, however it was typed; ValueError with a sentence when it is none."""
    compact = "".join(
        character
        for character in text.half_width(typed).upper()
        if character not in "-—–‐_" and not character.isspace()
    )
    if len(compact) != _LENGTH:
        raise ValueError(
            f"{name}应为{_LENGTH}位，您输入了{len(compact)}位，请对照{paper}上的{name}重新输入。"
        )
    wrong = sorted(set(compact) - set(ALPHABET))
    if wrong:
        raise ValueError(
            f"{name}里没有“{'”“'.join(wrong)}”这样的字符（不用0、O、1、I、L、U、V），请对照{paper}核对。"
        )
    return _grouped(compact)


def _grouped(compact: str) -> str:
    return "-".join(compact[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))
