"""The shape of what is entered about units, bodies, seats and head counts."""

from datetime import date, timedelta
from typing import Any

from django import forms

from jiedao.lib import clock
from jiedao.organisation import eligibility, importing
from jiedao.organisation.models import Body, Seat, Term, Unit
from jiedao.organisation.rosters import POSITIONS
from jiedao.organisation.states import BENEATH, BodyKind, UnitLevel
from jiedao.people.models import Person
from jiedao.web.forms import OfficeForm, day_field

ROSTER_HINT = (
    "每行一个人，先写姓名，空一格写职务或居民小组，可以从Excel整列复制过来。"
    "没写职务的按{default}登记。两个人同名时写明区别，如“王芳（3号楼）”。"
)
MOST_BYTES = 5 * 1024 * 1024
MOST_HEADS = 9_999_999


class ImportForm(OfficeForm):
    """The file with the list of units."""

    file = forms.FileField(
        label="单位名单",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text="xlsx或csv表格，四列：代码、名称、上级代码、层级。重复导入同一份名单不会多出单位。",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("文件超过5MB，单位名单不会有这么大，请核对是否选错了文件。")
        return file


class UnitForm(OfficeForm):
    """A unit's name and where it is found."""

    name = forms.CharField(label="名称", max_length=importing.LONGEST_NAME)
    short_name = forms.CharField(
        label="简称",
        max_length=importing.LONGEST_SHORT_NAME,
        required=False,
        help_text="列表和公示里用的叫法，不填时由平台从名称里取。",
    )


class ContactForm(OfficeForm):
    """Where a unit is found and when; residents see it on every notice."""

    phone = forms.CharField(
        label="联系电话",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text="居民能看到，请填办公电话，不要填个人手机。",
    )
    address = forms.CharField(label="办公地点", max_length=120, required=False)
    hours = forms.CharField(
        label="办公时间", max_length=60, required=False, help_text="如：工作日8:30至18:00"
    )


class AddUnitForm(UnitForm, ContactForm):
    """A department, an estate or a grid beneath a unit."""

    level = forms.ChoiceField(label="设什么", widget=forms.RadioSelect)
    field_order = ("level", "name", "short_name", "phone", "address", "hours")

    def __init__(self, parent: Unit, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = [UnitLevel(level) for level in BENEATH[parent.level]]
        levels = [level for level in offered if level not in importing.DIGITS]
        field = self.fields["level"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(level.value, str(level.label)) for level in levels]
        if len(levels) == 1:
            field.initial = levels[0].value


class CloseForm(OfficeForm):
    """From which day a unit is no more."""

    closed_on = day_field(
        "撤销日期", help_text="撤销后不能再在这个单位登记新的事项，原有记录都保留。"
    )


class TermForm(OfficeForm):
    """A term of a body, with its roster as pasted."""

    number = forms.IntegerField(
        label="第几届",
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    begins_on = day_field("任期从哪天开始")
    ends_on = day_field("到哪天届满（含当天）")
    roster = forms.CharField(label="名单", widget=forms.Textarea(attrs={"rows": "12"}))

    def __init__(self, kind: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        default = POSITIONS[kind][0].label if kind else "委员（居民代表按代表）"
        self.fields["roster"].help_text = ROSTER_HINT.format(default=default)

    @property
    def until(self) -> date:
        """The first day after the term: people write the last day, the term is half-open."""
        day: date = self.cleaned_data["ends_on"]
        return day + timedelta(days=1)


class EstablishForm(TermForm):
    """A body that is not registered yet, with the term that runs."""

    kind = forms.ChoiceField(label="登记哪个组织", widget=forms.RadioSelect)
    name = forms.CharField(
        label="全称",
        max_length=80,
        required=False,
        help_text="不填时用通常的全称，如“体育社区居民委员会”。",
    )
    field_order = ("kind", "name", "number", "begins_on", "ends_on", "roster")

    def __init__(self, unit: Unit, taken: list[str], *args: Any, **options: Any) -> None:
        super().__init__("", *args, **options)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (kind.value, eligibility.word_for(unit, kind))
            for kind in BodyKind
            if kind.value not in taken
        ]


class SeatForm(OfficeForm):
    """One more person in a running term."""

    person = forms.CharField(
        label="姓名", max_length=60, help_text="本社区有同名的人时写明区别，如“王芳（3号楼）”。"
    )
    position = forms.ChoiceField(label="职务", widget=forms.RadioSelect)
    group = forms.CharField(label="居民小组或网格", max_length=40, required=False)
    joined_on = day_field("任职日期")

    def __init__(self, body: Body, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["position"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, str(one.label)) for one in POSITIONS[body.kind]]
        field.initial = POSITIONS[body.kind][0].value


class LeaveForm(OfficeForm):
    """From which day a person no longer sits, and why."""

    left_on = day_field("离任日期", help_text="从这一天起不再计入应到人数。")
    reason = forms.CharField(label="原因", max_length=120, help_text="如：辞职、调离、届中罢免。")


class KinshipForm(OfficeForm):
    """Two people of a community who are near relatives."""

    one = forms.ModelChoiceField(Person.objects.none(), label="甲")
    other = forms.ModelChoiceField(Person.objects.none(), label="乙")
    relation = forms.CharField(
        label="关系",
        max_length=20,
        help_text="近亲属指配偶、父母、子女、兄弟姐妹、祖父母、外祖父母、孙子女、外孙子女。",
    )

    def __init__(self, people: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("one", "other"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = people


class HeadCountForm(OfficeForm):
    """Adults and households of a community on a day, and who says so."""

    counted_on = day_field("截止日期")
    adults = forms.IntegerField(
        label="十八周岁以上居民人数",
        min_value=1,
        max_value=MOST_HEADS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    households = forms.IntegerField(
        label="户数",
        min_value=1,
        max_value=MOST_HEADS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    source = forms.CharField(
        label="数字来源", max_length=120, help_text="如：派出所户籍底册、社区人口台账。"
    )


def next_term(body: Body, last: Term | None) -> dict[str, Any]:
    """What the form of a new term can know: the number after the last, the day after its end."""
    begins_on = last.ends_on if last else clock.today()
    return {"number": last.number + 1 if last else 1, "begins_on": begins_on}


def pasted(seats: list[Seat]) -> str:
    """A roster as it would be typed: what a new term starts from."""
    return "\n".join(
        " ".join(filter(None, (str(seat.person), seat.get_position_display(), seat.group)))
        for seat in seats
    )
