"""What residents are told where nothing is taken any more: why, what else they can do, and their words."""

from django.http import HttpRequest, HttpResponse

from jiedao.lib.refusals import Refusal, Refused
from jiedao.publications.board import Place
from jiedao.web import kept
from jiedao.web.commands import show


def shut(
    request: HttpRequest,
    refusal: Refusal,
    *,
    act: str,
    place: Place,
    nav: str,
    back: tuple[str, str],
) -> HttpResponse:
    """The page of a form that is closed (409); what was typed into it stands there, to be copied.

    `act` is what can no longer be done; `back` are the words and the address of what it was about.
    """
    if not request.accepts("text/html"):
        raise Refused(refusal)
    is_sent = request.method == "POST"
    words, url = back
    context = {
        "act": act,
        "refusal": refusal,
        "is_sent": is_sent,
        "kept_text": kept.shown(request) if is_sent else [],
        "place": place,
        "nav_current": nav,
        "back_words": words,
        "back_url": url,
    }
    return show(request, "decisions/shut.html", context, status=refusal.status)
