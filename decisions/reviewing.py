"""What is read and asked of the households under review (民主评议)."""

from datetime import date

from decisions.models import Applicant, Matter
from jiedao.procedures.rows import Reason


def applicants_of(matter: Matter) -> list[Applicant]:
    """Those on the list, in their order."""
    return list(matter.applicants.standing())


def somebody_is_listed(matter: Matter, on: date) -> Reason | None:
    """已经登记评议对象"""
    if matter.applicants.standing().exists():
        return None
    return Reason("还没有登记评议对象，不能开始评议。", hint="请先办理“登记评议对象”。")
