"""What the work report says (文稿): one table of sentences whose numbers and claims come from the records.

A template names its blanks in braces. {F3} is the figure that fills blank F3 of the report, and
{decisions.running} one by its own code; {F3:余} and {F4:以上} say it in that way, never larger than it is.
{street} and the like are names. A clause is left out when a figure in it is none, when nothing is
recorded for it yet, or when the claim it makes does not hold: so nothing here is ever said in vain.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from string import Formatter

BLANK = "F"


@dataclass(frozen=True)
class Piece:
    """A stretch of words, and the blank that follows it ("" for none) with the way it is said."""

    words: str
    blank: str
    style: str


@dataclass(frozen=True)
class Clause:
    """Part of a sentence. With a `claim` it is said only when that holds; else `weaker`, if any, is."""

    words: str
    claim: str = ""
    weaker: str = ""

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        return pieces_of(self.words)

    @cached_property
    def weaker_pieces(self) -> tuple[Piece, ...]:
        return pieces_of(self.weaker)


@dataclass(frozen=True)
class Sentence:
    """One sentence of the report; its clauses are joined by commas, those that cannot be said dropped.

    With `leads`, the rest hangs on its first clause and is dropped with it.
    """

    clauses: tuple[Clause, ...]
    leads: bool = False


@dataclass(frozen=True)
class Part:
    """A part with a heading of the second level: one paragraph, which begins with what is aimed at.

    An aim is no fact: it is said before whatever facts there are, and never alone. `missing` says
    what has no records yet at all.
    """

    heading: str
    aim: str
    sentences: tuple[Sentence, ...]
    missing: str = ""


@dataclass(frozen=True)
class Section:
    """A section with a heading of the first level."""

    heading: str
    parts: tuple[Part, ...]


def pieces_of(template: str) -> tuple[Piece, ...]:
    """A template taken apart."""
    return tuple(
        Piece(words, blank or "", style or "")
        for words, blank, style, _ in Formatter().parse(template)
    )


def say(*clauses: str | Clause) -> Sentence:
    """A sentence whose clauses stand each for itself."""
    return Sentence(tuple(Clause(one) if isinstance(one, str) else one for one in clauses))


def led(*clauses: str | Clause) -> Sentence:
    """A sentence that tells more of what its first clause counts."""
    return Sentence(say(*clauses).clauses, leads=True)


OPENING = (
    say("{pilot}"),
    say(
        "{period}，{unit}抓民主科学决策、矛盾调解化解、便民服务、党风政风监督检查四项制度，做了以下工作"
    ),
)

LEARNING = Section(
    "抓学习、抓责任，把四项制度统一部署",
    (
        Part(
            "责任到人",
            "为使四项制度件件有人管，",
            (
                say("设专项工作小组{F1}"),
                led(
                    "班子成员分包社区{liaison.assignments}",
                    Clause(
                        "都在规定的间隔内走访",
                        claim="work_report.all_visited",
                        weaker="其中按期走访的{liaison.visited_in_time}",
                    ),
                    "分包领导到社区走访{liaison.visits:余}",
                ),
            ),
        ),
        Part(
            "学习跟进",
            "为把上级要求学到位、传到底，",
            (
                led(
                    "收到上级文件{activities.documents_received}",
                    Clause(
                        "都组织了学习",
                        claim="work_report.all_studied",
                        weaker="已经组织学习的{activities.documents_studied}",
                    ),
                    "向下级单位传达{activities.documents_relayed}",
                ),
                say("组织集中学习{F21}", "以会代训、传达要求{F22:余}"),
            ),
        ),
        Part(
            "督查经常",
            "为使部署不落空，",
            (
                say(
                    "党工委为四项制度召开专题会{F2}",
                    "党工委书记、办事处主任当面听取分管领导和社区负责人汇报{F3:余}",
                    "书记、副书记下到社区督导{F4:以上}",
                ),
                led(
                    "督导中发现问题{activities.problems}",
                    Clause(
                        "都已解决",
                        claim="work_report.all_solved",
                        weaker="已经解决{activities.solved}",
                    ),
                ),
                led(
                    "各单位、各小组应报每周汇报和半月小结{reporting.owed}",
                    Clause(
                        "都按期报送",
                        claim="reporting.all_on_time",
                        weaker="按期报送{reporting.on_time}",
                    ),
                ),
                say("每月讲评印发{reporting.reviews}"),
            ),
        ),
    ),
)

FOUR = Section(
    "分四条线推进，把制度用到具体事上",
    (
        Part(
            "民主科学决策",
            "为使居民的事由居民作主，",
            (
                led(
                    "关系居民切身利益的重大事项{F5}{named}，通过决议、公示期满后开始实施",
                    "实施中支出{decisions.spent}",
                ),
                led(
                    "另有{decisions.running}正在按程序办理",
                    Clause(
                        "没有先行处置、事后追认的",
                        claim="decisions.in_order",
                        weaker="先行应急处置、事后提请追认的{decisions.emergency}",
                    ),
                ),
                led(
                    "公示期间收到居民异议{decisions.objections_received}",
                    Clause(
                        "件件书面答复",
                        claim="decisions.objections_answered",
                        weaker="已经书面答复{decisions.objections_answered}",
                    ),
                ),
                led(
                    "党工委开会{party_committee.meetings}",
                    "集体研究决定重大事项{party_committee.decided}",
                    Clause("大额支出都经党工委研究", claim="work_report.large_payments_decided"),
                ),
            ),
        ),
        Part(
            "矛盾调解化解",
            "为让纠纷早发现、早了结，",
            (
                say(
                    "建有矛盾纠纷调解专家组{F6}",
                    "配备矛调专员{F7}",
                    "社区人民调解委员会{F8}",
                    "人民调解员{F9}",
                ),
                say("新订、修订矛盾纠纷排查和人民调解方面的制度{F10}"),
                led(
                    "排查并解决矛盾隐患{F11}",
                ),
                led(
                    "调解处理矛盾纠纷{F12}",
                    Clause("都调解成功", claim="disputes.all_succeeded"),
                ),
            ),
        ),
        Part("便民服务", "", (), missing="便民服务（369惠民项目）"),
        Part(
            "党风政风监督检查",
            "为让干部守规矩、居民好监督，",
            (
                say("现行党风政风监督检查制度{F13}", "聘有居民党风政风监督员{F14}"),
                say("开展廉政教育{F15}", "作风纪律检查{F16}", "发现并纠正问题{F17}"),
                led(
                    "居务监督委员会在重大事项各环节签署意见{decisions.opinions:余}",
                ),
            ),
        ),
    ),
)

MEANS = Section(
    "保资金、促交流、严落实，让制度立得住",
    (
        Part(
            "资金投入",
            "为使制度有人办、有钱办，",
            (
                say(
                    "为社区日间照料中心筹到资金{F18:余}",
                    "老旧小区环境改造投入{F19}",
                    "党员服务中心、四点半学校改造提升投入{F20:余}",
                ),
                say(
                    Clause("社区工作经费、党建经费比上年只增不减", claim="work_report.steady"),
                    Clause(
                        "登记在册的社区人员工资按标准足额发放", claim="work_report.wages_in_full"
                    ),
                ),
            ),
        ),
        Part(
            "试点和交流",
            "为少走弯路、互相取经，",
            (
                led("先行先试的社区{liaison.trials}{trials}"),
                say("召开经验交流会、工作推进会{F23}"),
            ),
        ),
        Part(
            "跟踪落实",
            "为使定下的事有回音，",
            (
                led(
                    "党工委决定的事项办完{party_committee.done}",
                    Clause(
                        "都在期限以内",
                        claim="work_report.all_done_in_time",
                        weaker="按期办完{party_committee.done_in_time}",
                    ),
                ),
            ),
        ),
    ),
)

SECTIONS = (LEARNING, FOUR, MEANS)
