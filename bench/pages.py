"""What is asked of the portal while it is measured, and as whom."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from urllib.parse import quote
from uuid import uuid4

from django.core.cache import cache

from decisions.models import Matter
from decisions.states import MatterState
from jiedao.dossiers.models import Dossier
from jiedao.indicators import actions as figures
from jiedao.indicators.models import Stale
from jiedao.lib import clock
from jiedao.meetings.models import Meeting
from jiedao.publications.models import Publication
from jiedao.publications.public_cache import SHELF
from jiedao.reporting import actions as reporting
from jiedao.reporting.models import Paper
from jiedao.web import once

COMMUNITY, STREET = "410105001003", "410105001"
WORKER, SECRETARY = "tiyu-shegong", "shuji"
RARE, COMMON = "银杏里", "照明"
_SAID = "建议把路灯的开关时间改到晚上十一点，方便晚归的居民。第{}条。"


@dataclass(frozen=True)
class Page:
    """One kind of request: its addresses in turn, who asks, what is posted, what is done before."""

    name: str
    addresses: tuple[str, ...]
    user: str = ""
    posts: Callable[[], dict[str, str]] | None = None
    before: Callable[[], object] | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def reference() -> Page:
    """The request everything is told in multiples of."""
    number = Dossier.objects.order_by("pk").values_list("number", flat=True)[0]
    return Page("reference", (f"/reference/{number}/",), WORKER)


def all_pages() -> list[Page]:
    """Residents' pages, staff's pages, one act; the matters asked for are whole ones."""
    return [*_of_residents(), *_of_staff()]


def _of_residents() -> Iterator[Page]:
    hanging = (
        Publication.objects.running(clock.today())
        .filter(unit__code=COMMUNITY)
        .order_by("-pk")
        .values_list("number", flat=True)[0]
    )
    notice = f"/board/{hanging}/"
    board = f"/board/?unit={COMMUNITY}"
    open_until = clock.today() + timedelta(days=1)
    asked = tuple(
        Dossier.objects.filter(
            public_state__is_open=True,
            public_state__consult_until__gte=open_until,
            matter__state=MatterState.CONSULTING,
            matter__summed_up_on__isnull=True,
        )
        # Not the originals: what is posted to them would be copied with them.
        .extra(where=["dossiers_dossier.id NOT IN (SELECT dossier_id FROM bench_template)"])
        .order_by("-pk")
        .values_list("number", flat=True)[:12]
    )
    yield Page("publication_cached", (notice,))
    yield Page("drawn_publication", (notice,), before=SHELF.clear)
    yield Page("board", (board,))
    yield Page("board_street", (f"/board/?unit={STREET}",))
    yield Page("drawn_board", (board,), before=SHELF.clear)
    yield Page("drawn_board_found", (f"{board}&q={quote(COMMON)}",), before=SHELF.clear)
    yield Page("home", ("/",))
    yield Page("consultation", (f"/consultations/{asked[0]}/",))
    yield Page("opinion_form", (f"/consultations/{asked[0]}/opinion/",))
    number = count(1)
    yield Page(
        "opinion_post",
        tuple(f"/consultations/{one}/opinion/" for one in asked),
        posts=lambda: {
            "speaker": "居民",
            "text": _SAID.format(next(number)),
            once.FIELD: uuid4().hex,  # as the form on the page carries it
        },
    )


def _of_staff() -> Iterator[Page]:
    yield Page("desk_worker", ("/office/",), WORKER)
    yield Page("desk_secretary", ("/office/",), SECRETARY)
    every = "/office/decisions/"
    yield Page("list_worker", (every,), WORKER)
    yield Page("list_street", (every,), SECRETARY)
    yield Page("list_street_limit", (f"{every}?sort=limit",), SECRETARY)
    yield Page("list_street_acted", (f"{every}?sort=acted",), SECRETARY)
    yield Page("list_street_state", (f"{every}?state={MatterState.IMPLEMENTING}",), SECRETARY)
    yield Page("list_api", ("/api/v1/decisions/",), SECRETARY)
    for name, word in (("rare", RARE), ("common", COMMON), ("none", "飞机场")):
        yield Page(f"search_{name}", (f"/office/search/?q={quote(word)}",), SECRETARY)
    yield Page("list_searched", (f"{every}?q={quote(RARE)}",), SECRETARY)
    for state in (MatterState.CONSULTING, MatterState.IMPLEMENTING, MatterState.ARCHIVED):
        yield Page(f"matter_{state}", _matters(state), WORKER)
    meetings = Meeting.objects.filter(
        dossier__unit__code=COMMUNITY, dossier__matter__state=MatterState.IMPLEMENTING
    ).order_by("-pk")
    yield Page("meeting", tuple(f"/office/meetings/{one.pk}/" for one in meetings[:6]), WORKER)
    yield Page("inbox", ("/office/notices/",), WORKER)
    # Beat settles every minute; a page in between also counts what was done since.
    yield Page("figures", ("/office/figures/",), SECRETARY, before=figures.settle)
    yield Page("figures_unsettled", ("/office/figures/",), SECRETARY, before=_unsettled)

    yield Page("dashboard", ("/office/dashboard/",), SECRETARY, before=figures.settle)
    yield Page("drawn_dashboard", ("/office/dashboard/",), SECRETARY, before=_forgotten)
    yield Page("papers", ("/office/reports/",), SECRETARY)
    yield Page("paper_draft", _papers("drafting"), WORKER)
    yield Page("paper_filed", _papers("accepted"), WORKER)
    yield Page("work_report", ("/office/reports/work-report/",), SECRETARY, before=figures.settle)
    yield Page(
        "work_report_docx",
        ("/office/reports/work-report/paper.docx",),
        SECRETARY,
        before=figures.settle,
    )


def _forgotten() -> None:
    """Nothing is in the cache, as when nobody has looked for two minutes."""
    figures.settle()
    cache.clear()


def _papers(state: str) -> tuple[str, ...]:
    """The newest weekly paper of the community in a state; no beat runs here, so the week is opened."""
    reporting.sweep(day=clock.today())
    papers = Paper.objects.filter(unit__code=COMMUNITY, state=state, kind="weekly")
    numbers = papers.order_by("-pk").values_list("dossier__number", flat=True)[:1]
    return tuple(f"/office/reports/{number}/" for number in numbers)


def _unsettled() -> None:
    """As a minute after a busy one: a dozen dossiers that the sums do not know of yet."""
    if not Stale.objects.exists():
        newest = Dossier.objects.order_by("-pk").values_list("pk", flat=True)[:12]
        Stale.objects.bulk_create(Stale(dossier_id=pk) for pk in newest)


def _matters(state: str) -> tuple[str, ...]:
    """Matters of the community in a state, with their papers."""
    whole = Matter.objects.filter(dossier__unit__code=COMMUNITY, state=state)
    if state == MatterState.ARCHIVED:
        whole = whole.filter(dossier__publications__isnull=False).distinct()
    numbers = whole.order_by("-pk").values_list("dossier__number", flat=True)[:6]
    return tuple(f"/office/decisions/{number}/" for number in numbers)
