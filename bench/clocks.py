"""CPU time of this process and of the database's: what a page costs, whoever else uses the machine.

Knows no Django of ours: the same clocks measure the other product in its own environment.
"""

import gc
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

SECONDS = 0.1  # of CPU, at least, in one batch
FEWEST, MOST = 5, 200


def cpu_of(pid: int) -> float:
    """The CPU seconds a process has used, to the nanosecond; /proc counts in hundredths only."""
    # The kernel's name for "the CPU clock of process pid" (clock_getcpuclockid).
    return time.clock_gettime((~pid << 3) | 2)


@dataclass(frozen=True)
class Spent:
    """CPU seconds of one request: in the application, in the database."""

    application: float
    database: float

    @property
    def total(self) -> float:
        return self.application + self.database


class Meter:
    """Runs requests and reads both clocks before and after."""

    def __init__(self, backends: Iterable[int]) -> None:
        self.backends = tuple(backends)

    def batch(
        self,
        act: Callable[[], object],
        times: int,
        *,
        before: Callable[[], object] | None = None,
        filled: bool = True,
    ) -> Spent:
        """What one of `times` requests costs; what is done before each of them is not counted.

        Nor is one more at the beginning, unless it is not to be `filled`: another page may have thrown
        out of the cache what this one finds there.
        """
        gc.collect()
        if filled:
            if before:
                before()
            act()
        database, aside, application = self._database(), 0.0, 0.0
        for _ in range(times):
            if before:
                known = self._database()
                before()
                aside += self._database() - known
            begun = time.process_time()
            act()
            application += time.process_time() - begun
        spent = self._database() - database - aside
        return Spent(application / times, spent / times)

    def times_for(self, act: Callable[[], object]) -> int:
        """How many requests make a batch long enough to be read."""
        first = self.batch(act, 3).total
        return min(MOST, max(FEWEST, round(SECONDS / max(first, 1e-6))))

    def _database(self) -> float:
        return sum(cpu_of(pid) for pid in self.backends)


def cheapest(batches: Iterable[Spent]) -> Spent:
    """The batch least disturbed by the rest of the machine: nothing makes a page cheaper than it is."""
    return min(batches, key=lambda spent: spent.total)
