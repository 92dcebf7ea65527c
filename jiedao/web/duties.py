"""Asking for a duty from packages that lie beneath `access` and do not know who holds what.

Organisation, calendar and rules are written by people with a duty, but `access` stands on them. They
ask here; `access` says at start how the question is answered.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet, TextChoices

from jiedao.lib.refusals import FORBIDDEN, Refusal, unless

Answer = Callable[[Any, str, Any], bool]
Reach = Callable[[Any, str], QuerySet[Any]]


class OfficeDuty(TextChoices):
    """Duties of the kernel's own pages."""

    MANAGE_UNITS = "office_manage_units", "维护组织机构"
    APPOINT = "office_appoint", "任免与授权"
    SET_RULES = "office_set_rules", "登记本地从严规定"
    SET_CALENDAR = "office_set_calendar", "维护工作日历"
    SEE_FIGURES = "office_see_figures", "查看指标"
    SCAN = "office_scan", "上传和认领扫描件"
    DISCLOSE = "office_disclose", "查看居民完整号码"
    SEE_AUDIT = "office_see_audit", "查看审计台账"
    SEE_REGULATIONS = "office_see_regulations", "查看规章制度"
    KEEP_REGULATIONS = "office_keep_regulations", "登记规章制度"
    SEE_ACTIVITIES = "office_see_activities", "查看会议活动和上级文件"
    KEEP_ACTIVITIES = "office_keep_activities", "登记会议活动和上级文件"
    SEE_LIAISON = "office_see_liaison", "查看小组、试点、分包和责任清单"
    KEEP_LIAISON = "office_keep_liaison", "登记小组、试点、分包和责任清单"
    SEE_FUNDS = "office_see_funds", "查看经费"
    KEEP_FUNDS = "office_keep_funds", "登记经费"
    SEE_PARTY_COMMITTEE = "office_see_party_committee", "查看党工委议事"
    KEEP_PARTY_COMMITTEE = "office_keep_party_committee", "办理党工委议事"
    SUBMIT_TOPICS = "office_submit_topics", "申报党工委议题"
    REVIEW_TOPICS = "office_review_topics", "审核党工委议题"
    SET_AGENDA = "office_set_agenda", "确定党工委会议议程"
    SEE_REPORTS = "office_see_reports", "查看汇报"
    WRITE_REPORTS = "office_write_reports", "撰写和报送汇报"
    RECEIVE_REPORTS = "office_receive_reports", "接收和退回汇报"
    LEAD_REPORTS = "office_lead_reports", "主持半月小结和每月讲评"
    URGE = "office_urge", "督办"
    SEE_OUTBOX = "office_see_outbox", "查看待发箱"
    SEE_APPRAISAL = "office_see_appraisal", "查看年度考核"
    KEEP_APPRAISAL = "office_keep_appraisal", "办理年度考核"


_answers: list[tuple[Answer, Reach]] = []


def answered_by(answer: Answer, reach: Reach) -> None:
    """Say who knows the holdings of a person; `access` does so at start."""
    _answers[:] = [(answer, reach)]


def _knowing() -> tuple[Answer, Reach]:
    if not _answers:
        raise ImproperlyConfigured("还没有声明由谁回答职责问题，请检查 INSTALLED_APPS。")
    return _answers[0]


def holds(user: Any, duty: str, unit: Any = None) -> bool:
    """Whether a person holds a duty over a unit; without a unit, anywhere."""
    answer, _ = _knowing()
    return answer(user, duty, unit)


def reach(user: Any, duty: str) -> QuerySet[Any]:
    """The units a person's duty covers, from the top down: for choices, and for whose ledger says so."""
    _, units = _knowing()
    return units(user, duty)


def demand(user: Any, duty: OfficeDuty, unit: Any = None, *, act: str) -> None:
    """Refuse an act (403) to whom the duty is not given; `act` says what was to be done."""
    unless(why_not(user, duty, unit, act=act))


def why_not(user: Any, duty: OfficeDuty, unit: Any = None, *, act: str) -> Refusal | None:
    """The same as a reason: what is not his to do."""
    if holds(user, duty, unit):
        return None
    where = f"在{unit}" if unit is not None else ""
    return Refusal(
        "access.no_duty",
        f"您{where}没有“{duty.label}”职责，不能{act}。",
        hint="需要办理时，请联系承担这项职责的同事，或请安全管理员调整任职。",
        status=FORBIDDEN,
    )
