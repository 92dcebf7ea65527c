"""居务监督: the rows of the supervision committee's opinions and of their answers."""

from decisions.conditions import oversight as c
from decisions.duties import Duty
from decisions.procedures.groups import SUPERVISED_STATES
from jiedao.procedures.rows import Step

SUPERVISE = Step(
    "supervise",
    "出具监督意见",
    SUPERVISED_STATES,
    None,
    Duty.SUPERVISE,
    "第三十六条",
    "居务监督委员会对征求意见、决议、决议公开、结果公开四个环节签署意见；缺一个不能归档。",
    needs=(c.a_step_can_be_supervised,),
)

ANSWER_SUPERVISION = Step(
    "answer_supervision",
    "答复监督意见",
    SUPERVISED_STATES,
    None,
    Duty.CONVENE,
    "第三十六条",
    "居务监督委员会有意见的，居委会写明怎么改、或者为什么不改；没有答复不能归档。",
    needs=(c.concerns_wait_for_an_answer,),
)
