"""How forms are drawn: the portal's own templates, and the classes and sentences of its look."""

from typing import Any

from django.forms import (
    BaseForm,
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    Field,
    FileInput,
    RadioSelect,
    Select,
    Textarea,
    Widget,
)
from django.forms.renderers import TemplatesSetting

# The first kind that fits decides: class of the box, and what is said when it was left empty.
KINDS: tuple[tuple[type[Widget], str, str], ...] = (
    (CheckboxInput, "form-check-input", "请核对后打勾。"),
    (CheckboxSelectMultiple, "form-check-input", "请至少勾选一项。"),
    (RadioSelect, "form-check-input", "请选择一项。"),
    (Select, "form-select", "请选择一项。"),
    (FileInput, "form-control", "请选择要上传的文件。"),
    (Widget, "form-control", "请填写，不能空着。"),
)
DJANGOS_ROWS, OUR_ROWS = "10", "4"


def look_of(widget: Widget) -> tuple[str, str]:
    """The css class of a widget and its sentence for "left empty"."""
    return next((name, empty) for kind, name, empty in KINDS if isinstance(widget, kind))


class PortalBoundField(BoundField):
    """A field on a page: knows its look and its sentence, so that no form has to."""

    def __init__(self, form: BaseForm, field: Field, name: str) -> None:
        super().__init__(form, field, name)
        # A form's own sentence stays; only Django's is put into the office's words. The field is
        # this form's copy, and bound fields exist before it is cleaned.
        if field.error_messages.get("required") is Field.default_error_messages["required"]:
            field.error_messages["required"] = look_of(field.widget)[1]

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        drawn = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        if drawn.is_hidden:
            return built
        classes = (look_of(drawn)[0], drawn.attrs.get("class"), built.get("class"))
        built["class"] = " ".join(str(name) for name in classes if name)
        if isinstance(drawn, Textarea) and drawn.attrs.get("rows") == DJANGOS_ROWS:
            built["rows"] = OUR_ROWS
        return built

    @property
    def is_tick(self) -> bool:
        """One box to tick: its label stands to the right of it."""
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def optional(self) -> str:
        """What stands behind the label of what may be left empty: for good, or only for now."""
        if self.field.required:
            return ""
        for_now: dict[str, str] = getattr(self.form, "for_now", {})
        return for_now.get(self.name, "选填")

    @property
    def box_id(self) -> str:
        """Where the error summary leads to when there is no single box to type in."""
        return f"{self.auto_id}_box"


class PortalRenderer(TemplatesSetting):
    """Finds form templates in `templates/django/forms` first, then in Django's own."""

    bound_field_class = PortalBoundField
