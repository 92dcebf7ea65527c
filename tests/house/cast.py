"""Everyone who works in the street, by the word the matrix has for each."""

import pytest

from jiedao.people.models import User


@pytest.fixture
def everybody(
    zhao_chair: User,
    sun_worker: User,
    branch_secretary: User,
    wang_supervisor: User,
    zhou_grid: User,
    li_secretary: User,
    lead_official: User,
    officer: User,
    zheng_other: User,
    security_admin: User,
    system_admin: User,
    audit_admin: User,
) -> dict[str, User]:
    return {
        "chair": zhao_chair,
        "worker": sun_worker,
        "branch": branch_secretary,
        "supervisor": wang_supervisor,
        "grid": zhou_grid,
        "secretary": li_secretary,
        "lead": lead_official,
        "officer": officer,
        "other": zheng_other,
        "security": security_admin,
        "system": system_admin,
        "audit": audit_admin,
    }
