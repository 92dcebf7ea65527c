"""What stands on a day is asked by a prepared question: a figure may use its day, and nothing computed from it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet

from jiedao.indicators.figures import AsOf, all_figures

FIRST, SECOND = date(2031, 3, 5), date(2044, 10, 19)
ON_A_DAY = [figure for figure in all_figures().values() if isinstance(figure, AsOf)]


def parameters(figure: AsOf, day: date) -> tuple[str, tuple[Any, ...]]:
    try:
        sql, params = figure.rows_on(day, "/1/").query.sql_with_params()
    except EmptyResultSet:
        return "", ()
    return sql, params


@pytest.mark.parametrize("figure", ON_A_DAY, ids=[figure.code for figure in ON_A_DAY])
def test_a_figure_of_a_day_uses_the_day_as_it_is(db: None, figure: AsOf) -> None:
    first, of_first = parameters(figure, FIRST)
    second, of_second = parameters(figure, SECOND)
    assert first == second != ""
    differing = {pair for pair in zip(of_first, of_second, strict=True) if pair[0] != pair[1]}
    # A year or a day before, worked out in Python, would stand in the statement for good.
    assert differing <= {(FIRST, SECOND)}
