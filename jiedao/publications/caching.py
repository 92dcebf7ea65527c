"""How browsers and proxies keep a residents' page: they have it, and ask each time if it still holds.

A page that was taken back is gone at once; asking costs next to nothing (see `public_cache`).
"""

import hashlib
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from jiedao.lib import clock
from jiedao.web import elder

AT_ONCE = 0
# A change that was begun early and saved late does not move the newest moment; by then it is seen.
STALE_SECONDS = 600


@cache
def look() -> str:
    """A digest of what draws the pages, so that a new release is seen at once."""
    seen = hashlib.sha256()
    for template in sorted((settings.ROOT / "templates").rglob("*.html")):
        seen.update(template.read_bytes())
    return seen.hexdigest()


def fresh(
    request: HttpRequest,
    *version: object,
    draw: Callable[[], HttpResponse],
    seconds: int = AT_ONCE,
) -> HttpResponse:
    """The page, drawn only when the asker does not have this version of it already (304)."""
    period = int(clock.now().timestamp()) // STALE_SECONDS
    asked = [look(), request.get_full_path(), str(elder.is_on(request)), str(period)]
    said = "\n".join([*asked, *map(str, version)])
    etag = quote_etag(hashlib.sha256(said.encode()).hexdigest()[:32])
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = draw()
    if response.status_code in (200, 304):
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = f"public, max-age={seconds}, must-revalidate"
        vars(response)["is_for_everybody"] = True
    elder.vary(response)
    return response
