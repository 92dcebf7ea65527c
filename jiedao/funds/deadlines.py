"""The limit of wages: the day of the next month by which a month must be paid in full."""

from jiedao.deadlines.limits import Limit
from jiedao.web.duties import OfficeDuty

PAY_WAGES = Limit(
    "funds.pay_wages", "足额发放社区人员工资", OfficeDuty.KEEP_FUNDS, rule="wages_day"
)
