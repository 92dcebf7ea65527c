"""The duties declared by the kernel and the apps."""

from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured
from django.db.models import TextChoices

from jiedao.web.duties import OfficeDuty as OfficeDuty


@dataclass(frozen=True)
class DutyLine:
    """A duty as the handbook shows it: code, Chinese name and the system it belongs to."""

    code: str
    name: str
    system: str


_DUTIES: dict[str, DutyLine] = {}


def declare(system: str, duties: type[TextChoices]) -> None:
    """Make an app's duties known (声明职责); the same code twice is refused."""
    for code, name in duties.choices:
        if code in _DUTIES:
            raise ImproperlyConfigured(f"职责代码“{code}”被声明了两次。")
        _DUTIES[code] = DutyLine(code, str(name), system)


def all_duties() -> dict[str, DutyLine]:
    """Every duty by code."""
    return dict(_DUTIES)


def name_of(code: str) -> str:
    """The Chinese name of a duty."""
    return _DUTIES[code].name


declare("平台", OfficeDuty)
