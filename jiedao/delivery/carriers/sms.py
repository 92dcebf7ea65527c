"""Short messages (短信), through the HTTPS JSON endpoint of the office's provider or gateway.

Sent: `{"id", "phone", "sign", "text"}` with the key as bearer token. Taken for success: HTTP 2xx, and
where the answer has a `code`, that it is one of `GOOD`.
"""

from django.conf import settings

from jiedao.delivery.carriers import https
from jiedao.delivery.letters import Letter, Undelivered

GOOD = ("0", "200", "OK")
# A short message is paid by the piece: 70 characters each.
LONGEST_WORDS = 120


def send(letter: Letter, to: str) -> None:
    """One short message to one telephone; the provider knows a repetition by its id."""
    words = letter.words
    if len(words) > LONGEST_WORDS:
        words = f"{words[: LONGEST_WORDS - 1]}…"
    said = {
        "id": letter.key,
        "phone": to,
        "sign": settings.SMS_SIGN,
        "text": f"{letter.kind}：{words} {letter.url}",
    }
    headers = {
        "Authorization": f"Bearer {settings.SMS_KEY}",
        "Idempotency-Key": letter.key,
    }
    answer = https.ask(settings.SMS_URL, said, headers=headers)
    code = str(answer.get("code", "0"))
    if code.upper() not in GOOD:
        # Its own words might repeat the number: only the code is kept.
        raise Undelivered(f"短信平台没有收下（代码{_plain(code)}）。")


def _plain(code: str) -> str:
    return code if code.replace(".", "").replace("_", "").isalnum() and len(code) <= 20 else "不明"
