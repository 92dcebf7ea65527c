import hashlib
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import Workbook, load_workbook

from jiedao.lib import sheets

COLUMNS = ["姓名", "说明"]


def opened(export):
    return load_workbook(io.BytesIO(export.content)).worksheets[0]


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "＝1", "#N/A"],
)
def test_text_that_looks_like_a_formula_stays_text(words):
    cell = opened(sheets.workbook("名单", COLUMNS, [["张三", words]]))["B2"]
    assert cell.data_type == "s"
    assert cell.value.strip() == words.strip()
    assert cell.quotePrefix == (words[0] != "#")


@given(some.text(max_size=40))
def test_no_text_becomes_a_formula_or_breaks_the_file(words):
    cell = opened(sheets.workbook("名单", COLUMNS, [["张三", words]]))["B2"]
    assert cell.data_type in ("s", "n", "inlineStr")
    assert cell.value is None or isinstance(cell.value, str)


def test_a_list_has_a_header_that_stays_and_real_dates_and_numbers():
    moment = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
    export = sheets.workbook(
        "事项/名单",
        ["事项", "日期", "时间", "票数", "金额", "公开", "备注"],
        [["日间照料中心", date(2026, 11, 23), moment, 38, Decimal("86.5"), True, None]],
    )
    sheet = opened(export)
    assert sheet.title == "事项 名单"
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert str(sheet["B2"].value) == "2026-11-23 00:00:00"
    assert sheet["B2"].number_format == 'yyyy"年"m"月"d"日"'
    assert str(sheet["C2"].value) == "2026-11-24 01:30:00"
    assert [sheet.cell(2, column).value for column in (4, 5, 6, 7)] == [38, 86.5, "是", None]
    assert sheet.column_dimensions["A"].width >= 12


def test_the_digest_of_an_export_is_that_of_its_bytes():
    export = sheets.workbook("名单", COLUMNS, [["张三", "好"]])
    assert export.sha256 == hashlib.sha256(export.content).hexdigest()
    assert export.rows == 1


def test_a_long_list_is_written_whole():
    export = sheets.workbook("名单", ["序号"], ([number] for number in range(1000)))
    assert (export.rows, opened(export).max_row) == (1000, 1001)


def test_a_row_that_does_not_fit_the_header_is_a_mistake():
    with pytest.raises(ValueError, match="第1行有1格"):
        sheets.workbook("名单", COLUMNS, [["张三"]])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_csv_is_read_in_the_encodings_offices_use(encoding):
    content = "姓名,说明\r\n张三,“网格员，兼职”\r\n".encode(encoding)
    (row,) = sheets.read_table(content, "名单.csv")
    assert row == {"姓名": "张三", "说明": "“网格员，兼职”"}
    assert row.number == 2


def test_a_table_copied_out_with_tabs_is_read():
    assert sheets.read_table("姓名\t说明\n张三\t好\n".encode(), "名单.txt") == [
        {"姓名": "张三", "说明": "好"}
    ]


def test_an_export_can_be_imported_again():
    rows = [["张三", date(2026, 1, 1), 3], ["=李四", date(2026, 2, 1), 4]]
    export = sheets.workbook("名单", ["姓名", "日期", "数"], rows)
    assert [list(row.values()) for row in sheets.read_table(export.content, "x.XLSX")] == rows


def test_blank_lines_are_skipped_and_line_numbers_stay_those_of_the_file():
    table = sheets.read_table("姓名,说明\n,\n张三,\n\n李四,好\n".encode(), "名单.csv")
    assert [(row.number, row["姓名"]) for row in table] == [(3, "张三"), (5, "李四")]


def excel(*lines):
    book = Workbook()
    for line in lines:
        book.active.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_numbers_from_excel_come_back_exact():
    (row,) = sheets.read_table(excel(["甲", "乙", "丙"], [3.0, 86.5, " 文 "]), "表.xlsx")
    assert list(row.values()) == [3, Decimal("86.5"), "文"]


@pytest.mark.parametrize(
    ("content", "filename", "why"),
    [
        (b"", "a.csv", "是空的"),
        (b"x", "a.xls", "另存为xlsx"),
        (b"x", "a.pdf", "不认识"),
        (b"not a zip", "a.xlsx", "打不开"),
        ("姓名,姓名\n1,2".encode(), "a.csv", "不止一次"),
        ("姓名,,说明\n1,2,3".encode(), "a.csv", "第2列是空的"),
        ("姓名,说明\n1,2,3".encode(), "a.csv", "第2行比表头多"),
        ("姓名,说明\n".encode(), "a.csv", "只有表头"),
        (b"\n\n", "a.csv", "没有内容"),
        (b"\xff\xff\xff\x80", "a.csv", "编码"),
        (excel(), "a.xlsx", "没有内容"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content, filename, why):
    with pytest.raises(ValueError, match=why):
        sheets.read_table(content, filename)
