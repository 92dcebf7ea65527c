"""The whole year under the portal's own narrow database account: all of it, and no more."""

import pytest
from django.db import ProgrammingError, connection, transaction

from jiedao.appraisal import actions
from jiedao.lib import clock
from jiedao.people.models import User
from tests.appraisal.conftest import ANNOUNCED, MANUAL, MONDAY, Year
from tests.rights.test_rights import account, acting_as

__all__ = ["account"]


def test_a_year_is_assessed_under_the_narrow_account(
    year: Year, zhao_chair: User, account: str
) -> None:
    with acting_as(account):
        with clock.moved_to(MONDAY):
            extra = actions.add_target(year.a, by=year.keeper, **(MANUAL | {"words": "多余的"}))
            actions.remove_target(extra, by=year.keeper)
        year.issued().rated().rated(28).scored().announced()
        with clock.moved_to(ANNOUNCED):
            actions.appeal(year.a, by=zhao_chair, words="按期率算错了")
            actions.answer(
                year.a, by=year.keeper, outcome="rejected", answer="核对无误，记录属实。"
            )
        year.graded()
        for statement in (
            "update appraisal_target set weight = 1",
            "delete from appraisal_targetlist",
            "delete from appraisal_appeal",
            "update appraisal_targetlist set unit_id = unit_id",
            "update appraisal_appraisal set year = 2000",
        ):
            with (
                pytest.raises(ProgrammingError, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
    year.a.refresh_from_db()
    assert year.a.grade
