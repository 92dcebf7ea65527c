"""The boxes of the app's forms: words without hidden characters, days, amounts."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms

from jiedao.lib import clock, masking, numerals, text
from jiedao.web.forms import OfficeForm

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
TOO_LONG = "最多%(limit_value)d个字，现在有%(show_value)d个字，请删去一些。"


class Words(forms.CharField):
    """Something written: clean, not too long, and where residents read it without their numbers.

    The browser is not told the length: it would cut off silently what is pasted. With `columns`
    the cells of a pasted sheet stay apart.
    """

    def __init__(
        self,
        *,
        lines: int = 1,
        longest: int = 5000,
        public: bool = False,
        columns: bool = False,
        **kwargs: Any,
    ) -> None:
        self.lines, self.is_public, self.has_columns = lines, public, columns
        if lines > 1:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": lines}))
        kwargs["error_messages"] = {"max_length": TOO_LONG} | kwargs.get("error_messages", {})
        # Stripped here, the first and the last line would lose their empty cells.
        super().__init__(max_length=longest, strip=not columns, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}

    def to_python(self, value: Any) -> str:
        try:
            words = text.clean(str(super().to_python(value)), columns=self.has_columns)
        except ValueError as fault:
            raise forms.ValidationError(str(fault), code="unseen") from fault
        return words if self.lines > 1 else words.replace("\n", " ").strip()

    def validate(self, value: str) -> None:
        super().validate(value)
        if self.is_public:
            said = masking.refusal_sentence(masking.find_personal_data(value))
            if said:
                raise forms.ValidationError(said, code="personal_data")


def without_numbers(form: forms.Form, *names: str, field: str, box: str = "") -> None:
    """What a resident says holds no numbers: told with whatever else is wrong, by the gate's own function."""
    given = [str(form.cleaned_data.get(name) or "") for name in names]
    said = masking.why_not_kept(*given, box=box)
    if said:
        form.add_error(field, forms.ValidationError(said, code="personal_data"))


class Day(forms.DateField):
    """A day, picked or typed as people write it; no year the rules could know nothing of."""

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return clock.day_of(value)
        if isinstance(value, date):
            return value
        try:
            day = numerals.read_day(text.half_width(str(value)))
        except ValueError as fault:
            raise forms.ValidationError(str(fault), code="invalid") from fault
        if not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(
                f"{numerals.long_day(day)}的年份不对，请核对。", code="invalid"
            )
        return day


class SquareMetres(forms.DecimalField):
    """An area; commas and a trailing 平方米 are taken as people write them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["error_messages"] = {
            "invalid": "请只填数字，单位是平方米，例如2220或者2220.50。",
            "min_value": "面积要大于零。",
            "max_digits": "面积太大，请核对单位是不是平方米。",
            "max_whole_digits": "面积太大，请核对单位是不是平方米。",
            "max_decimal_places": "面积最多两位小数，请核对小数点。",
        } | kwargs.get("error_messages", {})
        least = Decimal("0.01")
        super().__init__(max_digits=12, decimal_places=2, min_value=least, **kwargs)

    def clean(self, value: Any) -> Any:
        if isinstance(value, str):
            value = _number_as_written(value, "平方米", "㎡")
        return super().clean(value)


def _number_as_written(value: str, *units: str) -> str:
    """The bare number of “2,220.50平方米”."""
    value = text.half_width(value).replace(",", "").strip()
    for unit in units:
        value = value.removesuffix(unit).strip()
    return value


class Number(forms.IntegerField):
    """A count of sheets or people: whole, not negative, not absurd."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["error_messages"] = {
            "required": "请填写数字，没有的填0。",
            "invalid": "请只填整数，没有的填0。",
            "min_value": "不能是负数，没有的填0。",
            "max_value": "数字太大，请核对。",
        } | kwargs.get("error_messages", {})
        super().__init__(**{"min_value": 0, "max_value": 9_999_999} | kwargs)


class StepForm(OfficeForm):
    """The form of a step (环节): what only a person can know, and last the day it was done."""

    on = Day(
        label="办理日期",
        initial=clock.today,
        help_text="今天办的不用改；补登以前办的，改成实际办理的那天。",
        error_messages={"required": "请选择办理日期。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = self.fields.pop("on")


FILLED_IN = "还没有提交：有一栏是防垃圾信息用的，可能是浏览器替您填了，现在已经清空。请再提交一次。"


class ResidentForm(OfficeForm):
    """A form that anybody may send from the board, without an account."""

    # People never see this box; programs that fill in everything do.
    website = forms.CharField(
        label="网址（请不要填写）",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Nobody is thanked for what is not kept: a browser may have filled in what nobody sees."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("website"):
            shown: Any = self.data
            self.data = shown = shown.copy()
            shown["website"] = ""
            self.add_error(None, FILLED_IN)
        return cleaned
