"""The words of the two publications, made from the record: nobody types a figure."""

from datetime import date
from decimal import Decimal

from decisions.models import Applicant, Matter, SupervisionOpinion
from decisions.owning import agreement, current_vote, participation
from decisions.reviewing import applicants_of
from decisions.rules import RULES
from decisions.selectors import Satisfaction, facts
from decisions.selectors.oversight import oversight_of
from jiedao.lib import masking
from jiedao.lib.numerals import long_day, money
from jiedao.lib.numerals import short_day as cn_day
from jiedao.meetings.models import Meeting
from jiedao.publications.canonical import Block, heading, paragraph, sign, table


def resolution_title(matter: Matter) -> str:
    """The heading of the first publication (决议公示)."""
    return f"关于{matter.dossier.title}事项的决议公示"


def result_title(matter: Matter) -> str:
    """The heading of the second publication (实施结果公示)."""
    return f"关于{matter.dossier.title}事项的实施结果公示"


def review_title(matter: Matter) -> str:
    """The heading of an advisory matter's publication (民主评议公示)."""
    # “……低保申请民主评议的民主评议公示” says it twice.
    about = matter.dossier.title.removesuffix("评议").removesuffix("民主")
    return f"关于{about}的民主评议公示"


def review_blocks(matter: Matter, *, on: date, redacted: bool) -> list[Block]:
    """Who was reviewed and with what result (《社会救助暂行办法》第十二条、第六十一条): name of the head of
    the household, heads, amount and result; without names and amounts once the period is over."""
    assert matter.review_meeting
    held = facts(matter).held(matter.review_meeting_id)
    count = facts(matter).attendance(held)
    return [
        paragraph(
            f"{matter.dossier.title}（编号{matter.dossier.number}），已由{matter.dossier.unit}"
            f"民主评议会于{long_day(held.held_on)}评议，应到{count.expected}人，"
            f"实到{count.present}人。评议结果只供审核参考，是否批准由民政部门依法决定。"
            "现将评议结果公示如下。"
        ),
        heading("一、评议结果"),
        table(_applicant(one, redacted=redacted) for one in applicants_of(matter)),
        *_objections(matter, number="二"),
        sign(matter.dossier.unit.name, on),
    ]


def _applicant(one: Applicant, *, redacted: bool) -> tuple[str, str]:
    name = masking.mask_name(one.name) if redacted else one.name
    amount = "" if redacted or one.amount is None else f"，拟每月补助{money(one.amount)}"
    return f"第{one.number}户", f"{name}，保障{one.people}人{amount}；{one.get_outcome_display()}"


def resolution_blocks(matter: Matter, *, on: date, responsible: str, finish: str) -> list[Block]:
    """The resolution as it goes on the board (决议公示): what, how, money, whom to ask."""
    return [
        paragraph(
            f"{matter.dossier.title}事项（编号{matter.dossier.number}），{_decided_how(matter)}"
            "现将决议公示如下。"
        ),
        heading("一、决议内容"),
        paragraph(matter.resolution_text),
        heading("二、办理经过"),
        table(_course(matter)),
        heading("三、经费和责任"),
        paragraph(f"{_money(matter)}责任人：{responsible}。{finish}，结果另行公示。"),
        *_objections(matter),
        sign(matter.dossier.unit.name, on),
    ]


def result_blocks(matter: Matter, *, on: date, result: str, asked: Satisfaction) -> list[Block]:
    """What became of the resolution (实施结果公示): work, acceptance, accounts, satisfaction."""
    assert matter.accepted_on
    assert matter.implementing_on
    assert matter.spent is not None
    first = facts(matter).publication("resolution")
    assert first
    return [
        paragraph(
            f"{matter.dossier.title}事项（编号{matter.dossier.number}）的决议已于"
            f"{long_day(first.posted_on or first.frozen_on)}公示（{first.document_number}），"
            "现已实施完毕。现将实施结果公示如下。"
        ),
        heading("一、实施结果"),
        paragraph(result),
        heading("二、验收"),
        paragraph(
            f"{cn_day(matter.implementing_on)}开始实施，{long_day(matter.accepted_on)}验收。"
        ),
        paragraph(f"{matter.acceptance}验收人：{_acceptors(matter)}。"),
        heading("三、经费"),
        paragraph(f"{_money(matter)}决算{money(matter.spent)}。"),
        heading("四、居民满意度"),
        paragraph(f"{asked.words}。"),
        *_supervision(matter),
        *_objections(matter, number="六" if _supervision(matter) else "五"),
        sign(matter.dossier.unit.name, on),
    ]


