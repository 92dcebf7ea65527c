"""One window of a browser as a test uses it, and everything that goes wrong behind its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

Window = Callable[..., "Page"]

DESKTOP = {"width": 1366, "height": 850}
PHONE = {"width": 360, "height": 740}
REFUSED = 400
# The browser's own words for an answer of 4xx; the answers themselves are judged instead.
ANSWERED = "Failed to load resource: the server responded with a status of"


class Troubles(list[str]):
    """What no page of the portal may do: errors on the console, requests to other hosts."""

    def watch(self, context: BrowserContext, *, home: str) -> None:
        """Write down what goes wrong in any window of a context (secure policy included)."""

        def said(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning") and not message.text.startswith(ANSWERED):
                self.append(f"控制台：{message.text}")

        def asked(request: Request) -> None:
            if not request.url.startswith((f"{home}/", "data:")):
                self.append(f"外部请求：{request.url}")

        def answered(response: Response) -> None:
            if response.status >= REFUSED and response.request.resource_type != "document":
                self.append(f"缺少资源：{response.status} {response.url}")

        context.on("console", said)
        context.on("weberror", lambda fault: self.append(f"脚本出错：{fault.error}"))
        context.on("request", asked)
        context.on("response", answered)
