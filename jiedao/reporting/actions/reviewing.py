"""The monthly review (每月讲评): the words, praise and criticism, tasks; published for all to read."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from jiedao.access.desks import nearest_holders
from jiedao.deadlines import actions as limits
from jiedao.dossiers import actions as dossiers
from jiedao.lib import clock, masking, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse
from jiedao.notices import actions as notices
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.reporting import deadlines, kinds
from jiedao.reporting.actions.writing import file, is_past
from jiedao.reporting.models import Assignment, Filing, Mention, Paper, Task
from jiedao.reporting.procedures import REVIEW
from jiedao.reporting.rules import RULES
from jiedao.reporting.selectors import standing
from jiedao.reporting.states import MentionKind, TaskState
from jiedao.web.duties import OfficeDuty


@transaction.atomic
def compose(paper: Paper, *, by: User, words: Mapping[str, str], seen: int | None = None) -> Paper:
    """Write the words of the review (撰写讲评); refused when somebody else wrote meanwhile."""
    REVIEW.demand(paper, "compose", by=by, on=clock.today())
    if seen is not None and seen != paper.dossier.ledger_seq:
        raise refuse(
            "report.written_meanwhile",
            "您打开以后，这份讲评又有人改过。您写的还在下面，请先在另一个窗口看一看现在的内容，"
            "合在一起以后再保存。",
        )
    columns = {}
    for name in ("done", "problems", "plans"):
        columns[name] = text.clean(words.get(name, getattr(paper, name)))
        masking.demand_none("report", **{name: columns[name]})
    REVIEW.take(paper, "compose", by=by, words=f"{by}撰写讲评。", sets=columns)
    return paper


@transaction.atomic
def mention(paper: Paper, *, by: User, kind: str, unit: Unit, words: str) -> Mention:
    """Praise or criticise a unit (表扬、批评), with the rows that say so as they stand now."""
    REVIEW.demand(paper, "mention", by=by, on=clock.today())
    _beneath(paper, unit)
    words = _line(words, "请写一句话：表扬或者批评什么。")
    made = Mention.objects.create(
        paper=paper,
        kind=kind,
        unit=unit,
        words=words,
        evidence=standing.evidence(paper, unit, kind),
    )
    said = f"{by}拟{MentionKind(kind).label}{unit}：{words}"
    REVIEW.take(paper, "mention", by=by, words=said)
    return made


@transaction.atomic
def assign(
    paper: Paper, *, by: User, unit: Unit, owner: User, words: str, due_on: date
) -> Assignment:
    """Put a task into the review (拟交办): for a unit, to a person, by a day."""
    REVIEW.demand(paper, "assign", by=by, on=clock.today())
    _beneath(paper, unit)
    words = _line(words, "请写一句话：要做什么。")
    if due_on <= clock.today():
        raise refuse("task.day", "期限要在今天以后，请重新填写。", field="due_on")
    made = Assignment.objects.create(
        paper=paper, unit=unit, owner=owner, words=words, due_on=due_on
    )
    said = f"{by}拟交办{unit}（{owner}，{long_day(due_on)}前）：{words}"
    REVIEW.take(paper, "assign", by=by, words=said)
    return made


@transaction.atomic
def strike(paper: Paper, *, by: User, what: Mention | Assignment) -> Paper:
    """Take a mention or a task out of the review before it is published (划去)."""
    REVIEW.demand(paper, "strike", by=by, on=clock.today())
    words = f"{by}划去：{what.unit}，{what.words}"
    what.delete()
    REVIEW.take(paper, "strike", by=by, words=words)
    return paper


@transaction.atomic
def publish_review(paper: Paper, *, by: User) -> Filing:
    """Publish the review (印发讲评): kept as it is, read by all; its tasks begin to run."""
    REVIEW.demand(paper, "publish_review", by=by, on=clock.today())
    now = clock.now()
    late = is_past(paper, now)
    filing = file(paper, by=by)
    REVIEW.take(
        paper,
        "publish_review",
        by=by,
        words=f"{by}印发{paper}。",
        data={"digest": filing.digest, "late": late},
        sets={"submitted_at": now, "submitted_by": by, "is_late": late},
    )
    given = [_hand_out(one, by=by) for one in paper.assignments.select_related("unit", "owner")]
    told = {task.owner for task in given}
    for one in paper.mentions.select_related("unit"):
        told.update(nearest_holders(OfficeDuty.WRITE_REPORTS, one.unit))
    for user in sorted(told, key=lambda user: user.pk):
        notices.tell(user, words=f"{paper}已经印发，讲到您单位，请看。", dossier=paper.dossier)
    return filing


def _hand_out(one: Assignment, *, by: User) -> Task:
    """Open the dossier of a task (交办), with its limit."""
    today = clock.today()
    dossier = dossiers.open_dossier(
        kind=kinds.TASK.code,
        prefix=kinds.TASK.prefix,
        title=one.words[:80],
        unit=one.unit,
        by=by,
        opened_on=today,
        state_label=str(TaskState.OPEN.label),
    )
    task = Task.objects.create(
        dossier=dossier,
        unit=one.unit,
        owner=one.owner,
        words=one.words,
        due_on=one.due_on,
        given_in=one.paper,
    )
    edition = RULES.on(today)
    limits.open_limit(
        dossier, deadlines.TASK, start=today, edition=edition, due_on=max(one.due_on, today)
    )
    dossiers.make_findable(task, task.words, task.owner)
    return task


def _beneath(paper: Paper, unit: Unit) -> None:
    if not unit.is_within(paper.unit) or unit == paper.unit:
        raise refuse("report.unit", f"请选择{paper.unit}下面的单位。", field="unit")


def _line(words: str, missing: str) -> str:
    words = text.clean(words).replace("\n", " ")
    if not words:
        raise refuse("report.no_words", missing, field="words")
    masking.demand_none("report", words=words)
    return words
