"""Template messages of the office's WeChat official account (公众号模板消息)."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from jiedao.delivery.carriers import https
from jiedao.delivery.letters import Letter, Undelivered
from jiedao.lib import clock

# Not followed, refused, no such user: the person must do something first.
OF_THE_PERSON = {40003, 43004, 43101, 46004, 50005}
TOKEN_IS_OVER = {40001, 40014, 42001}
# A field of a template (thing.DATA) takes no more characters.
LONGEST_FIELD = 20
MARGIN = timedelta(minutes=5)

_token: dict[str, tuple[str, datetime]] = {}


def send(letter: Letter, to: str) -> None:
    """One template message; `client_msg_id` lets WeChat drop a repetition within ten minutes."""
    values = {
        "kind": letter.kind,
        "words": letter.words,
        "at": f"{letter.at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}",
    }
    said = {
        "touser": to,
        "template_id": settings.WECHAT_TEMPLATE,
        "url": letter.url,
        "client_msg_id": letter.key,
        "data": {
            field: {"value": _short(values[ours])}
            for ours, field in settings.WECHAT_FIELDS.items()
            if ours in values
        },
    }
    answer = https.ask(_address("message/template/send", access_token=_access()), said)
    code = answer.get("errcode", 0)
    if not code:
        return
    if code in TOKEN_IS_OVER:
        _token.clear()
    is_final = code in OF_THE_PERSON
    raise Undelivered(_why(code, is_final), is_final=is_final, is_down=not is_final)


def _why(code: Any, is_of_person: bool) -> str:
    if is_of_person:
        return f"收件人没有关注公众号，或者编号不对（{code}）。"
    return f"微信没有收下（错误码{code if isinstance(code, int) else '不明'}）。"


def _access() -> str:
    """The token WeChat asks for; it is good for two hours and the same for all who ask (stable_token)."""
    kept = _token.get(settings.WECHAT_APP_ID)
    if kept and kept[1] > clock.wall():
        return kept[0]
    said = {
        "grant_type": "client_credential",
        "appid": settings.WECHAT_APP_ID,
        "secret": settings.WECHAT_SECRET,
    }
    answer = https.ask(_address("stable_token"), said)
    token, seconds = answer.get("access_token"), answer.get("expires_in", 0)
    if not isinstance(token, str) or not token:
        code = answer.get("errcode")
        words = f"微信不给接口凭证（错误码{code if isinstance(code, int) else '不明'}），请核对公众号配置。"
        raise Undelivered(words, is_down=True)
    _token[settings.WECHAT_APP_ID] = token, clock.wall() + timedelta(seconds=int(seconds)) - MARGIN
    return token


def _address(act: str, *, access_token: str = "") -> str:
    query = f"?access_token={access_token}" if access_token else ""
    return f"{settings.WECHAT_URL}/cgi-bin/{act}{query}"


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_FIELD else f"{words[: LONGEST_FIELD - 1]}…"
