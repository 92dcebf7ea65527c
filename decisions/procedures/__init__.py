"""一征三议两公开 as tables, one procedure per legal regime (适用程序); the rows are shared between them.

`of(matter)` is the procedure a matter follows; it is fixed when the consultation begins.
"""

from decisions.catalogue import TYPES, Regime
from decisions.models import Matter
from decisions.procedures.advisory import ADVISORY
from decisions.procedures.complaints import COMPLAINT as COMPLAINT
from decisions.procedures.convening import CONVENING as CONVENING
from decisions.procedures.emergency import EMERGENCY
from decisions.procedures.filing import FILING
from decisions.procedures.normal import MATTER
from decisions.procedures.owners import OWNERS
from jiedao.procedures.rows import Step
from jiedao.procedures.steps import Procedure

BY_REGIME = {
    Regime.NORMAL: MATTER,
    Regime.ADVISORY: ADVISORY,
    Regime.OWNERS: OWNERS,
    Regime.FILING: FILING,
}
ALL = {procedure.code: procedure for procedure in (*BY_REGIME.values(), EMERGENCY)}
STEPS: dict[str, Step] = {
    code: step for procedure in ALL.values() for code, step in procedure.by_code.items()
}


def code_for(kind: str) -> str:
    """The code of the procedure a type of matter follows."""
    return BY_REGIME[TYPES[kind].regime].code


def of(matter: Matter) -> Procedure:
    """The procedure this matter follows (适用程序)."""
    return ALL[matter.procedure]
