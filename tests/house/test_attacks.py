"""What somebody tried in order to break the portal, and how it is answered now."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from decisions import actions as decisions
from decisions.demo.walk import Walk, picture
from jiedao.access import actions as access
from jiedao.access.models import Appointment
from jiedao.attachments import gate
from jiedao.lib import clock, masking, sheets, text
from jiedao.lib.refusals import Refused
from jiedao.meetings.states import MeetingKind
from jiedao.organisation.states import BodyKind
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.conftest import Office

SignedIn = Callable[[User], Client]
DAY = timedelta(days=1)
START, ASKED_UNTIL = date(2026, 3, 2), date(2026, 3, 9)
MOBILE = "13812341234"


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "attachments"


def summed_up(walk: Callable[..., Walk]) -> Walk:
    """A matter on which the residents have been heard."""
    told = walk(on=START).consult(START).say(START + DAY, [("王阿姨", "希望加装扶手")])
    return told.answer_all(START + 2 * DAY).sum_up(ASKED_UNTIL + DAY)


def resolved(walk: Callable[..., Walk]) -> tuple[Walk, date]:
    """A matter whose resolution was passed, and the day of it."""
    told = summed_up(walk)
    on = ASKED_UNTIL + 2 * DAY
    for kind, act in (
        (MeetingKind.PARTY, "propose"),
        (MeetingKind.JOINT, "deliberate"),
        (MeetingKind.REPRESENTATIVES, "resolve"),
    ):
        told.hold(on, kind, on + 10 * DAY, absent=0, against=0)
        on += 10 * DAY
        getattr(told, act)(on)
    return told, on


# --- time: nothing that needs days can be done in an afternoon --------------------------------------


def test_a_notice_made_today_cannot_have_hung_for_a_fortnight(walk: Callable[..., Walk]) -> None:
    told, passed_on = resolved(walk)
    entered = passed_on + 20 * DAY
    with clock.moved_to(entered):
        matter = told.fresh()
        decisions.publish_resolution(
            matter,
            by=told.posts.chair,
            on=passed_on,
            responsible="居委会主任",
            finish_by=entered + 30 * DAY,
        )
        with pytest.raises(Refused, match="才在平台上定稿"):
            decisions.post_notice(
                told.fresh(),
                by=told.posts.worker,
                on=passed_on,
                place="公开栏",
                photo=picture("补拍"),
            )
        decisions.post_notice(
            told.fresh(), by=told.posts.worker, on=entered, place="公开栏", photo=picture("补拍")
        )


def test_a_notice_that_cannot_be_changed_promises_no_day_that_is_past(
    walk: Callable[..., Walk],
) -> None:
    told, on = resolved(walk)
    with clock.moved_to(on), pytest.raises(Refused, match="计划完成日期不能早于"):
        decisions.publish_resolution(
            told.fresh(),
            by=told.posts.chair,
            on=on,
            responsible="居委会主任",
            finish_by=date(2001, 1, 1),
        )


# --- appointments -----------------------------------------------------------------------------------


def test_a_dismissal_does_not_prolong(office: Office, security_admin: User) -> None:
    user = people.open_account(username="lin", name="林新人", password="Clear-water-bridge-7")
    today = clock.today()
    post = access.appoint(
        user,
        role="system_admin",
        unit=office.street,
        by=security_admin,
        ends_on=today + 10 * DAY,
    )
    access.appoint(
        user,
        role="officer",
        unit=office.street,
        by=security_admin,
        starts_on=today + 10 * DAY,
    )
    with pytest.raises(Refused, match="不能把它延长"):
        access.dismiss(post, by=security_admin, ends_on=today + 90 * DAY, reason="延长")
    assert Appointment.objects.get(pk=post.pk).ends_on == today + 10 * DAY
    access.dismiss(post, by=security_admin, ends_on=today + 5 * DAY, reason="提前")


# --- forms sent again -------------------------------------------------------------------------------


def test_an_opinion_changed_after_going_back_is_kept_and_a_double_click_is_not_counted_twice(
    walk: Callable[..., Walk],
) -> None:
    told = walk(on=START).consult(START)
    page = f"/consultations/{told.matter.dossier.number}/opinion/"
    with clock.moved_to(START + DAY):
        key = {"once_token": "0123456789abcdef" * 2}
        for said in ("请装扶手", "请装扶手", "请装扶手和路灯"):
            assert Client().post(page, key | {"text": said}).status_code == 200
    assert [one.text for one in told.fresh().opinions.order_by("number")] == [
        "请装扶手",
        "请装扶手和路灯",
    ]


# --- text that was kept -----------------------------------------------------------------------------


def test_what_a_signed_in_person_typed_is_not_shown_to_who_holds_the_address(
    client_of: SignedIn, zhao_chair: User, zheng_other: User
) -> None:
    mine = client_of(zhao_chair)
    page = "/office/decisions/new/"
    stale = Client(enforce_csrf_checks=True)
    stale.cookies = mine.cookies
    answer = stale.post(
        page, {"plan": "只有赵主任看得到的草稿"}, headers={"referer": f"http://testserver{page}"}
    )
    assert answer.status_code == 403
    (token,) = (key.rpartition("kept:")[2] for key in _kept_keys())
    address = f"/office/sign-in/?next={page}%3Fkept%3D{token}"
    assert "只有赵主任" not in Client().get(address).content.decode()
    assert "只有赵主任" not in client_of(zheng_other).get(f"{page}?kept={token}").content.decode()
    assert "只有赵主任" in mine.get(f"{page}?kept={token}").content.decode()


def _kept_keys() -> list[str]:
    stored = cache._cache.get_client()
    return [key.decode() for key in stored.scan_iter("*kept:*")]


# --- addresses and bodies nothing sensible would send -----------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/office/appointments/?q=%00",
        "/office/appointments/?unit=a%00",
        "/office/organisation/list/?q=%00",
        "/office/figures/?unit=%00",
        "/office/attachments/1/%00",
        "/office/decisions/%00/",
        "/api/v1/decisions/%00/",
        "/api/v1/publications/?unit=%00",
    ],
)
def test_a_nul_in_the_address_is_a_bad_request(
    client_of: SignedIn, li_secretary: User, address: str
) -> None:
    answer = client_of(li_secretary).get(address)
    assert answer.status_code in (400, 404)
    if address.startswith("/api/"):
        assert "json" in answer.headers["Content-Type"]


@pytest.mark.parametrize("period", [("2026-01-01", "9999-12-31"), ("0001-01-01", "0001-01-01")])
def test_a_figure_of_an_impossible_year_says_so(
    client_of: SignedIn, li_secretary: User, period: tuple[str, str]
) -> None:
    since, until = period
    answer = client_of(li_secretary).get(f"/office/figures/?since={since}&until={until}")
    assert answer.status_code == 200
    assert "年份不对" in answer.content.decode()


def test_a_number_of_five_thousand_digits_marks_nothing(
    client_of: SignedIn, zhao_chair: User
) -> None:
    answer = client_of(zhao_chair).post("/office/notices/read/", {"up_to": "9" * 5000})
    assert answer.status_code == 302


@pytest.mark.parametrize("body", ["[" * 20_000, '{"on":' * 20_000])
def test_brackets_without_end_are_no_request(
    client_of: SignedIn, walk: Callable[..., Walk], zhao_chair: User, body: str
) -> None:
    number = walk(on=START).matter.dossier.number
    client = client_of(zhao_chair)
    client.raise_request_exception = False
    address = f"/api/v1/decisions/{number}/consult/"
    answer = client.post(address, body, content_type="application/json")
    assert answer.status_code == 400
    assert json.loads(answer.content)["code"] == "parse_error"


def test_a_meeting_in_the_year_one_is_refused_at_the_form(
    client_of: SignedIn, walk: Callable[..., Walk], zhao_chair: User
) -> None:
    told = summed_up(walk)
    page = f"/office/decisions/{told.matter.dossier.number}/call-meeting/"
    given = {"on": f"{ASKED_UNTIL + DAY}", "held_at": "0001-01-01", "place": "二楼"}
    answer = client_of(zhao_chair).post(page, given)
    assert answer.status_code == 409
    assert "没有规则可以适用" in answer.content.decode()


def test_impossible_years_and_numbers_of_a_community_stay_in_the_form(
    client_of: SignedIn, office: Office, walk: Callable[..., Walk], system_admin: User
) -> None:
    client = client_of(system_admin)
    home = f"/office/organisation/{office.a.code}/"
    heads = {"counted_on": "2026-11-23", "adults": "99999999999", "households": "1", "source": "册"}
    assert client.post(f"{home}head-count/", heads).status_code == 422
    body = office.a.bodies.get(kind=BodyKind.COMMITTEE)
    term = {"number": "50", "begins_on": "2040-01-01", "ends_on": "9999-12-31", "roster": "张三"}
    address = f"/office/organisation/bodies/{body.pk}/term/"
    assert client.post(address, term).status_code == 422


# --- files ------------------------------------------------------------------------------------------


def packed(parts: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def workbook_with(sheet: str) -> bytes:
    """A real workbook whose only sheet is replaced."""
    parts = {}
    made = sheets.workbook("单位", ["代码"], [["410105"]]).content
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed({**parts, "xl/worksheets/sheet1.xml": sheet})


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet><sheetData><row",
        f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="s"><v>99</v></c></row></sheetData></worksheet>',
    ],
)
def test_a_broken_workbook_is_named_as_one(sheet: str) -> None:
    with pytest.raises(ValueError, match="打不开"):
        sheets.read_table(workbook_with(sheet), "名单.xlsx")


def test_a_row_that_says_it_is_the_billionth_is_not_waited_for() -> None:
    cell = '<c r="A{0}" t="inlineStr"><is><t>代码</t></is></c>'
    rows = "".join(f'<row r="{n}">{cell.format(n)}</row>' for n in (1, 2_000_000_000))
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    with pytest.raises(ValueError, match="超过100000行"):
        sheets.read_table(workbook_with(sheet), "名单.xlsx")


def admitted(content: bytes) -> str:
    return gate.admit(SimpleUploadedFile("a.docx", content), name="a.docx", pictures_only=False)


def test_a_document_that_cannot_be_unpacked_is_refused() -> None:
    document = bytearray(packed({"[Content_Types].xml": "<a/>", "word/document.xml": "<b/>" * 999}))
    at = document.find(b"word/document.xml") + len("word/document.xml")
    document[at] = 0xFF
    with pytest.raises(Refused, match="文件损坏"):
        admitted(bytes(document))


@pytest.mark.parametrize("name", ["[Content_Types].xml", "word/_rels/document.xml.rels"])
def test_a_description_that_unpacks_to_megabytes_is_refused_unread(name: str) -> None:
    parts = {"[Content_Types].xml": "<a/>", "word/document.xml": "<b/>"}
    with pytest.raises(Refused, match="内容过多"):
        admitted(packed({**parts, name: " " * 5_000_000}))


def test_a_template_from_elsewhere_does_not_hide_behind_a_bracket() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    relation = f'<Relationship Id="a>b" Type="{kind}" Target="http://e" TargetMode="External"/>'
    parts = {"[Content_Types].xml": "<a/>", "word/document.xml": "<b/>"}
    with pytest.raises(Refused, match="去别处下载"):
        admitted(packed({**parts, "word/_rels/settings.xml.rels": relation}))


# --- numbers of persons, written so that a search does not see them ---------------------------------


@pytest.mark.parametrize(
    "written",
    [
        f"请拨打{MOBILE}人工接听",
        f"{MOBILE} 35人",
        f"{MOBILE}户主",
        "(138)1234-1234",
        "138/1234/1234",
        "\ufe0f\u20e3".join(MOBILE),
        "\u034f".join(MOBILE),
        "138\u3164\u3164\u31641234\u28001234",
        "138\U000e00201234\U000e00201234",
        "一三八一二三四一二三四",
        "①③⑧①②③④①②③④",
        "¹³⁸¹²³⁴¹²³⁴",
        "11010119900307003Ⅹ",
        "11010119900307003х",
        "410105199001010011户",
    ],
)
def test_a_disguised_number_is_found(written: str) -> None:
    assert masking.find_personal_data(text.clean(f"联系人{written}"))


@pytest.mark.parametrize(
    "written",
    [
        "合计13800000000.00元",
        "二〇二六年十一月二十三日，一二三四五六七八九",
        "2026/11/23至2026/12/08，共3/4",
        "138户、1234人、1234元",
    ],
)
def test_a_sum_or_a_day_is_no_number_of_a_person(written: str) -> None:
    assert not masking.find_personal_data(text.clean(written))


def test_the_form_of_a_rare_character_survives_the_cleaning() -> None:
    assert text.clean("葛\U000e0100") == "葛\U000e0100"
