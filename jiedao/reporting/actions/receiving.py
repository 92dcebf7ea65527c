"""Receiving papers and sending them back (接收、退回); counting those that are too late."""

from datetime import date

from django.db import transaction

from jiedao.deadlines import actions as limits
from jiedao.deadlines.models import Deadline
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock, masking, text
from jiedao.lib.refusals import refuse
from jiedao.notices import actions as notices
from jiedao.notices.states import NoticeKind
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.reporting import deadlines
from jiedao.reporting.models import Paper, Task
from jiedao.reporting.people import writers
from jiedao.reporting.procedures import of
from jiedao.reporting.rules import RULES
from jiedao.reporting.states import Outcome, TaskState
from jiedao.workdays.selectors import calendar as calendar_from

COUNTED = acts.declare("report.count_late", "逾期计入考核")
TASK_DONE = acts.declare("task.done", "办结交办任务")


@transaction.atomic
def accept(paper: Paper, *, by: User) -> Paper:
    """Receive a paper (接收); tasks it says are done are closed with it."""
    of(paper).take(
        paper,
        "accept",
        by=by,
        words=f"{by}接收{paper}。",
        sets={"received_at": clock.now(), "received_by": by},
    )
    for answer in paper.answers.filter(task__isnull=False, outcome=Outcome.DONE):
        assert answer.task
        _finish(answer.task, paper, by=by)
    return paper


def _finish(task: Task, paper: Paper, *, by: User) -> None:
    dossiers.hold_record(task)
    if task.state == TaskState.DONE:
        return
    today = clock.today()
    task.state, task.done_on = TaskState.DONE, today
    task.save(update_fields=["state", "done_on"])
    limits.close_all(task.dossier, by=by, on=today)
    dossiers.mark(task.dossier, on=today, state_label=str(TaskState.DONE.label), is_closed=True)
    words = f"{paper}报告已经完成，{by}接收，任务办结。"
    ledger.record(task.dossier, act=TASK_DONE, by=by, words=words, occurred_on=today)


@transaction.atomic
def send_back(paper: Paper, *, by: User, reason: str) -> Paper:
    """Send a paper back with the reason (退回); the day it is due stays as it was."""
    procedure = of(paper)
    procedure.demand(paper, "send_back", by=by, on=clock.today())
    reason = text.clean(reason)
    if not reason:
        raise refuse("report.no_reason", "请写明要补充或者改什么。", field="reason")
    masking.demand_none("report", reason=reason)
    procedure.take(
        paper,
        "send_back",
        by=by,
        words=f"{by}退回{paper}。原因：{text.sentence(reason)}",
        sets={"returns": paper.returns + 1, "return_reason": reason},
    )
    limits.reopen(paper.dossier, deadlines.OF_KIND[paper.kind].code)
    for user in writers(paper):
        notices.tell(
            user,
            words=f"{paper}被退回：{text.sentence(reason[:100])}请修改后重新报送，截止时间不变。",
            kind=NoticeKind.RETURNED,
            dossier=paper.dossier,
        )
    return paper


def count_late(*, day: date) -> int:
    """Papers some working days late are counted for the appraisal, once (计入考核); how many were."""
    span = RULES.on(day).counted
    calendar = calendar_from(date(day.year - 1, 1, 1))
    late = Deadline.objects.open().filter(
        code__in=[limit.code for limit in deadlines.OF_KIND.values()],
        due_on__lt=day,
        dossier__paper__counted_on__isnull=True,
    )
    counted = 0
    for limit in late.select_related("dossier__paper").order_by("pk"):
        if calendar.working_days_between(limit.due_on, day) >= span.n:
            counted += _count(limit.dossier.paper, limit, day)
    return counted


@transaction.atomic
def _count(paper: Paper, limit: Deadline, day: date) -> int:
    dossiers.hold(paper.dossier)
    if not Paper.objects.filter(pk=paper.pk, counted_on=None).update(counted_on=day):
        return 0
    words = f"应于{limit.due_on}报送，逾期未报，计入年度考核。"
    ledger.record(paper.dossier, act=COUNTED, by=people.system(), words=words, occurred_on=day)
    return 1
