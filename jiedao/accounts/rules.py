"""How accounts are kept safe (账号安全): the office's own numbers, and the one the law sets."""

from datetime import date
from typing import Any

from jiedao.rulebooks.editions import INTERNAL, LESS, MORE, Edition, Rule, Rulebook

# The level-2 and level-3 switches of GB/T 22239-2019 name the controls and leave the numbers to the
# office; only how long the log of sign-ins is kept stands in a statute.
_OWN: dict[str, Any] = {
    "password_length": Rule(10, INTERNAL, "密码至少（位）", stricter=MORE),
    "password_classes": Rule(
        3, INTERNAL, "密码至少含大写、小写、数字、符号中的（种）", stricter=MORE
    ),
    "password_history": Rule(5, INTERNAL, "新密码不得与最近用过的相同（次）", stricter=MORE),
    "password_days": Rule(90, INTERNAL, "密码最长使用（天）", stricter=LESS),
    "failures": Rule(5, INTERNAL, "同一处连续输错几次后暂停登录（次）", stricter=LESS),
    "hold_minutes": Rule(30, INTERNAL, "输错过多后暂停登录（分钟）", stricter=MORE),
    "failures_elsewhere": Rule(
        20,
        INTERNAL,
        "一个登录名在各处24小时内输错几次后，只能从用过的设备登录（次）",
        stricter=LESS,
    ),
    "idle_minutes": Rule(30, INTERNAL, "多久没有操作要重新登录（分钟）", stricter=LESS),
    "confirm_minutes": Rule(
        15, INTERNAL, "敏感操作前再次确认身份的有效时间（分钟）", stricter=LESS
    ),
    "log_months_own": Rule(12, INTERNAL, "本平台保存登录记录（月）", stricter=MORE),
}

RULES = Rulebook(
    "accounts",
    "账号安全",
    editions=(
        Edition(
            "2017-06-01",
            in_force=date(2017, 6, 1),
            basis="《网络安全法》",
            log_months=Rule(6, "第二十一条", "登录记录至少留存（月）"),
            **_OWN,
        ),
        Edition(
            "2026-01-01",
            in_force=date(2026, 1, 1),
            basis="《网络安全法》（2025年修正）",
            log_months=Rule(6, "第二十三条", "登录记录至少留存（月）"),
            **_OWN,
        ),
    ),
)
