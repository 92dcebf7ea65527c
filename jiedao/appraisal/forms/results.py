"""Forms of what a result is used for."""

from django import forms

from jiedao.appraisal.states import Use
from jiedao.attachments.content import ALLOWED
from jiedao.attachments.forms import ACCEPT
from jiedao.web.fields import Words
from jiedao.web.forms import OfficeForm, day_field


class AwardForm(OfficeForm):
    """An honour with its document (评先创优)."""

    name = Words(
        label="荣誉",
        longest=60,
        required="请写明荣誉的名称。",
        help_text="例如：四项制度工作先进社区。",
    )
    document_number = Words(
        label="文号", longest=40, help_text="例如：经八办〔2027〕3号；没有文号的空着。"
    )
    awarded_on = day_field("表彰日期", error_messages={"required": "请填写表彰的日期。"})
    file = forms.FileField(
        label="表彰文件",
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=f"收{ALLOWED}。",
        error_messages={"required": "请选择表彰文件；只有纸质的，请扫描或者拍照。"},
    )


class UseForm(OfficeForm):
    """What followed from the result (结果运用)."""

    kind = forms.ChoiceField(
        label="怎么用",
        choices=Use.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择怎么用。", "invalid_choice": "请选择怎么用。"},
    )
    words = Words(
        label="内容",
        longest=300,
        lines=3,
        required="请写明做了什么。",
        help_text="例如：就走访记录不全约谈社区书记，要求三月底前补齐。",
    )
    taken_on = day_field("日期", error_messages={"required": "请填写日期。"})
