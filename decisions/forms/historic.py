"""The form of taking old matters over: the file."""

from django import forms

from jiedao.web.forms import OfficeForm

MOST_BYTES = 5 * 1024 * 1024


class HistoricForm(OfficeForm):
    """An Excel file of old matters (历史补录)."""

    file = forms.FileField(
        label="填好的表格",
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text="用下载的模板填写，一行一件，一次最多500件。先看核对结果，确认以后才补录。",
        error_messages={"required": "请选择表格。", "empty": "文件是空的，请重新选择。"},
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("文件超过5兆，请删去图片和空行，或者拆开后分几次补录。")
        return file
