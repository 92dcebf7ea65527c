"""What a password must be like, said in a sentence; and first passwords that are read out."""

import math
import re
import secrets
from typing import Any

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from jiedao.access import selectors as access
from jiedao.accounts.models import PasswordRecord
from jiedao.accounts.rules import RULES
from jiedao.lib import clock, codes, pinyin
from jiedao.people.models import User
from jiedao.rulebooks.editions import Edition

_CLASSES = (
    (re.compile(r"[A-Z]"), "大写字母"),
    (re.compile(r"[a-z]"), "小写字母"),
    (re.compile(r"\d"), "数字"),
    (re.compile(r"[^A-Za-z0-9]"), "符号"),
)
_SHORTEST_PART = 3
_GROUP = 4


def rules_for(user: User | None) -> Edition:
    """The rules of today, with what the person's own street asks beyond them."""
    unit = access.unit_of(user) if user is not None and user.pk else None
    return RULES.on(clock.today(), unit)


def rule_words(rules: Edition) -> str:
    """What the form says before anything is typed."""
    return (
        f"至少{rules.password_length}位，大写字母、小写字母、数字、符号至少用{rules.password_classes}种；"
        f"不含姓名和登录名；不与最近{rules.password_history}次用过的相同。"
        "可以把三个不相干的词的拼音用横线连起来，再加大写字母和数字，好记也难猜。"
    )


class OfficePassword:
    """Django asks this wherever a password is set: by a person, for a colleague, by a command."""

    def __init__(self) -> None:
        self._common = CommonPasswordValidator()

    def validate(self, password: str, user: User | None = None) -> None:
        rules = rules_for(user)
        found = [
            *_too_weak(password, rules),
            *self._too_common(password),
            *_too_near(password, user),
            *_used_before(password, user, rules),
        ]
        if found:
            raise ValidationError(found)

    def get_help_text(self) -> str:
        return rule_words(RULES.on(clock.today()))

    def _too_common(self, password: str) -> list[str]:
        try:
            self._common.validate(password)
        except ValidationError:
            return ["这个密码太常见，别人一试就中，请换一个。"]
        return []


def _too_weak(password: str, rules: Edition) -> list[str]:
    said = []
    if len(password) < rules.password_length:
        said.append(f"密码至少{rules.password_length}位，现在是{len(password)}位。")
    used = [name for pattern, name in _CLASSES if pattern.search(password)]
    if len(used) < rules.password_classes:
        missing = "、".join(name for _, name in _CLASSES if name not in used)
        said.append(
            f"大写字母、小写字母、数字、符号至少用{rules.password_classes}种，现在用了{len(used)}种，"
            f"还可以加：{missing}。"
        )
    return said


def _too_near(password: str, user: Any) -> list[str]:
    """The log-in, the name, and the name's pinyin must not stand in it."""
    if user is None:
        return []
    lower = password.lower()
    spelled = re.sub(r"[^a-z]", "", pinyin.sort_key(user.name).lower())
    parts = {user.username.lower(), user.name.lower(), spelled}
    if any(part in lower for part in parts if len(part) >= _SHORTEST_PART):
        return ["密码里不能有您的登录名、姓名或姓名的拼音，请换一个。"]
    return []


def _used_before(password: str, user: User | None, rules: Edition) -> list[str]:
    if user is None or not user.pk:
        return []
    before = PasswordRecord.objects.filter(user=user).values_list("encoded", flat=True)
    used = {user.password, *before[: rules.password_history]}
    if any(check_password(password, encoded) for encoded in used):
        return [f"这个密码最近{rules.password_history}次里用过，请换一个没有用过的。"]
    return []


def first(rules: Edition) -> str:
    """A first password made at random, of signs that are not taken for one another when read out."""
    groups = max(3, math.ceil((rules.password_length + 1) / (_GROUP + 1)))
    while True:
        letters = [secrets.choice(codes.ALPHABET) for _ in range(groups * _GROUP)]
        word = "-".join(
            "".join(letters[start : start + _GROUP]) for start in range(0, len(letters), _GROUP)
        )
        # The second half in small letters: a street may ask for all four kinds.
        half = len(word) // 2
        made = word[:half] + word[half:].lower()
        if all(pattern.search(made) for pattern, _ in _CLASSES):
            return made


def newest_record(user: User) -> PasswordRecord | None:
    """How the password now in use was set; None for accounts that commands have made."""
    return PasswordRecord.objects.filter(user=user).first()


def why_change(user: User, rules: Edition) -> str:
    """Why the password must be changed before anything else; empty when it may stay."""
    record = newest_record(user)
    if record is None:
        return ""
    if record.is_first:
        return "这是别人给您设的初始密码，请先换成只有您自己知道的密码。"
    used = (clock.today() - clock.day_of(record.set_at)).days
    if used > rules.password_days:
        return f"这个密码已经用了{used}天，超过{rules.password_days}天，请换一个新的。"
    return ""
