"""The shape of what is typed about topics; whether it may be is for the actions."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from jiedao.access.selectors import posts_by_user
from jiedao.access.states import RecusalScope
from jiedao.attachments.content import ALLOWED
from jiedao.attachments.forms import ACCEPT
from jiedao.organisation.models import Unit
from jiedao.party_committee.actions.deciding import Votes
from jiedao.party_committee.models import PartyMeeting
from jiedao.party_committee.states import Category
from jiedao.people.models import Person, User
from jiedao.web.fields import Words, Yuan, choose_from, offer
from jiedao.web.forms import OfficeForm, day_field


def _papers() -> forms.FileField:
    return forms.FileField(
        label="材料",
        required=False,
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=f"方案、预算、依据文件等，一份；还有别的，合成一个文件。收{ALLOWED}。",
    )


class ResubmitForm(OfficeForm):
    """What the committee is asked to decide (修改后重新申报)."""

    title = Words(
        label="议题",
        longest=60,
        required="请写明议题的标题。",
        help_text="一句话：研究什么事。例如：体育社区日间照料中心改造经费。",
    )
    proposal = Words(
        label="提请研究的内容",
        longest=4000,
        lines=8,
        required="请写明提请党工委研究什么、建议怎么定。",
        help_text="背景和依据、建议怎么定、要花多少钱、谁来办。",
    )
    amount = Yuan(
        label="金额",
        least=Decimal("0.01"),
        required=False,
        help_text="大额度资金使用必须填；重要项目有投资的也填。单位是元，也可以写成8.6万元。",
    )
    file = _papers()


class SubmitForm(ResubmitForm):
    """A new topic (申报议题)."""

    department = forms.ModelChoiceField(
        label="申报单位",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        error_messages={
            "required": "请选择由哪个科室申报。",
            "invalid_choice": "请从列表里选择您负责的科室。",
        },
    )
    category = forms.ChoiceField(
        label="类别",
        choices=Category.choices,
        widget=forms.RadioSelect,
        help_text="三重一大里的哪一类。干部任免由组织委员申报。",
        error_messages={"required": "请选择类别。", "invalid_choice": "请选择类别。"},
    )
    field_order = ("department", "title", "category")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "department", units)


class ReviewForm(OfficeForm):
    """The lead official's opinion (审核同意)."""

    opinion = Words(
        label="审核意见",
        longest=200,
        lines=2,
        required="请写明审核意见，例如：同意提请研究。",
    )


class ReasonForm(OfficeForm):
    """Why (退回、撤下、暂缓、撤回、取消)."""

    reason = Words(label="原因", longest=200, lines=3, required="请写明原因。")


