"""Everything that writes the organisation: units and head counts, bodies with their terms and seats."""

from jiedao.organisation.actions.bodies import (
    begin_term,
    elect,
    establish_body,
    establish_elected,
    fill_by_name,
    fill_seat,
    leave_seat,
    people_of,
    register_kinship,
)
from jiedao.organisation.actions.units import (
    ImportResult,
    add_unit,
    close_unit,
    count_heads,
    describe_unit,
    import_units,
    rename_unit,
)

__all__ = [
    "ImportResult",
    "add_unit",
    "begin_term",
    "close_unit",
    "count_heads",
    "describe_unit",
    "elect",
    "establish_body",
    "establish_elected",
    "fill_by_name",
    "fill_seat",
    "import_units",
    "leave_seat",
    "people_of",
    "register_kinship",
    "rename_unit",
]