def _decided_how(matter: Matter) -> str:
    if current_vote(matter):
        return (
            "经征求居民意见、社区党组织研究，已由业主按专有部分面积和人数共同表决通过"
            "（《民法典》第二百七十八条）。"
        )
    assert matter.resolution_meeting
    if matter.acted_on:
        return (
            f"因情况紧急，{long_day(matter.acted_on)}先行处置（{matter.emergency.reason.rstrip('。')}），"
            "事后经社区党组织提议、社区“两委”商议，"
            f"已由{matter.dossier.unit}{matter.resolution_meeting.get_kind_display()}表决追认。"
        )
    return (
        "经征求居民意见、社区党组织提议、社区“两委”商议，"
        f"已由{matter.dossier.unit}{matter.resolution_meeting.get_kind_display()}表决通过。"
    )


def _course(matter: Matter) -> list[tuple[str, str]]:
    rows = [_emergency(matter) if matter.acted_on else _consultation(matter)]
    for name, meeting in (
        ("党组织提议", matter.proposal_meeting),
        ("两委商议", matter.deliberation_meeting),
        ("表决", matter.resolution_meeting),
    ):
        if meeting:
            rows.append((name, _meeting_line(matter, meeting)))
    vote = current_vote(matter)
    if vote:
        tallies = (*participation(vote), *agreement(matter, vote))
        rows += [(tally.title, tally.said) for tally in tallies]
    return rows


def _emergency(matter: Matter) -> tuple[str, str]:
    assert matter.acted_on
    done = matter.emergency
    said = f"{long_day(matter.acted_on)}，{done.done.rstrip('。')}；已花费用{money(done.cost)}"
    return "应急处置", said


def _consultation(matter: Matter) -> tuple[str, str]:
    opinions = facts(matter).opinions
    assert matter.consulted_on
    assert matter.consult_until
    return "征求意见", (
        f"{cn_day(matter.consulted_on)}至{cn_day(matter.consult_until)}，收到意见{opinions.total}条，"
        f"采纳{opinions.adopted}条，部分采纳{opinions.partly}条，不采纳{opinions.not_adopted}条"
    )


def _meeting_line(matter: Matter, meeting: Meeting) -> str:
    known = facts(matter).held(meeting.pk)
    attendance, ballot = facts(matter).attendance(known), known.ballot
    return (
        f"{long_day(meeting.held_on)}，{meeting.place}，应到{attendance.expected}人，"
        f"实到{attendance.present}人；赞成{ballot.in_favour}票，反对{ballot.against}票，"
        f"弃权{ballot.abstain}票，废票{ballot.invalid}票"
    )


def _money(matter: Matter) -> str:
    if matter.budget is None or matter.budget == Decimal(0):
        return "本事项不使用经费。"
    source = f"，{matter.funding}" if matter.funding else ""
    return f"预算{money(matter.budget)}{source}。"


def _acceptors(matter: Matter) -> str:
    who = matter.acceptance_supervisor
    return matter.acceptors + (f"；居务监督委员会{who}参加验收" if who else "")


def _supervision(matter: Matter) -> list[Block]:
    """What the supervision committee said of the steps before (监督意见), and what was answered."""
    rows = [
        (row.name, _verdict(opinion)) for row in oversight_of(matter) for opinion in row.opinions
    ]
    return [heading("五、居务监督委员会意见"), table(rows)] if rows else []


def _verdict(opinion: SupervisionOpinion) -> str:
    said = f"{opinion.get_verdict_display()}（{long_day(opinion.signed_on)}）"
    if opinion.text:
        said += f"：{opinion.text}"
    if not opinion.waits_for_answer and opinion.answer:
        said += f"居委会答复：{opinion.answer}"
    return said


def _objections(matter: Matter, number: str = "四") -> list[Block]:
    unit = matter.dossier.unit
    phone = f"，电话{unit.phone}" if unit.phone else ""
    place = f"，地点{unit.address}" if unit.address else ""
    law = RULES.on(matter.dossier.last_act_on).basis
    return [
        heading(f"{number}、异议受理"),
        paragraph(
            f"公示期内有异议的，可以实名或者匿名向{unit}居务监督委员会提出{phone}{place}。"
            f"对答复不满意或者认为公示不实的，可以向街道办事处反映（{law}第三十五条）。"
        ),
    ]
