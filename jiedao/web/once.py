"""One form, one entry: a form sent twice (double click, the back button) is carried out once.

The form carries a key of its own in a hidden box. A key that was taken is remembered for a day with
what was typed, in the transaction of its act: a server killed in between has forgotten both. One
whose act was refused may be sent again. Twins sent at the same moment wait for each other. Who goes
back and types something else sends another form: it is not thrown away. A page that had expired and is
opened anew with what was typed carries the key of the form it was typed into: had that one arrived
after all, it is the same form still. Whoever goes back to a form finds its key again: the page's script
keeps it with that entry of the history (portal.js); without scripts it is another form.
"""

import hashlib
import re
from collections.abc import Callable, Collection
from enum import Enum
from typing import TypeVar
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest

from jiedao.once import actions as claims
from jiedao.once import under_way
from jiedao.web import kept

FIELD = "once_token"
CSRF = "csrfmiddlewaretoken"  # masked anew on every page
SENTENCE = "这份表单已经提交过，没有重复登记。"

_KNOWN_AS = "once_key"
_KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)

Result = TypeVar("Result")


class Repeated(Enum):
    """What `only_once` answers for a form that was carried out before."""

    REPEATED = True


REPEATED = Repeated.REPEATED


def token_for(request: HttpRequest) -> str:
    """The key the form on this page carries: the one it was sent with, that of the form whose text it
    was opened with, or a new one."""
    sent = str(request.POST.get(FIELD, "")) or kept.form_key(request)
    return sent if _KEY.fullmatch(sent) else uuid4().hex


def only_once(
    request: HttpRequest, act: Callable[[], Result | None], *, same: Collection[str] = ()
) -> Result | Repeated | None:
    """Run `act` unless this very form was carried out before; None means it was refused.

    An act that raises its refusal undoes the transaction, and with it that the form was sent.

    `same` are the boxes that make it the same thing said, where not all do: a telephone number is
    never kept for the page opened anew, and who leaves it out there has said nothing else. Without a
    key (a program, a page from before) the record's own gates are all there is.
    """
    sent = str(request.POST.get(FIELD, ""))
    if not _KEY.fullmatch(sent):
        return act()
    key = _digest(f"{request.user.pk or 0}:{sent}:{_typed(request, same)}")
    vars(request)[_KNOWN_AS] = key
    stored = _digest(f"sent:{key}")  # what is given out follows from the key, not from what is kept
    # Part of the transaction around it, if there is one: what goes wrong here undoes all of that.
    with transaction.atomic(savepoint=False):
        # Only the same form asks for the same row, and asks first, so waiting for a twin cannot
        # close a circle with the lock on a dossier.
        if not claims.claim(stored):
            return REPEATED
        with under_way.carrying_out(key):
            result = act()
        if result is None:
            claims.release(stored)
        return result


def key_of(request: HttpRequest) -> str:
    """What a form is known by since it was carried out; empty for one without a key."""
    return str(vars(request).get(_KNOWN_AS, ""))


def _typed(request: HttpRequest, same: Collection[str]) -> str:
    """A digest of what was typed and chosen, files by name and size."""
    typed = sorted(
        (name, texts)
        for name, texts in request.POST.lists()
        if name != CSRF and (not same or name in same)
    )
    files = [
        (str(file.name), file.size)
        for file in request.FILES.values()
        if isinstance(file, UploadedFile)
    ]
    return _digest(repr((typed, files)))


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
