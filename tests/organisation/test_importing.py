"""Taking the list of units into the tree, with the real list of the district."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from openpyxl import Workbook

from jiedao.ledger.models import Entry
from jiedao.lib.refusals import Refused
from jiedao.organisation import actions, importing
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.actions import system
from jiedao.people.models import User
from tests.support import statements

REAL = Path(importing.__file__).parent / "data" / "units-410105.csv"
HEAD = "code,name,parent_code,level\n"
TOP = HEAD + "410105,金水区,,区\n410105001,经八路街道,410105,街道\n"

pytestmark = pytest.mark.django_db


def take(content: bytes | str, filename: str = "units.csv") -> actions.ImportResult:
    content = content.encode() if isinstance(content, str) else content
    return actions.import_units(content, filename=filename, by=system())


def faults(result: actions.ImportResult) -> dict[int, str]:
    return {error.line: error.sentence for error in result.errors}


def test_the_real_list_makes_24_streets_and_287_communities_and_villages() -> None:
    result = take(REAL.read_bytes())
    assert (result.created, result.updated, result.unchanged, result.errors) == (312, 0, 0, ())
    counted = {level: Unit.objects.filter(level=level).count() for level in UnitLevel.values}
    assert counted[UnitLevel.STREET] == 24
    assert (counted[UnitLevel.COMMUNITY], counted[UnitLevel.VILLAGE]) == (242, 45)
    community = Unit.objects.get(code="410105001003")
    root = Unit.objects.get(parent=None)
    assert community.path == f"/{root.pk}/{community.parent_id}/{community.pk}/"
    assert community.ancestor_ids == (root.pk, community.parent_id, community.pk)
    assert Unit.objects.within(root).count() == 312


def test_importing_twice_duplicates_nothing_and_enters_nothing_in_the_ledger() -> None:
    take(REAL.read_bytes())
    again = take(REAL.read_bytes())
    assert (again.created, again.updated, again.unchanged) == (0, 0, 312)
    assert Unit.objects.count() == 312
    assert Entry.objects.filter(act="organisation.import_units").count() == 1


def test_the_ledger_keeps_the_counts_and_the_digest_of_the_file() -> None:
    take(REAL.read_bytes())
    entry = Entry.objects.get(act="organisation.import_units")
    assert "新增312个单位" in entry.words
    assert '"sha256"' in entry.body
    assert entry.unit is not None
    assert entry.unit.parent is None


def test_the_number_of_statements_does_not_grow_with_the_list() -> None:
    people = system()
    take(HEAD + "410105,金水区,,区\n")  # the first line of a ledger has none before it
    small = TOP.encode()
    assert statements(lambda: actions.import_units(small, filename="a.csv", by=people)) == (
        statements(lambda: actions.import_units(REAL.read_bytes(), filename="b.csv", by=people))
    )


@pytest.mark.parametrize(
    ("level", "written", "short", "full"),
    [
        ("社区", "体育社区居民居委会", "体育社区", "体育社区居民委员会"),
        ("社区", "体育社区居民委员会", "体育社区", "体育社区居民委员会"),
        ("社区", "绿财社区居委会", "绿财社区", "绿财社区居民委员会"),
        ("社区", "绿财居委会", "绿财社区", "绿财社区居民委员会"),
        ("社区", "东风路科技市场拟社区", "东风路科技市场拟社区", "东风路科技市场拟社区"),
        ("村", "关虎屯村委会", "关虎屯村", "关虎屯村村民委员会"),
        ("村", "大河村村委会", "大河村", "大河村村民委员会"),
        ("村", "张家村村委会", "张家村", "张家村村民委员会"),
        ("村", "东风路白庙村村民委员会", "东风路白庙村", "东风路白庙村村民委员会"),
        ("街道", "经八路街道办事处", "经八路街道", "经八路街道办事处"),
    ],
)
def test_official_names_are_mended_and_shortened(
    level: str, written: str, short: str, full: str
) -> None:
    kind = importing.LEVELS[level]
    assert importing.short_name(written, kind) == short
    assert importing.full_name(written, kind) == full


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_saved_by_excel_in_any_encoding_is_read(encoding: str) -> None:
    assert take(REAL.read_text("utf-8").encode(encoding)).created == 312


def test_an_xlsx_whose_codes_became_numbers_is_read() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["代码", "名称", "上级代码", "层级"])
    sheet.append([410105, "金水区", None, "区"])
    sheet.append([410105001, "经八路街道", 410105, "街道"])
    sheet.append([410105001003, "体育社区居民居委会", 410105001, "社区"])
    buffer = io.BytesIO()
    book.save(buffer)
    assert take(buffer.getvalue(), "名单.xlsx").created == 3
    assert Unit.objects.get(code="410105001003").short_name == "体育社区"


def test_parents_may_come_after_their_children() -> None:
    lines = REAL.read_text("utf-8").splitlines()
    assert take("\n".join([lines[0], *reversed(lines[1:])])).created == 312


def test_a_new_name_in_the_list_updates_the_unit_and_its_pinyin() -> None:
    take(TOP)
    before = Unit.objects.get(code="410105001")
    result = take(TOP.replace("经八路", "纬四路"))
    after = Unit.objects.get(code="410105001")
    assert (result.created, result.updated, result.unchanged) == (0, 1, 1)
    assert (after.pk, after.short_name) == (before.pk, "纬四路街道")
    assert after.sort_key.startswith("wei3")


BAD_ROWS = [
    (
        "410105002003,建业社区居民委员会,410105009,社区",
        "上级代码410105009既不在文件里，也不在平台里",
    ),
    ("410105001,二七路街道,410105,街道", "代码410105001在第3行已经出现过"),
    ("41010500A003,建业社区,410105001,社区", "社区的代码是12位数字"),
    ("4.10105E+11,建业社区,410105001,社区", "科学记数"),
    ("410105001003,建业社区,410105,社区", "社区不能设在区“金水区”之下，它下面可以设街道、科室"),
    ("410105002003,建业社区,410105001,社区", "不是以上级单位的代码410105001开头"),
    ("410105001003,=HYPERLINK(1),410105001,社区", "像是公式"),
    ("410105001003,<b>建业</b>社区,410105001,社区", "名称里有符号“<”"),
    (f"410105001003,{'长' * 81}社区,410105001,社区", "名称有83个字，最多80个字"),
    (f"410105001003,{'长' * 50}社区,410105001,社区", "最多40个字"),
    ("410105001003,,410105001,社区", "名称没有填"),
    (",建业社区,410105001,社区", "代码没有填"),
    ("410105001003,建业社区,,社区", "没有填上级代码"),
    ("410105001003,建业社区,410105001003,社区", "就是它自己"),
    ("410105001003,建业社区,410105001,小组", "层级“小组”不认识"),
    ("410106,中原区,410105,区", "区是最上级单位"),
]


@pytest.mark.parametrize(("row", "said"), BAD_ROWS)
def test_a_bad_row_is_named_with_its_line_and_the_others_are_imported(row: str, said: str) -> None:
    result = take(f"{TOP}{row}\n410105001006,科技社区居民委员会,410105001,社区\n")
    assert said in faults(result)[4]
    assert list(faults(result)) == [4]
    assert result.created == 3


def test_two_rows_that_are_each_others_parent_are_named_as_a_circle() -> None:
    rows = "410105001-X01,一号院,410105001-X02,小区\n410105001-X02,二号院,410105001-X01,小区\n"
    result = take(TOP + rows)
    assert faults(result) == dict.fromkeys(
        (4, 5), "第4、5行互为上级，绕成了一圈，请改正其中一行的上级代码。"
    )
    assert result.created == 2


def test_children_of_a_bad_row_are_told_which_line_to_mend_first() -> None:
    rows = "410105002,=街道,410105,街道\n410105002001,建业社区,410105002,社区\n"
    assert "它的上级在第4行，那一行没有导入" in faults(take(TOP + rows))[5]


def test_a_file_cannot_move_a_unit_nor_change_what_it_is() -> None:
    take(TOP + "410105002,花园路街道,410105,街道\n410105001003,体育社区,410105001,社区\n")
    moved = HEAD + "410105001003,体育社区,410105002,社区\n"
    assert "不能把它改到别的单位之下" in faults(take(moved))[2]
    turned = HEAD + "410105001003,体育社区,410105001,科室\n"
    assert "导入不能改成科室" in faults(take(turned))[2]


def test_a_village_may_become_a_community() -> None:
    take(TOP + "410105001203,关虎屯村委会,410105001,村\n")
    result = take(HEAD + "410105001203,关虎屯社区居委会,410105001,社区\n")
    assert (result.updated, result.errors) == (1, ())
    assert Unit.objects.get(code="410105001203").level == UnitLevel.COMMUNITY


@pytest.mark.parametrize(
    ("content", "filename", "said"),
    [
        (b"", "a.csv", "是空的"),
        (HEAD.encode(), "a.csv", "只有表头"),
        ("代码,名称\n1,2\n".encode(), "a.csv", "表头里缺少“上级代码”、“层级”"),
        (b"PK\x03\x04broken", "a.xlsx", "打不开"),
        (b"x", "a.doc", "不认识"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(
    content: bytes, filename: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        take(content, filename)


def test_a_street_administrator_imports_beneath_his_street_only(street_admin: User) -> None:
    from_file = (
        HEAD + "410105002,花园路街道,410105,街道\n410105001007,省委社区居委会,410105001,社区\n"
    )
    result = actions.import_units(from_file.encode(), filename="a.csv", by=street_admin)
    assert result.created == 1
    assert "不在您维护组织机构的范围内" in faults(result)[2]


def test_without_the_duty_nothing_is_imported(zhao_chair: User) -> None:
    with pytest.raises(Refused, match="没有“维护组织机构”职责，不能导入单位"):
        actions.import_units(REAL.read_bytes(), filename="a.csv", by=zhao_chair)


def test_the_command_imports_the_list_that_comes_with_us(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("import_units")
    assert "新增312个单位" in capsys.readouterr().out


def test_the_page_names_the_bad_rows(
    system_admin: User, client_of: Callable[[User], Client]
) -> None:
    rows = HEAD + "410105001007,省委社区居委会,410105001,社区\n410105001008,=1,410105001,社区\n"
    file = SimpleUploadedFile("名单.csv", rows.encode("gbk"))
    answer = client_of(system_admin).post("/office/organisation/import/", {"file": file})
    page = answer.content.decode()
    assert "新增1个单位" in page
    assert "第3行" in page
    assert "像是公式" in page
