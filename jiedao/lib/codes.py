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


def code_of(digest: str) -> str:
    """The code that follows from a keyed hash in hexadecimal; as hard to guess as a random one."""
    left, characters = int(digest, 16), []
    for _ in range(_LENGTH):
        left, place = divmod(left, len(ALPHABET))
        characters.append(ALPHABET[place])
    return _grouped("".join(characters))


def form_code() -> str:
    """A new code for a printed form, 12 characters: the last one proves the others."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH - 1))
    return body + _proof(body)


def normalise_form_code(typed: str) -> str:
    """The code of a form as it was issued; ValueError when a character was misread."""
    compact = _compact(typed)
    if (
        len(compact) != _LENGTH
        or set(compact) - set(ALPHABET)
        or _proof(compact[:-1]) != compact[-1]
    ):
        raise ValueError("编码不对，请对照表头二维码旁边的12位编码重新输入。")
    return compact


def form_code_in_groups(code: str) -> str:
    """The code of a form as it is printed: 7K3F-92QD-M5XA."""
    return _grouped(code)


def normalise(typed: str, *, name: str = "核验码", paper: str = "公示单") -> str:
    """A code as it was issued, however it was typed; ValueError with a sentence when it is none."""
    compact = _compact(typed)
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


def _compact(typed: str) -> str:
    return "".join(
        character
        for character in text.half_width(typed).upper()
        if character not in "-—–‐_" and not character.isspace()
    )


def _proof(body: str) -> str:
    """One misread character or two in the wrong order change it: 29 is a prime."""
    total = sum(place * ALPHABET.index(character) for place, character in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def _grouped(compact: str) -> str:
    return "-".join(compact[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))
