"""A step taken with a scan that has come back already: its photograph, or its pages to look at."""

from collections.abc import Callable

from django.http import Http404

from decisions.views.visit import Visit
from jiedao.attachments.states import AttachmentKind
from jiedao.lib.refusals import refuse
from jiedao.meetings import conditions
from jiedao.meetings.models import Meeting
from jiedao.publications.models import Publication
from jiedao.scans import actions as scans
from jiedao.scans import selectors
from jiedao.scans.models import ScannedPaper
from jiedao.web.forms import OfficeForm

KEY = 18


def brought(visit: Visit) -> ScannedPaper | None:
    """The scan the step is taken with, if any; 404 when it is none of this matter's."""
    typed = visit.request.POST.get("scan") or visit.request.GET.get("scan", "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= KEY):
        raise Http404
    paper = selectors.get_visible(visit.user, int(typed))
    if paper.dossier_id != visit.matter.pk:
        raise Http404
    return paper


def take(
    visit: Visit,
    form: OfficeForm,
    paper: ScannedPaper | None,
    notice: Publication | None,
    step: Callable[..., Publication],
) -> Publication:
    """Take a step that needs a photograph: the one that was uploaded now, or the one on the scan."""
    given = {name: value for name, value in form.cleaned_data.items() if name != "scan"}
    if paper is None:
        return step(visit.matter, by=visit.user, **given)
    if notice and paper.publication_id != notice.pk:
        raise refuse(
            "scan.other_notice",
            f"照片里是{paper.subject}，现在等登记的是{notice.number}，不是同一份公示。",
            hint="请选对照片；张贴的是旧公示的，请换贴新的再拍。",
        )
    with scans.as_upload(paper) as photo:
        done = step(visit.matter, by=visit.user, photo=photo, **given)
    seen = visit.matter.dossier.attachments.filter(sha256=paper.sha256).latest("id")
    scans.used(paper, attachment=seen, by=visit.user)
    return done


def picture_of(paper: ScannedPaper | None) -> str:
    """Where the photograph is that the step is taken with; empty when one has to be chosen."""
    return selectors.picture_urls(paper)[0] if paper and paper.shown else ""


def sheets(visit: Visit, meeting: Meeting, kind: AttachmentKind) -> list[str]:
    """The pages of the signed sheets of a meeting, to be looked at beside the form."""
    paper = brought(visit)
    if paper and paper.subject != str(meeting.pk):
        other = visit.matter.dossier.meetings.filter(pk=paper.subject or 0).first()
        if other:
            conditions.is_open(other)
        raise Http404
    return selectors.pictures_of(visit.matter.dossier, kind, str(meeting.pk))
