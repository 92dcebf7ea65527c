"""The limits of the package; who keeps its records has them on the desk."""

from jiedao.deadlines.limits import Limit
from jiedao.liaison.states import StageKind
from jiedao.web.duties import OfficeDuty

VISIT = Limit("liaison.visit", "走访分包社区", OfficeDuty.KEEP_LIAISON, "visit_within")
TRIAL = Limit("liaison.trial", "完成社区试点", OfficeDuty.KEEP_LIAISON)
STAGES = {
    kind: Limit(f"liaison.stage_{kind}", f"试点阶段：{kind.label}", OfficeDuty.KEEP_LIAISON)
    for kind in StageKind
}
