"""Sealing a casefile (封卷). What is sealed is never changed and never sealed again."""

from django.db import transaction

from jiedao.attachments import actions as attachments
from jiedao.attachments.states import AttachmentKind
from jiedao.casefiles.binding import PDF, ZIP, Bound
from jiedao.casefiles.models import Casefile
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.people.models import User


def words_of(bound: Bound, *, by: User) -> str:
    """The line of the ledger that makes the casefile evidence: how much it holds, every digest."""
    return (
        f"{by}封卷：{bound.parts}件、{bound.pages}页，案卷PDF摘要{bound.book.sha256}，"
        f"压缩包摘要{bound.package.sha256}，目录摘要{bound.digest}。"
    )


@transaction.atomic
def seal(dossier: Dossier, bound: Bound, *, by: User) -> Casefile:
    """Keep the bound casefile (封卷) under the line of the ledger that was just written."""
    dossiers.hold(dossier)
    line = dossier.ledger_seq
    book, package = (
        attachments.attach_made(
            dossier, kept, kind=AttachmentKind.CASEFILE, name=name, mime=mime, by=by
        )
        for kept, name, mime in (
            (bound.book, f"{dossier.number}案卷.pdf", PDF),
            (bound.package, f"{dossier.number}案卷.zip", ZIP),
        )
    )
    return Casefile.objects.create(
        dossier=dossier,
        book=book,
        package=package,
        manifest=bound.manifest,
        parts=bound.parts,
        pages=bound.pages,
        ledger_seq=line,
        sealed_on=clock.today(),
        sealed_at=clock.now(),
        sealed_by=by,
    )
