"""The limits of the package; who keeps its records has them on the desk."""

from jiedao.deadlines.limits import Limit
from jiedao.web.duties import OfficeDuty

VISIT = Limit("liaison.visit", "走访分包社区", OfficeDuty.KEEP_LIAISON, "visit_within")