class Meetings(forms.ModelChoiceField):
    """Meetings to come, each with its day and place."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}，{obj.held_on:%Y-%m-%d}，{obj.place}"


class PutOnAgendaForm(OfficeForm):
    """Which meeting deliberates it (列入议程)."""

    meeting = Meetings(
        label="哪一次会议",
        queryset=PartyMeeting.objects.none(),
        empty_label="请选择",
        help_text="列的是已经通知、还没有开的会议。没有合适的，请组织委员先登记会议。",
        error_messages={
            "required": "请选择上哪一次会。",
            "invalid_choice": "这次会议已经开过或者取消，请重新选择。",
        },
    )

    def __init__(self, *args: Any, meetings: QuerySet[PartyMeeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "meeting", meetings)


class HandOutForm(OfficeForm):
    """When the papers reached the members (送达材料)."""

    papers_on = day_field(
        "材料哪天送达",
        error_messages={"required": "请填写材料送达委员的日期。"},
    )
    urgent_reason = Words(
        label="紧急上会的原因",
        longest=200,
        help_text="按时送达的不填；来不及提前送达的，写明为什么非上这次会不可。",
    )


class RecuseForm(OfficeForm):
    """Who withdraws, how far, and why (登记回避)."""

    person = forms.ModelChoiceField(
        label="谁回避",
        queryset=Person.objects.none(),
        empty_label="请选择",
        error_messages={
            "required": "请选择回避的委员。",
            "invalid_choice": "请从名册里选择。",
        },
    )
    scope = forms.ChoiceField(
        label="回避到什么程度",
        choices=[
            (RecusalScope.VOTE, "不参加这个议题的讨论和表决"),
            (RecusalScope.ACT, "不参加讨论和表决，也不经办这个议题"),
        ],
        widget=forms.RadioSelect,
        initial=RecusalScope.VOTE,
        error_messages={"required": "请选择回避到什么程度。"},
    )
    reason = Words(
        label="原因",
        longest=200,
        required="请写明为什么回避，例如：亲属关系。",
    )

    def __init__(self, *args: Any, members: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", members)


class LiftRecusalForm(OfficeForm):
    """Whose recusal is taken back, and why (撤销回避登记)."""

    person = forms.ModelChoiceField(
        label="撤销谁的回避",
        queryset=Person.objects.none(),
        empty_label="请选择",
        error_messages={
            "required": "请选择撤销谁的回避。",
            "invalid_choice": "请从登记过回避的人里选择。",
        },
    )
    reason = Words(
        label="原因",
        longest=200,
        required="请写明为什么撤销，例如：登记错了人。",
    )

    def __init__(self, *args: Any, withdrawn: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", withdrawn)


def _count(label: str) -> forms.IntegerField:
    said = {
        "required": "请填写票数，没有的填0。",
        "invalid": "请只填数字，没有的填0。",
        "min_value": "票数不能小于0。",
        "max_value": "票数太大，请核对。",
    }
    return forms.IntegerField(label=label, min_value=0, max_value=200, error_messages=said)


class CountVotesForm(OfficeForm):
    """Who spoke in which order, and the votes (登记表决)."""

    speeches = Words(
        label="发言（按先后）",
        longest=8000,
        lines=8,
        required="请按发言的先后登记发言，一人一行，例如：王建国：同意。",
        help_text="一人一行：姓名：意见。书记最后表态，写在最后一行；没有发言的删去那一行。",
    )
    in_favour = _count("赞成")
    against = _count("反对")
    abstain = _count("弃权")
    minority = Words(
        label="不同意见",
        longest=1000,
        lines=3,
        help_text="少数人的意见如实记下来；决定作出以后，照决定执行。",
    )

    def votes(self) -> Votes:
        """The three numbers."""
        given = self.cleaned_data
        return Votes(given["in_favour"], given["against"], given["abstain"])


class ResolveForm(OfficeForm):
    """What was decided (形成决定)."""

    decision = Words(
        label="决定的内容",
        longest=2000,
        lines=5,
        required="请写明决定的内容。",
        help_text="写清同意什么、由谁办、有什么要求；纪要和交办单照这里印。",
    )


class NoWordsForm(OfficeForm):
    """Nothing is asked: the page above says what will be entered (未通过)."""


class Officials(forms.ModelChoiceField):
    """People of the street, each with the post: two may have one name."""

    posts: dict[int, list[str]] = {}

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}（{'、'.join(self.posts.get(obj.pk, ['没有任职']))}）"


class AssignForm(OfficeForm):
    """Who carries the decision out, and by when (交办)."""

    owner = Officials(
        label="责任人",
        queryset=User.objects.none(),
        empty_label="请选择",
        error_messages={
            "required": "请选择谁来落实。",
            "invalid_choice": "请从列表里选择在街道任职的人。",
        },
    )
    due_on = day_field(
        "办理期限",
        help_text="哪天以前办结；前一天和当天提醒，过了变红。",
        error_messages={"required": "请填写哪天以前办结。"},
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["owner"]
        assert isinstance(choice, Officials)
        choice.queryset = people
        choice.posts = posts_by_user(people)


class ReassignForm(AssignForm):
    """Somebody else, or another day, and why (改派或者延期)."""

    reason = Words(label="原因", longest=200, lines=2, required="请写明为什么改派或者延期。")


class ReportProgressForm(OfficeForm):
    """How far it has come (报告进展)."""

    words = Words(
        label="进展",
        longest=400,
        lines=4,
        required="请写明做到了哪里。",
        help_text="做了什么、还差什么、要谁协调。",
    )


class ReportDoneForm(OfficeForm):
    """The result (报办完)."""

    words = Words(
        label="办理结果",
        longest=400,
        lines=4,
        required="请写明办理的结果。",
        help_text="对照决定写：办成了什么、哪天办成的。",
    )


class AcceptForm(OfficeForm):
    """Accepted, and told back (验收办结)."""

    feedback = Words(
        label="验收意见",
        longest=400,
        lines=3,
        required="请写明验收意见，例如：已按决定落实。",
        help_text="会反馈给责任人和申报人。",
    )
