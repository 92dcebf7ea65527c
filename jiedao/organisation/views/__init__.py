"""The pages of the organisation: the tree to look at, and the forms that change it."""

from jiedao.organisation.views.bodies import (
    begin_term,
    count_heads,
    establish_body,
    export_rosters,
    fill_seat,
    leave_seat,
    register_kinship,
)
from jiedao.organisation.views.units import (
    add_unit,
    close_unit,
    describe_unit,
    export_units,
    import_units,
    rename_unit,
    unit_list,
    unit_page,
    units,
)

__all__ = [
    "add_unit",
    "begin_term",
    "close_unit",
    "count_heads",
    "describe_unit",
    "establish_body",
    "export_rosters",
    "export_units",
    "fill_seat",
    "import_units",
    "leave_seat",
    "register_kinship",
    "rename_unit",
    "unit_list",
    "unit_page",
    "units",
]
