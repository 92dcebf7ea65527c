"""How an app takes in paper that came back (收件): declared once for a kind of dossier, in intake.py."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from jiedao.attachments.models import Attachment
from jiedao.dossiers.models import Dossier
from jiedao.procedures.steps import Procedure
from jiedao.web.forms import OfficeForm


@dataclass(frozen=True)
class Board:
    """The steps a photograph of a notice on the board is taken with (公示照片能登记什么).

    `first` is what a notice that does not hang yet waits for, with its form: what the step still
    asks when the photograph is there already. `later` are those of a notice that hangs: a
    photograph does not say which of them is meant, a person does.
    """

    procedure: Callable[[Any], Procedure]
    first: str
    form: Callable[..., OfficeForm]
    later: tuple[str, ...]


@dataclass(frozen=True)
class Intake:
    """What a scan may become in one kind of dossier (收件口).

    `load` reads the app's record of a dossier; `file` is the app's own step that takes a paper in,
    with its gate; `kinds` are what a paper that is none of the printed forms may be. The other
    names are steps of the procedure, which stand under the same names in the addresses of `space`:
    those a photograph of a notice or a signed sheet leads to. `leads` tells of filed papers, by
    their keys, what they still ask of a person, in a word, and which step that is. A kind whose
    dossiers are closed from the beginning is `kept_closed`, and takes papers all the same.
    """

    kind: str
    space: str
    load: Callable[[Dossier], Any]
    file: Callable[..., Attachment]
    kinds: tuple[str, ...]
    signing_in: str = ""
    counting: str = ""
    board: Board | None = None
    leads: Callable[[Sequence[Any]], Mapping[int, tuple[str, str]]] | None = None
    kept_closed: bool = False


_INTAKES: dict[str, Intake] = {}


def declare(intake: Intake) -> Intake:
    """Make known how a kind of dossier takes paper in; the same kind twice is refused."""
    if intake.kind in _INTAKES:
        raise ImproperlyConfigured(f"案卷类别“{intake.kind}”的收件口重复。")
    _INTAKES[intake.kind] = intake
    return intake


def intake_of(kind: str) -> Intake | None:
    """How a kind of dossier takes paper in; None when it does not."""
    return _INTAKES.get(kind)


def taking_kinds() -> tuple[str, ...]:
    """The kinds of dossier that take paper in."""
    return tuple(_INTAKES)


def kinds_kept_closed() -> tuple[str, ...]:
    """Those of them whose dossiers are closed from the beginning."""
    return tuple(kind for kind, intake in _INTAKES.items() if intake.kept_closed)
