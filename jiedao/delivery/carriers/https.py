"""Asking an endpoint of another house: JSON out, JSON back, to the host that was configured only."""

import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from jiedao.delivery.letters import Undelivered

TIMEOUT_SECONDS = 15
MOST_BYTES = 64 * 1024
TOO_MANY, SERVER_FAULT = 429, 500
_UNSURE = (401, 403, 404, 405)  # the address or the credentials of the channel, not this message


class _Stays(HTTPRedirectHandler):
    """Follows nobody to another address: what is sent is meant for one host."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


# No proxy out of the machine's environment either.
_opener = build_opener(_Stays, ProxyHandler({}))


def ask(url: str, said: dict[str, Any], *, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """What the endpoint answers; Undelivered in our own words, never with what was sent."""
    request = Request(
        url,
        data=json.dumps(said, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8", **(headers or {})},
        method="POST",
    )
    try:
        with _opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
            found = json.loads(answer.read(MOST_BYTES) or b"{}")
    except HTTPError as fault:
        code = fault.code
        fault.close()
        is_down = code >= SERVER_FAULT or code in (*_UNSURE, TOO_MANY) or code < 400
        raise Undelivered(f"对方接口没有收下（HTTP {code}）。", is_down=is_down) from None
    except (URLError, HTTPException, OSError):
        raise Undelivered(
            f"连接不上对方接口，或者{TIMEOUT_SECONDS}秒内没有答复。", is_down=True
        ) from None
    except ValueError:
        raise Undelivered("对方接口的答复看不懂，请核对网址。", is_down=True) from None
    if not isinstance(found, dict):
        raise Undelivered("对方接口的答复看不懂，请核对网址。", is_down=True)
    return found
