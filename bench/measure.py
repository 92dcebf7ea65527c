"""Measures every page among the rows there are now; writes its samples as JSON to standard output.

python -m bench.child bench.measure 10000
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from http.cookies import SimpleCookie

from django.db import connection
from django.test import Client

from bench import opening, pages, reference
from bench.asking import Answer, Application, in_turn
from bench.clocks import Meter, Spent, cheapest
from bench.pages import Page
from bench.results import Sample
from bench.statements import counted
from jiedao.people.models import User
from jiedao.wsgi import application

ROUNDS = 5
EVERY = 4  # so many pages, then the reference again
MOST_WITH_OPENING = 10_000


@dataclass(frozen=True)
class Asking:
    """A page ready to be asked for."""

    page: Page
    act: Callable[[], Answer]
    times: int
    queries: int


def measured(rows: int, *, only: str = "") -> list[Sample]:
    """Every page a few times over, the reference between them; the least disturbed batch counts."""
    meter = Meter([_backend()])
    plain = _ready(pages.reference(), reference.application(), meter)
    wanted = [page for page in pages.all_pages() if page.name.startswith(only)]
    others = [_ready(page, application, meter) for page in wanted]
    batches: dict[str, list[Spent]] = {asking.page.name: [] for asking in (plain, *others)}
    for _ in range(ROUNDS):
        for place, asking in enumerate(others):
            for one in (plain, asking) if place % EVERY == 0 else (asking,):
                spent = meter.batch(one.act, one.times, before=one.page.before)
                batches[one.page.name].append(spent)
    unit = cheapest(batches[plain.page.name]).total
    samples = [
        Sample(
            asking.page.name,
            rows,
            asking.queries,
            cheapest(batches[asking.page.name]).total,
            unit,
            cheapest(batches[asking.page.name]).database,
        )
        for asking in (plain, *others)
    ]
    if "open_weekly".startswith(only) and rows <= MOST_WITH_OPENING:
        spent = opening.opened(meter)
        samples.append(Sample("open_weekly_2000", rows, 0, spent.total, unit, spent.database))
    return samples


def _ready(page: Page, asked: Application, meter: Meter) -> Asking:
    act = in_turn(
        asked,
        page.addresses,
        cookies=_signed_in(page.user) if page.user else "",
        posts=page.posts,
        headers=page.headers,
    )
    for _ in range(2):  # compiles templates, fills the cache
        answer = act()
        if answer.status != page.status:
            raise SystemExit(
                f"{page.name} {page.addresses[0]}：应为{page.status}，得到{answer.status}。\n"
                + answer.body.decode(errors="replace")[-2000:]
            )
    if page.before:
        page.before()
    with counted() as statements:
        act()
    times = meter.times_for(act)
    return Asking(page, act, times, len(statements))


def _backend() -> int:
    """The database process that serves this connection; it does its work alone."""
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _signed_in(username: str) -> str:
    """The cookies of a browser in which a person has signed in."""
    client = Client()
    client.force_login(
        User.objects.get(username=username),
        backend="jiedao.accounts.backends.Accounts",
    )
    client.get("/office/account/")  # brings what every further page finds in the browser
    cookies: SimpleCookie = client.cookies
    return "; ".join(f"{name}={cookie.value}" for name, cookie in cookies.items())


if __name__ == "__main__":
    found = measured(int(sys.argv[1]), only="".join(sys.argv[2:3]))
    json.dump([asdict(sample) for sample in found], sys.stdout)
