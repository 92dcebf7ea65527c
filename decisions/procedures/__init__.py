"""一征三议两公开 as tables, one procedure per legal regime (适用程序); the rows are shared between them.

`of(matter)` is the procedure a matter follows; it is fixed when the consultation begins.
"""

from decisions.models import Matter
from decisions.procedures.normal import MATTER
from jiedao.procedures.rows import Step
from jiedao.procedures.steps import Procedure

ALL = {procedure.code: procedure for procedure in (MATTER,)}
STEPS: dict[str, Step] = {
    code: step for procedure in ALL.values() for code, step in procedure.by_code.items()
}


def of(matter: Matter) -> Procedure:
    """The procedure this matter follows (适用程序)."""
    return ALL[matter.procedure]
