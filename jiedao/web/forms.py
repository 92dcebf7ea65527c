"""The office's form: shape of input; a refusal comes back at the field and nothing typed is lost."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, transaction

from jiedao.lib.refusals import Refused
from jiedao.web.constraints import sentence_for

Result = TypeVar("Result")
# No office stands on paper outside these; what follows a day may be reckoned from it.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
WRONG_YEAR = "年份不对，请核对。"


def day_field(label: str, **options: Any) -> forms.DateField:
    """A day, picked in the browser's calendar, of a year there can be."""
    picked = forms.DateInput(attrs={"type": "date"})
    within = [MinValueValidator(FIRST_DAY, WRONG_YEAR), MaxValueValidator(LAST_DAY, WRONG_YEAR)]
    return forms.DateField(label=label, widget=picked, validators=within, **options)


DASHES = "---------"


class OfficeForm(forms.Form):
    """A form that can try an action and shows its refusal where it belongs."""

    # The boxes that are called otherwise than the words of the action.
    box_of: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # Django's own words for “nothing chosen” are a row of dashes.
            if isinstance(field, forms.ModelChoiceField) and field.empty_label == DASHES:
                field.empty_label = "请选择"

    def attempt(self, act: Callable[[], Result]) -> Result | None:
        """Run an action in a transaction, or within one in a savepoint; refused, nothing of it stays.

        Its refusal becomes an error of this form, and None returns.
        """
        try:
            with transaction.atomic():
                return act()
        except Refused as refused:
            refusal = refused.refusal
            box = self.box_of.get(refusal.field, refusal.field)
            field = box if box in self.fields else None
            self.add_error(field, forms.ValidationError(refusal.in_full, code=refusal.code))
        except IntegrityError as error:
            self.add_error(None, sentence_for(error))
        return None

    def values(self, *names: str) -> dict[str, Any]:
        """The cleaned values of some fields, for the action's keywords."""
        return {name: self.cleaned_data[name] for name in names}
