"""The course of a paper (汇报程序): written, handed in, received or sent back; the review is published."""

from datetime import date

from jiedao.lib.refusals import Refusal
from jiedao.people.models import User
from jiedao.procedures.rows import INTERNAL, Reason, Step
from jiedao.procedures.steps import Procedure
from jiedao.reporting import deadlines, people
from jiedao.reporting.models import Paper
from jiedao.reporting.rules import RULES
from jiedao.reporting.selectors import owed
from jiedao.reporting.states import PaperState
from jiedao.web.duties import OfficeDuty

S = PaperState


def answers_for_it(paper: Paper, user: User) -> bool:
    """Whether a person answers for the group whose paper it is (责任人)."""
    return people.responsible_for(paper) == user


def goes_to(paper: Paper, user: User) -> bool:
    """Whether a paper goes to a person by name: the lead of its group, or of the leading group (组长)."""
    return people.named_receiver(paper) == user


def still_asked_for(paper: Paper, on: date) -> Reason | None:
    """这份汇报还要报：单位没有撤销，也没有登记不再报送"""
    if paper.released_at is None:
        return None
    return Reason(f"这份汇报已经登记为不再报送：{paper.release_reason}")


def says_something(paper: Paper, on: date) -> Reason | None:
    """写了工作情况"""
    if paper.done.strip():
        return None
    return Reason(
        "还没有写工作情况，不能报送。",
        hint="数字和办理情况已经自动列出，请点“撰写”，用几句话写明本期做了什么。",
    )


def reviews_something(paper: Paper, on: date) -> Reason | None:
    """写了讲评意见"""
    if paper.done.strip():
        return None
    return Reason(
        "还没有写讲评意见，不能印发。",
        hint="各单位的情况已经自动列出，请点“撰写讲评”，写几句总的看法。",
    )


def answers_everything(paper: Paper, on: date) -> Reason | None:
    """上期留下的问题、计划和交办的任务都已答复"""
    left = owed.unanswered(paper)
    if not left:
        return None
    named = "；".join(f"“{one.words}”" for one in left[:2])
    more = f"等{len(left)}项" if len(left) > 2 else ""
    return Reason(
        f"上一期留下的{named}{more}还没有答复，不能报送。",
        hint="请点“撰写”，在“上期事项答复”里逐项写明结果。",
    )


WRITE = Step(
    "write",
    "撰写",
    source=(S.DRAFTING, S.RETURNED),
    target=None,
    duty=OfficeDuty.WRITE_REPORTS,
    basis=INTERNAL,
    hint="数字和办理情况已经自动列出，只写数字以外的话，并答复上一期留下的事项。",
    needs=(still_asked_for,),
    named=answers_for_it,
)
OVERRIDE = Step(
    "override_figure",
    "修正数字",
    source=(S.DRAFTING, S.RETURNED),
    target=None,
    duty=OfficeDuty.WRITE_REPORTS,
    basis=INTERNAL,
    hint="记录还没有补全、数字确有出入时用；原来的数字和原因一起报送。",
    needs=(still_asked_for,),
    named=answers_for_it,
)


def _submit(limit: deadlines.Limit) -> Step:
    return Step(
        "submit",
        "报送",
        source=(S.DRAFTING, S.RETURNED),
        target=S.SUBMITTED,
        duty=OfficeDuty.WRITE_REPORTS,
        basis=INTERNAL,
        hint="报送以后内容固定，数字连同记录一起留存；接收人会收到通知。",
        needs=(still_asked_for, says_something, answers_everything),
        closes=(limit,),
        milestone=True,
        named=answers_for_it,
    )


def _receiving(duty: OfficeDuty) -> tuple[Step, Step]:
    accept = Step(
        "accept",
        "接收",
        source=(S.SUBMITTED,),
        target=S.ACCEPTED,
        duty=duty,
        basis=INTERNAL,
        hint="内容属实、事项清楚的，接收归档。",
        milestone=True,
        named=goes_to,
    )
    send_back = Step(
        "send_back",
        "退回",
        source=(S.SUBMITTED,),
        target=S.RETURNED,
        duty=duty,
        basis=INTERNAL,
        hint="写明要补充什么；截止时间不变。",
        named=goes_to,
    )
    return accept, send_back


WEEKLY = Procedure(
    code="weekly",
    name="每周汇报",
    states=PaperState,
    initial=S.DRAFTING,
    finals=(S.ACCEPTED,),
    rules=RULES,
    acts="report",
    steps=(
        WRITE,
        OVERRIDE,
        _submit(deadlines.WEEKLY),
        *_receiving(OfficeDuty.RECEIVE_REPORTS),
    ),
)
HALF = Procedure(
    code="half",
    name="半月小结",
    states=PaperState,
    initial=S.DRAFTING,
    finals=(S.ACCEPTED,),
    rules=RULES,
    acts="report",
    steps=(WRITE, OVERRIDE, _submit(deadlines.HALF), *_receiving(OfficeDuty.LEAD_REPORTS)),
)
REVIEW = Procedure(
    code="review",
    name="每月讲评",
    states=PaperState,
    initial=S.DRAFTING,
    finals=(S.PUBLISHED,),
    rules=RULES,
    acts="report",
    steps=(
        Step(
            "compose",
            "撰写讲评",
            source=(S.DRAFTING,),
            target=None,
            duty=OfficeDuty.LEAD_REPORTS,
            basis=INTERNAL,
            hint="各单位的情况已经自动列出，写讲评意见、表扬和批评，交办任务。",
        ),
        Step(
            "mention",
            "表扬或者批评",
            source=(S.DRAFTING,),
            target=None,
            duty=OfficeDuty.LEAD_REPORTS,
            basis=INTERNAL,
            hint="按单位写，依据的记录自动附上。",
        ),
        Step(
            "assign",
            "交办任务",
            source=(S.DRAFTING,),
            target=None,
            duty=OfficeDuty.LEAD_REPORTS,
            basis=INTERNAL,
            hint="定单位、定人员、定期限，印发时生效，下一次每周汇报要答复。",
        ),
        Step(
            "strike",
            "划去一项",
            source=(S.DRAFTING,),
            target=None,
            duty=OfficeDuty.LEAD_REPORTS,
            basis=INTERNAL,
            hint="印发以前可以划去表扬、批评和拟交办的任务。",
        ),
        Step(
            "publish_review",
            "印发讲评",
            source=(S.DRAFTING,),
            target=S.PUBLISHED,
            duty=OfficeDuty.LEAD_REPORTS,
            basis=INTERNAL,
            hint="印发以后全街道的工作人员都能看到，交办的任务开始计算期限。",
            needs=(reviews_something,),
            closes=(deadlines.REVIEW,),
            milestone=True,
        ),
    ),
)
OF_KIND = {"weekly": WEEKLY, "half": HALF, "review": REVIEW}


def of(paper: Paper) -> Procedure:
    """The procedure a paper follows."""
    return OF_KIND[paper.kind]


RELEASE_HINT = "单位撤销、合并，或者这一期确实不用报的，写明原因。"


def why_not_release(paper: Paper) -> Refusal | None:
    """Why a paper cannot be released now."""
    if paper.is_open:
        return None
    return Refusal(
        "report.not_owed", f"《{paper}》现在是“{paper.dossier.state_label}”，不用登记不再报送。"
    )
