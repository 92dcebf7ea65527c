"""What a person, htmx or a program is told when something is refused or came between."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from jiedao.lib.refusals import FORBIDDEN, Refusal
from jiedao.web import kept
from jiedao.web.kept import KeptText

TITLES = {
    400: "填写有误",
    403: "不归您办",
    404: "没有找到",
    409: "暂不能办",
    413: "内容太大",
    500: "平台出了故障",
}


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks, and not a browser."""
    return request.path.startswith("/api/") or (
        request.accepts("application/json") and not request.accepts("text/html")
    )


def as_json(refusal: Refusal) -> JsonResponse:
    """A refusal for a program: the same words as on the page."""
    return JsonResponse(
        {
            "type": "about:blank",
            "title": TITLES.get(refusal.status, "没有办成"),
            "status": refusal.status,
            "code": refusal.code,
            "reason": refusal.reason,
            "arithmetic": refusal.arithmetic,
            "basis": refusal.basis,
            "hint": refusal.hint,
            "errors": {refusal.field: [refusal.reason]} if refusal.field else {},
        },
        status=refusal.status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal in the form the asker can read, with the way back and what was typed kept."""
    if wants_json(request):
        return as_json(refusal)
    if getattr(request, "htmx", None):
        response = render(
            request, "errors/refused_part.html", {"refusal": refusal}, status=refusal.status
        )
        # Beside the form, never in its place: what was typed stays on the screen.
        response["HX-Retarget"] = "#banner"
        response["HX-Reswap"] = "innerHTML show:window:top"
        return response
    back = kept.came_from(request)
    if back and request.method == "POST":
        back = kept.keep(request, back=back)
    page = "errors/403.html" if refusal.status == FORBIDDEN else "errors/409.html"
    return render(request, page, {"refusal": refusal, "back_url": back}, status=refusal.status)


def only_for_sending(request: HttpRequest, bare: HttpResponse) -> HttpResponse:
    """A command's address opened like a page: a bookmark, or the way back from a sign-in."""
    if wants_json(request):
        return bare
    page = render(request, "errors/405.html", status=bare.status_code)
    page["Allow"] = bare["Allow"]
    return page


def interrupted(
    request: HttpRequest, *, kept_text: Sequence[KeptText], sign_in_url: str
) -> HttpResponse:
    """The sign-in had run out and the text could not be kept: here it is, to be copied."""
    context = {"kept_text": kept_text, "sign_in_url": sign_in_url}
    return render(request, "errors/interrupted.html", context, status=FORBIDDEN)


def too_large(request: HttpRequest) -> HttpResponse:
    """More was sent at once than is taken: nothing of it is read."""
    most = f"{settings.REQUEST_MAX_BYTES // (1024 * 1024)}兆"
    if wants_json(request):
        return as_json(Refusal("too_large", f"一次最多提交{most}，没有保存。", status=413))
    return render(request, "errors/413.html", {"most": most}, status=413)
