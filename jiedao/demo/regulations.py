"""Regulations of the fictional street, registered, revised and repealed by the real actions."""

from datetime import date, timedelta
from typing import NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile

from jiedao.demo.cast import STREET
from jiedao.demo.scenes import Stage
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.regulations import actions
from jiedao.regulations.models import Regulation
from jiedao.regulations.states import Area


class Paper(NamedTuple):
    """A regulation of the story: how many days ago it was issued, by whom it is kept."""

    by: str
    ago: int
    serial: int
    title: str
    area: str
    summary: str


LEADING = Paper(
    "keshi", 420, 6, "“一征三议两公开”工作法实施方案", Area.DECISIONS,
    "居民切身利益的重大事项，先征求意见，再经党组织提议、两委商议、居民（代表）会议决议，决议和实施结果公开。",
)  # fmt: skip
SCREENING = Paper(
    "keshi", 400, 9, "社区矛盾纠纷排查制度", Area.DISPUTES,
    "网格每周、社区每半月、街道每月排查一次矛盾隐患，发现的登记到人。",
)  # fmt: skip
MEDIATING = Paper(
    "keshi", 240, 4, "人民调解工作制度", Area.DISPUTES,
    "人民调解委员会怎样受理、调解、回访，怎样保守当事人的秘密。",
)  # fmt: skip
CHECKING = Paper(
    "jijian", 380, 11, "基层党风政风监督检查实施方案", Area.SUPERVISION,
    "街道纪工委对社区的监督检查怎样安排、怎样整改、怎样销号。",
)  # fmt: skip
ACCOUNTABLE = Paper(
    "jijian", 360, 13, "党风廉政建设责任追究制度", Area.SUPERVISION,
    "履行党风廉政建设责任不到位的，怎样调查、怎样处理。",
)  # fmt: skip
SPENDING = Paper(
    "jijian", 300, 2, "“三公”经费管理制度", Area.SUPERVISION,
    "公务接待、公务用车、因公出国（境）经费怎样预算、审批、公开。",
)  # fmt: skip
VISITING = Paper(
    "keshi", 500, 3, "机关干部下社区签到办法", Area.GENERAL,
    "机关干部每周下社区的签到和统计。",
)  # fmt: skip
PAPERS = (VISITING, LEADING, SCREENING, CHECKING, ACCOUNTABLE, SPENDING, MEDIATING)


def scene(stage: Stage) -> None:
    """What a street has issued: most in force, one revised, one repealed, one about to begin."""
    known = {paper: _register(stage, paper) for paper in PAPERS}
    officer = stage.people["keshi"]
    with clock.moved_to(stage.today - timedelta(days=90)):
        actions.revise(
            known[SCREENING],
            by=officer,
            title=SCREENING.title,
            document_number=_number(clock.today(), 21),
            issued_on=clock.today(),
            in_force_from=clock.today() + timedelta(days=10),
            summary="网格每天、社区每周、街道每半月排查一次矛盾隐患；重大隐患当天上报。",
            file=_text(SCREENING.title, officer),
        )
    with clock.moved_to(stage.today - timedelta(days=60)):
        actions.repeal(
            known[VISITING],
            by=officer,
            until=clock.today(),
            reason="为基层减负，取消签到统计，不再执行。",
        )
    with clock.moved_to(stage.today - timedelta(days=3)):
        _enter(
            stage,
            Paper(
                "keshi", 3, 30, "369便民服务中心首问负责制度", Area.SERVICES,
                "居民来办事，第一个接待的人负责到底，当场说清需要的材料和办结的时间。",
            ),
            begins=clock.today() + timedelta(days=20),
        )  # fmt: skip


def _register(stage: Stage, paper: Paper) -> Regulation:
    with clock.moved_to(stage.today - timedelta(days=paper.ago)):
        return _enter(stage, paper, begins=clock.today())


def _enter(stage: Stage, paper: Paper, *, begins: date) -> Regulation:
    by, issued_on = stage.people[paper.by], clock.today()
    return actions.register(
        stage.units[STREET],
        by=by,
        title=paper.title,
        area=paper.area,
        document_number=_number(issued_on, paper.serial),
        issued_on=issued_on,
        in_force_from=begins,
        summary=paper.summary,
        file=_text(paper.title, by),
    )


def _number(issued_on: date, serial: int) -> str:
    return f"经八办〔{issued_on.year}〕{serial}号"


def _text(title: str, by: User) -> SimpleUploadedFile:
    """The text as a plain file; that it is made up stands in it."""
    words = f"{title}\n\n（演示街道的文本，没有真实的规定。）\n\n登记人：{by}，{clock.today()}\n"
    return SimpleUploadedFile(f"{title}.txt", words.encode())
