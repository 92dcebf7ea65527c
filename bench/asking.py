"""Asking the portal without a network: the same WSGI application gunicorn serves, in this process.

So what is measured is one request from its environment to its last byte, and nothing of whoever asks.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from secrets import token_hex
from typing import Any
from urllib.parse import urlencode

Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(
    application: Application,
    address: str,
    *,
    cookies: str = "",
    post: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """One request, read to its end and closed."""
    path, _, query = address.partition("?")
    body = urlencode(post).encode() if post is not None else b""
    environment: dict[str, Any] = {
        "REQUEST_METHOD": "GET" if post is None else "POST",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_ACCEPT": "text/html,application/xhtml+xml,*/*;q=0.8",
        "HTTP_ACCEPT_LANGUAGE": "zh-CN,zh;q=0.9",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **(headers or {}),
    }
    if cookies:
        environment["HTTP_COOKIE"] = cookies
    if post is not None:
        environment["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
        environment["CONTENT_LENGTH"] = str(len(body))
    heard: list[Any] = []
    answer = application(environment, lambda status, said, *_: heard.extend((status, said)))
    try:
        whole = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return Answer(int(heard[0][:3]), dict(heard[1]), whole)


def in_turn(
    application: Application,
    addresses: tuple[str, ...],
    *,
    cookies: str = "",
    posts: Callable[[], dict[str, str]] | None = None,
    headers: dict[str, str] | None = None,
) -> Callable[[], Answer]:
    """A request that goes to each of the addresses in turn, from another place each time."""
    next_one: Iterator[str] = cycle(addresses)
    places = cycle(range(2, 65_000))
    token = token_hex(16)
    said = dict(headers or {})
    if posts:
        # A form and its cookie carry the same secret; the browser got both from the form's page.
        cookies = "; ".join(filter(None, (cookies, f"csrftoken={token}")))

    def act() -> Answer:
        place = next(places)
        said["REMOTE_ADDR"] = f"10.{place // 256}.{place % 256}.7"
        typed = posts() | {"csrfmiddlewaretoken": token} if posts else None
        return ask(application, next(next_one), cookies=cookies, post=typed, headers=said)

    return act
