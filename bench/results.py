"""From CPU seconds to the table: ratio to the reference request, growth over the rows, targets."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

REFERENCE = "reference"
MOST_QUERIES, MOST_GROWTH = 12, 1.2
# The most a page may cost, in reference requests (R). A name's beginning stands for all of them.
TARGETS = {
    "publication_cached": 0.3,
    "board": 1.0,
    "opinion_post": 3.0,
    "desk": 3.0,
    "list": 3.0,
    "search": 3.0,
    "matter": 5.0,
}
# As many matches as there are rows: what they cost may grow with them.
GROWS = ("search_common",)


@dataclass(frozen=True)
class Sample:
    """One kind of request as it was measured among so many rows."""

    name: str
    rows: int
    queries: int
    seconds: float
    reference: float
    database: float = 0


@dataclass(frozen=True)
class Result:
    """One line of the table."""

    name: str
    rows: int
    queries: int
    cpu_ms: float
    requests_per_s: float
    ratio: float
    growth: float

    @property
    def faults(self) -> list[str]:
        """Which targets it misses, in words."""
        most = target_of(self.name)
        found = []
        if most is not None and self.ratio > most:
            found.append(f"高于{most:g} R")
        if most is not None and self.queries > MOST_QUERIES:
            found.append(f"多于{MOST_QUERIES}条语句")
        if most is not None and self.growth > MOST_GROWTH and not self.name.startswith(GROWS):
            found.append(f"增长超过{MOST_GROWTH:g}倍")
        return found


def target_of(name: str) -> float | None:
    """The target of a page, by the longest beginning of its name."""
    fitting = [start for start in TARGETS if name == start or name.startswith(f"{start}_")]
    return TARGETS[max(fitting, key=len)] if fitting else None


def results(samples: Iterable[Sample]) -> list[Result]:
    """Every sample as a line; growth against the fewest rows of the same name.

    Growth compares ratios, not seconds: the machine may be slower at one size than at another.
    """
    known = list(samples)
    first: dict[str, Sample] = {}
    for sample in sorted(known, key=lambda sample: sample.rows):
        first.setdefault(sample.name, sample)
    return [
        Result(
            sample.name,
            sample.rows,
            sample.queries,
            round(sample.seconds * 1000, 3),
            round(1 / sample.seconds, 1),
            round(_ratio(sample), 2),
            round(_ratio(sample) / _ratio(first[sample.name]), 2),
        )
        for sample in known
    ]


def as_json(lines: Iterable[Result]) -> list[dict[str, object]]:
    """The list a program reads."""
    return [asdict(line) for line in lines]


def as_table(lines: Sequence[Result]) -> str:
    """The table a person reads."""
    head = f"{'请求':<24}{'行数':>9}{'语句':>5}{'CPU毫秒':>9}{'每秒':>8}{'R':>8}{'增长':>7}  未达到"
    rows = [
        f"{line.name:<26}{line.rows:>9}{line.queries:>6}{line.cpu_ms:>11.2f}"
        f"{line.requests_per_s:>10.0f}{line.ratio:>9.2f}{line.growth:>8.2f}  {'、'.join(line.faults)}"
        for line in lines
    ]
    return "\n".join([head, *rows])


def _ratio(sample: Sample) -> float:
    return sample.seconds / sample.reference
