"""Adding a file to an activity or a paper from above: one form for both."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse

from jiedao.activities import actions
from jiedao.activities.conditions import why_not_act
from jiedao.attachments.forms import AttachForm
from jiedao.attachments.states import AttachmentKind
from jiedao.dossiers.models import DossierRecord
from jiedao.people.models import User
from jiedao.web.asking import Asking, ask, bound, gate

KINDS = (
    AttachmentKind.SIGNIN_SHEET,
    AttachmentKind.MINUTES,
    AttachmentKind.PHOTO,
    AttachmentKind.OTHER,
)


def attach_page(
    request: HttpRequest,
    record: DossierRecord,
    user: User,
    back_url: str,
    *,
    kinds: Iterable[str] = KINDS,
) -> HttpResponse:
    """The form that adds a file, and the file added."""
    gate(request, why_not_act(record.dossier, by=user))
    # Who comes by the code on a sheet is asked for that sheet.
    form = bound(request, AttachForm, initial={"kind": request.GET.get("kind", "")}, kinds=kinds)
    asking = Asking(
        "附上照片或者扫描件",
        "上传后不能删除；传错了，再传一份正确的。",
        "上传",
        f"{record.dossier.number} {record.dossier.title}",
        back_url,
    )
    return ask(
        request,
        form,
        lambda: actions.attach(record, by=user, **form.cleaned_data),
        asking,
        done=lambda _: ("已上传。", back_url),
    )
