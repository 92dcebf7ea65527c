"""Filing a work report as it stands (存档), and putting a figure of one right by hand (人工修正)."""

import hashlib
import json
from decimal import Decimal

from django.db import transaction

from jiedao.indicators.figures import Scope
from jiedao.indicators.selectors import in_words, told
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock, masking, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import FORBIDDEN, Refusal, Refused, refuse
from jiedao.people.models import User
from jiedao.reporting.actions.writing import rows_behind
from jiedao.reporting.models import FiledReport, FiledReportFigure, WorkOverride
from jiedao.reporting.work_report import report
from jiedao.web import duties
from jiedao.web.duties import OfficeDuty

FILED = acts.declare("work_report.file", "存档工作总结")
OVERRIDDEN = acts.declare("work_report.override", "修正工作总结数字")
# Whoever writes the papers of a unit, or leads the regime, answers for its report.
ANSWERS = (OfficeDuty.WRITE_REPORTS, OfficeDuty.LEAD_REPORTS)


def why_not(scope: Scope, user: User, act: str) -> Refusal | None:
    """Why a person may not file or put right the report of a unit (403)."""
    if any(duties.holds(user, duty, scope.unit) for duty in ANSWERS):
        return None
    return Refusal(
        "access.no_duty",
        f"您在{scope.unit}没有“{OfficeDuty.WRITE_REPORTS.label}”职责，不能{act}。",
        hint="需要时，请联系承担这项职责的同事，或请安全管理员调整任职。",
        status=FORBIDDEN,
    )


def _demand(scope: Scope, user: User, act: str) -> None:
    refusal = why_not(scope, user, act)
    if refusal:
        raise Refused(refusal)


@transaction.atomic
def file(scope: Scope, *, by: User) -> FiledReport:
    """Keep the report as it stands: its text, its figures, and the keys of the rows behind each."""
    _demand(scope, by, "存档工作总结")
    content = report.content_of(scope, by=by, today=clock.today())
    body = json.dumps(content, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(body.encode()).hexdigest()
    words = f"{by}存档{content['title']}（{_days(scope)}）。"
    # The unit's chain is held from here on: two who file at once do it one after the other.
    ledger.record(scope.unit, act=FILED, by=by, words=words, data={"digest": digest})
    if FiledReport.objects.filter(unit=scope.unit, digest=digest).exists():
        raise refuse(
            "work_report.filed_already",
            "同样的内容已经存档，没有重复存档。",
            hint="记录有了变化，或者换一个期间，再存档。",
        )
    filed = FiledReport.objects.create(
        unit=scope.unit,
        since=scope.since,
        until=scope.until,
        content=content,
        digest=digest,
        filed_at=clock.now(),
        filed_by=by,
    )
    FiledReportFigure.objects.bulk_create(
        FiledReportFigure(
            report=filed,
            code=line["figure"],
            value=Decimal(line["value"]),
            rows=rows_behind(line["figure"], scope),
        )
        for line in content["figures"]
    )
    return filed


@transaction.atomic
def override(
    scope: Scope, *, by: User, figure: str, value: Decimal | None, reason: str
) -> WorkOverride:
    """Put a figure of the report right by hand; without a value what was put right is taken back."""
    _demand(scope, by, "修正工作总结的数字")
    known = next((one for one in report.report_figures() if one.code == figure), None)
    if known is None:
        raise refuse("report.no_figure", "没有这个指标，请从列表里选择。", field="figure")
    reason = text.clean(reason).replace("\n", " ")
    if not reason:
        raise refuse(
            "report.no_reason", "请写明为什么修正，例如哪一条记录还没有登记。", field="reason"
        )
    masking.demand_none("report", reason=reason)
    if value is not None and value < 0:
        raise refuse("report.negative", "数字不能小于零。", field="value")
    (counted,) = told([known], scope)
    to = f"修正为{in_words(known, value)}" if value is not None else "取消修正"
    words = (
        f"{by}把{scope.unit}工作总结（{_days(scope)}）的“{known.name}”由数出来的"
        f"{counted.words}{to}。原因：{text.sentence(reason)}"
    )
    ledger.record(scope.unit, act=OVERRIDDEN, by=by, words=words)
    return WorkOverride.objects.create(
        unit=scope.unit,
        since=scope.since,
        until=scope.until,
        figure=figure,
        value=value,
        reason=reason,
        made_at=clock.now(),
        made_by=by,
    )


def _days(scope: Scope) -> str:
    return f"{long_day(scope.since)}至{long_day(scope.last)}"
