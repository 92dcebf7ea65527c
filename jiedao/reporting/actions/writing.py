"""Writing a paper and handing it in (撰写、报送): what is handed in is kept as it was."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from jiedao.deadlines.models import Deadline
from jiedao.indicators.figures import Scope, all_figures
from jiedao.indicators.selectors import told
from jiedao.lib import clock, masking, text
from jiedao.lib.refusals import refuse
from jiedao.notices import actions as notices
from jiedao.people.models import User
from jiedao.reporting import deadlines
from jiedao.reporting.models import Answer, FiledFigure, Filing, Override, Paper, Point
from jiedao.reporting.people import receivers
from jiedao.reporting.procedures import of
from jiedao.reporting.selectors import draft, owed
from jiedao.reporting.states import Outcome, PointKind

LONGEST_LINE, MOST_LINES = 300, 30
POINTS = {"problems": PointKind.PROBLEM, "plans": PointKind.PLAN, "help": PointKind.HELP}


@transaction.atomic
def write(
    paper: Paper,
    *,
    by: User,
    words: Mapping[str, str],
    answers: Mapping[str, tuple[str, str]] = {},
    seen: int | None = None,
) -> Paper:
    """Add words and answers to a paper (撰写). `seen` is the ledger line the writer had read up to.

    Refused when somebody else wrote meanwhile: nobody's words are overwritten unread.
    """
    of(paper).demand(paper, "write", by=by, on=clock.today())
    if seen is not None and seen != paper.dossier.ledger_seq:
        raise refuse(
            "report.written_meanwhile",
            "您打开以后，这份汇报又有人改过。您写的还在下面，请先在另一个窗口看一看现在的内容，"
            "合在一起以后再保存。",
        )
    columns = {name: _cleaned(name, words.get(name, getattr(paper, name))) for name in draft.WORDS}
    known = {one.key: one for one in owed.things(paper)}
    for key, (outcome, said) in answers.items():
        if key in known and outcome:
            _answer(paper, known[key], outcome, said, field=key)
    of(paper).take(paper, "write", by=by, words=f"{by}撰写汇报。", sets=columns)
    return paper


def _cleaned(name: str, words: str) -> str:
    words = text.clean(words)
    masking.demand_none("report", **{name: words})
    if name in POINTS:
        lines = lines_of(words)
        if len(lines) > MOST_LINES:
            raise refuse("report.many", f"最多写{MOST_LINES}项，请合并一些。", field=name)
        long = next((line for line in lines if len(line) > LONGEST_LINE), None)
        if long:
            raise refuse(
                "report.long",
                f"“{long[:12]}…”这一项有{len(long)}个字，最多{LONGEST_LINE}个字；一行写一项。",
                field=name,
            )
    return words


def lines_of(words: str) -> list[str]:
    """The items of a text, one to a line."""
    return [line for line in words.split("\n") if line.strip()]


def _answer(paper: Paper, one: owed.Owed, outcome: str, said: str, *, field: str) -> None:
    said = text.clean(said).replace("\n", " ")
    if outcome not in Outcome.values:
        raise refuse("report.outcome", "请选择结果。", field=field)
    if not said and outcome != Outcome.DONE:
        raise refuse(
            "report.answer_reason",
            "没有完成的，请写一句话：办到哪一步，还要多久，或者为什么不再办。",
            field=field,
        )
    masking.demand_none("report", **{field: said})
    Answer.objects.update_or_create(
        paper=paper,
        **({"point_id": one.point} if one.point else {"task_id": one.task}),
        defaults={"outcome": outcome, "words": said},
    )


@transaction.atomic
def override_figure(
    paper: Paper, *, by: User, figure: str, value: Decimal, reason: str
) -> Override:
    """Put a figure of the paper right by hand (人工修正), with the reason; the counted one stays beside it."""
    of(paper).demand(paper, "override_figure", by=by, on=clock.today())
    known = all_figures().get(figure)
    scope = draft.scope_of(paper)
    if known is None:
        raise refuse("report.no_figure", "没有这个指标，请从列表里选择。", field="figure")
    if known not in draft.figures_of(paper):
        raise refuse(
            "report.not_its_figure",
            f"“{known.name}”不在这份汇报的数字里，不能修正，请从列表里选择。",
            hint="记录还没有登记的，请先登记，数字就会列出来。",
            field="figure",
        )
    reason = text.clean(reason).replace("\n", " ")
    if not reason:
        raise refuse(
            "report.no_reason", "请写明为什么修正，例如哪一条记录还没有登记。", field="reason"
        )
    masking.demand_none("report", reason=reason)
    if value < 0:
        raise refuse("report.negative", "数字不能小于零。", field="value")
    (counted,) = told([known], scope)
    made, _ = Override.objects.update_or_create(
        paper=paper,
        figure=figure,
        defaults={"value": value, "reason": reason, "made_at": clock.now(), "made_by": by},
    )
    words = f"{by}把“{known.name}”由{counted.words}修正为{value.normalize():f}。原因：{reason}"
    of(paper).take(paper, "override_figure", by=by, words=words)
    return made


@transaction.atomic
def submit(paper: Paper, *, by: User) -> Filing:
    """Hand a paper in (报送): text, figures and rows are kept as they are now, and the receiver is told."""
    procedure = of(paper)
    procedure.demand(paper, "submit", by=by, on=clock.today())
    now = clock.now()
    late = paper.is_late or is_past(paper, now)
    filing = file(paper, by=by)
    _leave_open(paper)
    again = f"第{filing.round}次" if filing.round > 1 else ""
    words = f"{by}{again}报送{paper}{'，逾期' if late else ''}。"
    procedure.take(
        paper,
        "submit",
        by=by,
        words=words,
        data={"digest": filing.digest, "late": late},
        sets={"submitted_at": now, "submitted_by": by, "is_late": late},
    )
    for user in receivers(paper):
        notices.tell(user, words=f"{paper}已经报送，请接收。", dossier=paper.dossier)
    return filing


def is_past(paper: Paper, now: datetime) -> bool:
    """Whether the moment until which the paper was to be handed in has passed."""
    limit = Deadline.objects.filter(
        dossier=paper.dossier, code=deadlines.OF_KIND[paper.kind].code, closed_at=None
    ).first()
    return limit is not None and now > due_at(limit, paper)


def due_at(limit: Deadline, paper: Paper) -> datetime:
    """The moment a paper is due: the hour of its period on the last day."""
    hour = time(paper.period.due_hour)
    return datetime.combine(limit.due_on, hour, tzinfo=ZoneInfo(settings.TIME_ZONE))


def file(paper: Paper, *, by: User) -> Filing:
    """Keep the paper as it stands: content, figures, and the keys of the rows behind each."""
    content = draft.content_of(paper, today=clock.today())
    body = json.dumps(content, ensure_ascii=False, sort_keys=True)
    filing = Filing.objects.create(
        paper=paper,
        round=paper.filings.count() + 1,
        content=content,
        digest=hashlib.sha256(body.encode()).hexdigest(),
        filed_at=clock.now(),
        filed_by=by,
    )
    scope = draft.scope_of(paper)
    FiledFigure.objects.bulk_create(
        FiledFigure(
            filing=filing,
            code=line["code"],
            value=Decimal(line["value"]) if line["value"] else None,
            rows=rows_behind(line["code"], scope),
        )
        for line in content["figures"]
    )
    return filing


def rows_behind(code: str, scope: Scope) -> list[int]:
    """The keys of the rows a figure counts now."""
    rows = all_figures()[code].rows(scope).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _leave_open(paper: Paper) -> None:
    """What the paper leaves open is asked for in the next; handed in again, it is said anew.

    What the next paper has answered already stays with its answer.
    """
    said = [
        (str(kind), line)
        for name, kind in POINTS.items()
        for line in lines_of(getattr(paper, name))
    ]
    kept = set()
    for point in paper.points.prefetch_related("answers"):
        if (point.kind, point.words) in said or point.answers.all():
            kept.add((point.kind, point.words))
        else:
            point.delete()
    Point.objects.bulk_create(
        Point(paper=paper, kind=kind, words=line)
        for kind, line in dict.fromkeys(said)
        if (kind, line) not in kept
    )
