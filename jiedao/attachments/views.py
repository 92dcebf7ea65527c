"""The one way out for attachments: through the dossier's permission, never straight from disk."""

from typing import cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from jiedao.attachments import selectors, vault
from jiedao.lib.refusals import refuse
from jiedao.web.commands import page

# Whatever slipped past the gate still runs nothing: no script, no form, no other origin.
POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"


@page
def download(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Hand out one attachment to who may see its dossier, after checking that it is unchanged."""
    assert request.user.is_authenticated
    attachment = selectors.get_visible(request.user, pk, name)
    file = vault.open_sound(attachment.sha256)
    if file is None:
        raise refuse(
            "attachment.broken",
            f"附件“{attachment.name}”的内容和附上时不一致或者已经不见，不能打开。"
            "请告诉平台管理员从备份恢复。",
        )
    # A FileResponse streams and is no HttpResponse by class, but is one by use.
    response = cast(HttpResponse, FileResponse(file, content_type=_type_of(attachment.mime)))
    _seal(response, attachment.name, inline=attachment.opens_inline)
    return response


def _type_of(mime: str) -> str:
    return f"{mime}; charset=utf-8" if mime.startswith("text/") else mime


def _seal(response: HttpResponse, name: str, *, inline: bool) -> None:
    """Headers that keep a file from becoming a page, and from staying on a shared computer."""
    response["Content-Disposition"] = str(content_disposition_header(not inline, name))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "private, no-store"
