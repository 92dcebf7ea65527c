"""The shape of what is typed about a paper from above."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from jiedao.access.selectors import posts_by_user
from jiedao.activities.models import Activity
from jiedao.activities.states import Genre, Level, Way
from jiedao.attachments.content import ALLOWED
from jiedao.attachments.forms import ACCEPT
from jiedao.lib import clock, document_numbers
from jiedao.lib.numerals import long_day
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.web.fields import Words, choose_from, offer
from jiedao.web.forms import OfficeForm, day_field


class _PersonChoice(forms.ModelChoiceField):
    """A person with his posts."""

    posts: dict[int, list[str]]

    def label_from_instance(self, user: Any) -> str:
        return f"{user}（{'、'.join(self.posts.get(user.pk, []))}）"


def _responsible(*, required: bool, help_text: str) -> _PersonChoice:
    return _PersonChoice(
        label="责任人",
        queryset=User.objects.none(),
        required=required,
        empty_label="请选择" if required else "登记的人自己负责",
        help_text=help_text,
        error_messages={
            "required": "请选择由谁负责。",
            "invalid_choice": "请从列表里选择。",
        },
    )


def _choose_people(form: forms.Form, people: QuerySet[User]) -> None:
    choice = form.fields["responsible"]
    assert isinstance(choice, _PersonChoice)
    choice.posts = posts_by_user(people)
    choice.queryset = people


class InChargeForm(OfficeForm):
    """Who sees to the study of a paper and to its handing down (定责任人)."""

    responsible = _responsible(
        required=True, help_text="学习的期限算他的，到期提醒他，逾期也写他的名字。"
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_people(self, people)


class ReceiveForm(OfficeForm):
    """A paper that came from above (登记上级文件)."""

    unit = forms.ModelChoiceField(
        label="哪个单位收到的",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        error_messages={
            "required": "请选择是哪个单位收到的。",
            "invalid_choice": "请从列表里选择您负责的单位。",
        },
    )
    title = Words(
        label="标题",
        longest=80,
        required="请写文件的标题，照原文填写。",
        help_text="照原文填写，书名号可以不写。",
    )
    level = forms.ChoiceField(
        label="哪一级",
        choices=Level.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择是哪一级的。", "invalid_choice": "请选择是哪一级的。"},
    )
    genre = forms.ChoiceField(
        label="种类",
        choices=Genre.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择种类。", "invalid_choice": "请选择种类。"},
    )
    issuer = Words(
        label="发文机关或讲话人",
        longest=80,
        required="请写明发文机关；领导讲话的，写讲话人。",
        help_text="例如：中共金水区委办公室。",
    )
    document_number = Words(
        label="文号",
        longest=40,
        help_text="例如：金办〔2026〕12号。括号怎么打都可以；没有文号的空着。",
    )
    received_on = day_field(
        "收到日期",
        initial=clock.today,
        help_text="学习的期限从这一天起算。",
        error_messages={"required": "请填写收到的日期。"},
    )
    summary = Words(
        label="主要精神",
        longest=2000,
        lines=4,
        required="请用一两句话写明主要精神。",
        help_text="一两句话：要求做什么，谁来做。以后按这里的词也能找到。",
    )
    file = forms.FileField(
        label="文件",
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=f"收{ALLOWED}。涉密文件不上传，也不登记在这里。",
        error_messages={"required": "请选择文件；只有纸质的，请扫描或者拍照。"},
    )

    responsible = _responsible(
        required=False, help_text="谁组织学习和传达，期限就算谁的；以后也可以另定。"
    )

    def __init__(
        self, *args: Any, units: QuerySet[Unit], people: QuerySet[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)
        _choose_people(self, people)

    def clean_document_number(self) -> str:
        """What is wrong with it is said together with what else is wrong."""
        typed: str = self.cleaned_data["document_number"]
        try:
            return document_numbers.read(typed)
        except ValueError as fault:
            raise forms.ValidationError(str(fault), code="number") from fault


class _StudyChoice(forms.ModelChoiceField):
    """A study by its day and topic."""

    def label_from_instance(self, activity: Any) -> str:
        dossier = activity.dossier
        return f"{long_day(activity.held_on)} {dossier.title}（{dossier.unit}）"


class StudyForm(OfficeForm):
    """At which study it was studied (登记学习)."""

    activity = _StudyChoice(
        label="在哪一次集中学习",
        queryset=Activity.objects.none(),
        empty_label="请选择",
        help_text="到会的人就算学习了；缺席的人补学以后算。",
        error_messages={
            "required": "请选择是哪一次集中学习。",
            "invalid_choice": "请从列表里选择已经登记召开的集中学习。",
        },
    )

    def __init__(self, *args: Any, studies: QuerySet[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "activity", studies)


class RelayForm(OfficeForm):
    """To whom it was handed down, when and how (传达)."""

    units = forms.ModelMultipleChoiceField(
        label="传达到哪些单位",
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择传达到哪些单位。"},
    )
    on = day_field(
        "传达日期", initial=clock.today, error_messages={"required": "请填写传达的日期。"}
    )
    way = forms.ChoiceField(
        label="传达方式",
        choices=Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择怎么传达的。", "invalid_choice": "请选择怎么传达的。"},
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["units"]
        assert isinstance(choice, forms.ModelMultipleChoiceField)
        choice.queryset = units
