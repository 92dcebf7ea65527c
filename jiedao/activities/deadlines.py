"""What must be done about an activity or a paper from above by when."""

from jiedao.deadlines.limits import Limit
from jiedao.web.duties import OfficeDuty

HOLD = Limit("activities.hold", "登记会议活动", OfficeDuty.KEEP_ACTIVITIES)
MAKE_UP = Limit(
    "activities.make_up", "组织缺席的人补学", OfficeDuty.KEEP_ACTIVITIES, "make_up_within"
)
SOLVE = Limit("activities.solve", "解决督导发现的问题", OfficeDuty.KEEP_ACTIVITIES)
STUDY = Limit("activities.study", "组织学习上级文件", OfficeDuty.KEEP_ACTIVITIES, "study_within")
