"""Giving a printed form its code. Printing again changes nothing."""

from django.db import transaction

from jiedao.documents.models import PrintedForm
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock, codes
from jiedao.people.models import User


@transaction.atomic
def form_for(dossier: Dossier, *, document: str, subject: str = "", by: User) -> PrintedForm:
    """The code under which a form of a dossier goes out on paper (给表编码); the same one every time."""
    known = {"dossier": dossier, "document": document, "subject": subject}
    found = PrintedForm.objects.filter(**known).first()
    if found:
        return found
    dossiers.hold(dossier)
    # Two may have pressed the button at once: the second finds what the first has made.
    form, _ = PrintedForm.objects.get_or_create(
        **known,
        defaults={
            "code": codes.form_code(),
            "printed_at": clock.now(),
            "printed_by": by,
        },
    )
    return form
