"""A channel configured by half stops the start with a sentence; one left out does not."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "JIEDAO_MODE": "production",
    "SECRET_KEY": "k" * 60,
    "DATA_KEY": "A" * 43 + "=",
    "SEARCH_KEY": "B" * 43 + "=",
    "ALLOWED_HOSTS": "jiedao.example.gov.cn",
    "PUBLIC_URL": "https://jiedao.example.gov.cn",
    "PATH": "/usr/bin:/bin",
}
MAIL = {"EMAIL_HOST": "mail.example", "EMAIL_FROM": "a@b.cn"}


def started(**also: str) -> subprocess.CompletedProcess[str]:
    asked = "from jiedao import settings as s; print(s.EMAIL_PORT, s.EMAIL_USE_SSL, s.OUTBOX_DAYS)"
    return subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env=PRODUCTION | also,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"EMAIL_HOST": "mail.example"}, "电子邮件只配置了一半，还要设置环境变量EMAIL_FROM"),
        (MAIL | {"EMAIL_USER": "a"}, "邮件账号只配置了一半，还要设置环境变量EMAIL_PASSWORD"),
        ({"WECHAT_APP_ID": "wx1"}, "还要设置环境变量WECHAT_SECRET、WECHAT_TEMPLATE"),
        ({"SMS_URL": "https://sms.example"}, "还要设置环境变量SMS_KEY、SMS_SIGN"),
        ({"SMS_URL": "http://sms.example"}, "SMS_URL 要以 https:// 开头"),
        ({"WECHAT_URL": "http://wx.example"}, "WECHAT_URL 要以 https:// 开头"),
        ({"EMAIL_SECURITY": "tls"}, "EMAIL_SECURITY 只能是"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_half_a_channel_stops_the_start(given: dict[str, str], said: str) -> None:
    done = started(**given)
    assert done.returncode != 0
    assert said in done.stderr.splitlines()[-1]


def test_none_or_a_whole_channel_starts() -> None:
    assert started().stdout.split() == ["465", "True", "2"], started().stderr
    whole = MAIL | {"EMAIL_USER": "a", "EMAIL_PASSWORD": "b", "EMAIL_SECURITY": "starttls"}
    assert started(**whole, OUTBOX_DAYS="3").stdout.split() == ["587", "False", "3"]
