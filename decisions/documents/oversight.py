"""监督和异议: the opinion of the supervision committee, the objection taken down at the window."""

from collections.abc import Iterator

from decisions.documents.frame import BLANK_DAY, paper
from decisions.models import Matter
from jiedao.documents.blocks import Document, Facts, Paragraph, Row, Title
from jiedao.documents.declared import Subject

# The four steps the supervision committee speaks to: what it is called, since which day.
WATCHED = (
    ("consult", "征求意见", "consulted_on"),
    ("resolve", "居民（代表）会议表决", "resolved_on"),
    ("publish_resolution", "决议公开", "resolution_published_on"),
    ("publish_result", "实施结果公开", "result_published_on"),
)
LOOKED_AT = {
    "consult": "□时间够不够　□方式是否两种以上　□意见是否逐条答复　□汇总是否如实",
    "resolve": "□通知是否按时　□人数是否够　□本人表决、没有代投　□票数是否当场公布",
    "publish_resolution": "□内容和决议一致　□张贴在公开栏　□公示期是否够　□没有个人信息",
    "publish_result": "□内容属实　□账目清楚　□张贴在公开栏　□公示期是否够",
}


def watched_steps(matter: Matter) -> Iterator[Subject]:
    """The steps that have been taken and that the committee speaks to."""
    for code, name, field in WATCHED:
        if getattr(matter, field):
            yield Subject(matter, code, name, code)


def supervision_form(subject: Subject) -> Document:
    """The opinion of the supervision committee on one step, to be filled in by hand (监督意见)."""
    matter: Matter = subject.record
    return paper(
        matter,
        f"监督意见（{subject.label}）",
        Title("居务监督委员会监督意见"),
        Facts(
            (
                Row("编号", matter.dossier.number, "监督环节", subject.label),
                Row("事项", matter.dossier.title),
                Row("监督方式", "□列席会议　□查阅材料　□现场查看　□走访居民　□其他："),
                Row("查看内容", LOOKED_AT[subject.key].replace("　", "\n")),
                Row("监督意见", "□同意　　□有意见，具体如下：", height=62),
                Row("改正要求\n和期限", "", height=26),
                Row(
                    "监督委员会\n签字",
                    "",
                    height=30,
                    signed=("主任：　　　　　　　委员：　　　　　　　　　　　", BLANK_DAY),
                ),
                Row("改正情况", "", height=22, signed=(f"居委会负责人：　　　　　　{BLANK_DAY}",)),
            )
        ),
        Paragraph("监督委员会列席会议，可以发言和建议，不参加表决。", "small"),
        numbered=False,
    )


def objection_form(subject: Subject) -> Document:
    """An objection taken down at the window, with the answer beneath it (异议登记答复表)."""
    matter: Matter = subject.record
    return paper(
        matter,
        "异议登记答复表",
        Title("公示异议登记答复表"),
        Facts(
            (
                Row("编号", matter.dossier.number, "社区", matter.dossier.unit.short_name),
                Row("公示的事项", matter.dossier.title),
                Row("对哪一份", "□决议公示　　□实施结果公示"),
                Row("提出人", "□实名：　　　　　　　　□匿名", "联系电话", ""),
                Row("提出方式", "□当面　□电话　□书面　□联名（　　　人）", "提出日期", BLANK_DAY),
                Row("异议内容", "", height=42),
                Row(
                    "向提出人复述，本人确认",
                    "",
                    height=12,
                    signed=("提出人或登记人（签字）：　　　　　　",),
                ),
                Row("调查核实\n情况", "", height=30),
                Row("答复", "", height=30, signed=(f"居委会（盖章）：　　　　　　{BLANK_DAY}",)),
                Row(
                    "监督委员会\n意见",
                    "",
                    height=16,
                    signed=(f"（签字）：　　　　　　{BLANK_DAY}",),
                ),
            )
        ),
        Paragraph(
            "可以不留姓名。对答复不满意的，可以向街道办事处反映，由街道办事处调查核实。", "small"
        ),
        numbered=False,
    )
