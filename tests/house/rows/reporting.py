"""The regime: a week of the street, one paper of community A, a review being written, one task."""

from datetime import timedelta
from typing import Any

from jiedao.indicators.figures import Scope
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.reporting import actions
from jiedao.reporting.models import FiledReport, Paper, Period, Task
from jiedao.reporting.states import PaperKind
from jiedao.reporting.work_report import actions as work_report
from tests.house.matrix import COMMAND, FIGURES, NOBODY, only, row
from tests.liaison.conftest import established

WRITERS = ("chair", "worker", "branch")
READERS = (*WRITERS, "secretary", "lead", "officer")
STREET = ("secretary", "lead", "officer")
SEEN = only(READERS, others=404)
# Seen by who may, done by whose it is.
WRITTEN = SEEN | {"secretary": 403, "lead": 403}
# What the group handed in: seen by the street, and by its lead, who has no duty for papers at all.
OF_GROUP = only((*STREET, "supervisor"), others=404)
RECEIVED = OF_GROUP | dict.fromkeys(("secretary", "officer"), 403)
LED = row(404) | dict.fromkeys(STREET, 404) | {"secretary": 200}
# Who sees papers and figures; what the street filed is for the street.
ITS_OWN = only(("chair", "branch", "officer", "secretary", "other"))
OF_STREET = only(STREET, others=404)

ROWS = {
    "reporting:work_report": FIGURES,
    "reporting:work_report_paper": FIGURES,
    "reporting:work_report_file": COMMAND,
    "reporting:work_report_override": ITS_OWN,
    "reporting:work_report_filed_list": FIGURES,
    "reporting:work_report_export": FIGURES,
    "reporting:work_report_filed": OF_STREET,
    "reporting:work_report_filed_paper": OF_STREET,
    "reporting:paper_list": row(200),
    "reporting:export": row(200),
    "reporting:regime_page": row(200),
    "reporting:set_up": only(("lead",)),
    "reporting:excuse": only(("lead",)),
    "reporting:period_page": only((*READERS, "other"), others=404),
    "reporting:paper_page": SEEN,
    "reporting:filing_page": OF_GROUP,
    "reporting:write": WRITTEN,
    "reporting:override_figure": WRITTEN,
    "reporting:submit": COMMAND,
    "reporting:accept": COMMAND,
    "reporting:send_back": RECEIVED,
    "reporting:release": SEEN | dict.fromkeys((*WRITERS, "secretary", "officer"), 403),
    "reporting:compose": LED,
    "reporting:mention": LED,
    "reporting:assign": LED,
    "reporting:strike": COMMAND,
    "reporting:publish_review": COMMAND,
    "reporting:task_page": SEEN,
    "reporting:urge": COMMAND,
    "api:report-list": row(200) | {NOBODY: 401},
    "api:report-detail": SEEN | {NOBODY: 401},
    **{
        f"api:report-{step}": COMMAND | {NOBODY: 401}
        for step in (
            *("write", "submit", "accept", "send-back", "override-figure", "release"),
            *("compose", "mention", "assign", "strike-mention", "strike-task", "publish-review"),
        )
    },
}


def prepare(office: Any, everybody: dict[str, User]) -> None:
    today = clock.today()
    begins = today - timedelta(days=70)
    actions.set_up(
        office.street,
        by=everybody["lead"],
        since=begins,
        due_hour=17,
        kinds=list(PaperKind.values),
    )
    established(
        office.street,
        everybody["officer"],
        area="services",
        title="便民服务专项工作小组",
        lead=everybody["supervisor"],
        responsible=everybody["officer"],
    )
    actions.sweep(day=today)
    paper = _of_group()
    actions.write(paper, by=everybody["officer"], words={"done": "推进了两项制度。"})
    actions.submit(paper, by=everybody["officer"])
    first, _ = Paper.objects.filter(kind=PaperKind.REVIEW).order_by("pk")[:2]
    actions.assign(
        first,
        by=everybody["secretary"],
        unit=office.a,
        owner=everybody["chair"],
        words="把台账补齐",
        due_on=today + timedelta(days=20),
    )
    actions.compose(first, by=everybody["secretary"], words={"done": "总体按时。"})
    actions.publish_review(first, by=everybody["secretary"])
    scope = Scope(office.street, begins, today)
    work_report.file(scope, by=everybody["secretary"])


def _of_group() -> Paper:
    rows = Paper.objects.filter(kind=PaperKind.WEEKLY, group__area="services").order_by("pk")
    return rows.select_related("dossier__unit", "period__street", "group__dossier")[0]


def arguments(act: str, office: Any) -> list[Any]:
    if act in ("paper_list", "export", "regime_page", "report-list"):
        return []
    if act in ("set_up", "excuse"):
        return [office.street.code]
    if act.startswith("work_report"):
        filed = act in ("work_report_filed", "work_report_filed_paper")
        first = [FiledReport.objects.get().pk] if filed else []
        return [*first, "docx"] if act.endswith("_paper") else first
    if act == "period_page":
        return [Period.objects.filter(kind=PaperKind.WEEKLY).order_by("-since")[0].pk]
    if act == "task_page":
        return [Task.objects.get().dossier.number]
    if act in ("send_back", "filing_page"):
        number = _of_group().dossier.number
        return [number, 1] if act == "filing_page" else [number]
    if act.startswith("report-strike-"):
        return [Paper.objects.filter(kind=PaperKind.REVIEW)[0].dossier.number, 1]
    if act in ("compose", "mention", "assign"):
        kind, of = PaperKind.REVIEW, {"state": "drafting"}
    else:
        kind, of = PaperKind.WEEKLY, {"unit": office.a}
    return [Paper.objects.filter(kind=kind, **of).order_by("-pk")[0].dossier.number]
