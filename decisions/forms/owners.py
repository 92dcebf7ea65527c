"""Forms of an owner vote, and reading its sheet: areas and owners added up, each owner once."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from decisions.actions.owners import OwnerCount
from decisions.forms.fields import Day, Number, SquareMetres, StepForm, Words
from jiedao.lib import sheets, text
from jiedao.lib.sheets import Cell, Row

OWNER, AREA, SAID = "业主编号", "专有部分面积", "意见"
COLUMNS = (OWNER, AREA, SAID)
SAYINGS = {"同意": "for", "反对": "against", "弃权": "abstain", "未参加": ""}
LARGEST = 10 * 1024 * 1024
MOST_AREA = Decimal("9999999999.99")


class BeginOwnerVoteForm(StepForm):
    """The vote begins: until when, how, and the totals it is held against (开始业主表决)."""

    until = Day(label="表决截止", error_messages={"required": "请选择表决到哪一天为止。"})
    place = Words(
        label="表决方式和地点",
        longest=120,
        public=True,
        help_text="例如“书面征求意见，3号院物业服务中心设投票箱”。",
        error_messages={"required": "请写明怎么表决、在哪里投票。"},
    )
    total_area = SquareMetres(
        label="专有部分总面积（平方米）",
        help_text="按不动产登记簿或者物业移交资料，最多两位小数。",
        error_messages={"required": "请填写专有部分总面积。"},
    )
    total_heads = Number(
        label="业主总人数", min_value=1, help_text="一人有几套房的按一人计；共有的按一人计。"
    )


class CountOwnerVoteForm(StepForm):
    """The sheet of the vote (业主表决汇总表)."""

    sheet = forms.FileField(
        label="表决汇总表",
        help_text=(
            f"xlsx或csv，每套房一行，三列：{'、'.join(COLUMNS)}。同一业主的几套房写同一个编号；"
            f"意见写{'、'.join(SAYINGS)}。不写姓名、房号和电话。"
        ),
        error_messages={"required": "请选择表决汇总表。"},
    )

    def clean_sheet(self) -> UploadedFile:
        given: UploadedFile = self.cleaned_data["sheet"]
        try:
            self.count = read_sheet(given)
        except ValueError as fault:
            raise forms.ValidationError(str(fault).split("\n")) from fault
        return given

    def count_and_sheet(self) -> dict[str, Any]:
        """What the action takes: the sums and the sheet they come from."""
        return {"count": self.count, "sheet": self.cleaned_data["sheet"]}


def read_sheet(given: UploadedFile) -> OwnerCount:
    """The sheet added up; ValueError with a sentence per faulty line, the first five."""
    if (given.size or 0) > LARGEST:
        raise ValueError("汇总表超过10兆，请删去图片和多余的工作表后再上传。")
    content = given.read()
    given.seek(0)
    rows = sheets.read_table(content, str(given.name))
    missing = [name for name in COLUMNS if name not in rows[0]]
    if missing:
        raise ValueError(f"表头缺少“{'”“'.join(missing)}”，请照模板的三列填写。")
    said: dict[str, str] = {}
    areas = {"for": Decimal(0), "against": Decimal(0), "abstain": Decimal(0)}
    faults: list[str] = []
    for row in rows:
        try:
            owner, area, saying = _line(row)
            if said.setdefault(owner, saying) != saying:
                raise ValueError(f"业主“{owner}”前面写的意见不一样，一个业主只能有一种意见。")
        except ValueError as fault:
            faults.append(f"第{row.number}行：{fault}")
            continue
        if saying:
            areas[saying] += area
    if faults:
        raise ValueError("\n".join(faults[:5]))
    heads = {kind: sum(1 for saying in said.values() if saying == kind) for kind in areas}
    return OwnerCount(
        for_area=areas["for"],
        for_heads=heads["for"],
        against_area=areas["against"],
        against_heads=heads["against"],
        abstain_area=areas["abstain"],
        abstain_heads=heads["abstain"],
    )


def _line(row: Row) -> tuple[str, Decimal, str]:
    owner, saying = _words(row[OWNER]), _words(row[SAID])
    if not owner:
        raise ValueError(f"没有写{OWNER}，可以写1、2、3。")
    if saying not in SAYINGS:
        raise ValueError(f"意见写的是“{saying or '空'}”，请写{'、'.join(SAYINGS)}之一。")
    try:
        area = Decimal(_words(row[AREA]))
    except InvalidOperation:
        raise ValueError(f"面积“{_words(row[AREA])}”不是数字，单位是平方米。") from None
    if not area.is_finite() or not 0 < area <= MOST_AREA or area != round(area, 2):
        raise ValueError(f"面积“{_words(row[AREA])}”不对，要大于零、最多两位小数。")
    return owner, area, SAYINGS[saying]


def _words(cell: Cell) -> str:
    return text.half_width("" if cell is None else str(cell)).strip().replace(",", "")


class ResolveByOwnersForm(StepForm):
    """What the owners decided, word for word (业主决定)."""

    text = Words(
        label="决定内容",
        lines=8,
        public=True,
        help_text="照表决票上的表决事项写，公示时一字不改。",
        error_messages={"required": "请写明业主决定了什么。"},
    )


class RejectByOwnersForm(StepForm):
    """The owners did not pass it (业主表决未通过)."""
