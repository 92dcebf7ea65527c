"""Reading the names pasted from the sign-in sheet of a residents' meeting."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from jiedao.lib import text
from jiedao.lib.refusals import refuse

LONGEST_NAME, LONGEST_PLACE = 40, 80


@dataclass(frozen=True)
class Attendant:
    """One line of the sheet: a name, and the building or group that tells namesakes apart."""

    name: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.name}（{self.place}）" if self.place else self.name


def read(lines: Iterable[str]) -> list[Attendant]:
    """The attendants on the lines “姓名 楼栋或小组”; empty lines are passed over."""
    attendants = []
    for number, line in enumerate(lines, start=1):
        name, _, place = _clean(number, line).partition(" ")
        if not name:
            continue
        if len(name) > LONGEST_NAME or len(place) > LONGEST_PLACE:
            raise refuse(
                "meeting.attendant_too_long",
                f"第{number}行太长，每行只写一个人：姓名在前，空一格，再写楼栋或居民小组。",
                field="extra",
            )
        attendants.append(Attendant(name, place.strip()))
    return attendants


def repeated(attendants: Iterable[Attendant], known: Iterable[Attendant] = ()) -> list[Attendant]:
    """Those who stand on the sheet twice, or were entered before."""
    known = set(known)
    times = Counter(attendants)
    return [who for who, count in times.items() if count > 1 or who in known]


def _clean(number: int, line: str) -> str:
    try:
        # Excel pastes a tab between two columns; people also type commas.
        return " ".join(
            text.clean(line.replace("\t", " ").replace("，", " ").replace(",", " ")).split()
        )
    except ValueError as fault:
        raise refuse(
            "meeting.attendant_unreadable", f"第{number}行：{fault}", field="extra"
        ) from fault
