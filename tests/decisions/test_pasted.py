"""Opinions pasted as a list, one a line: how a line is read, and what is told of what is wrong."""

from collections.abc import Callable

import pytest
from django.test import Client

from decisions.demo.walk import Walk
from decisions.forms.consultation import read_opinion
from jiedao.lib import clock
from jiedao.people.models import User
from tests.decisions.conftest import START
from tests.decisions.test_forms import send
from tests.decisions.test_pages import body, url

Signed = Callable[[User], Client]
Begin = Callable[..., Walk]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("王阿姨：希望加装扶手", ("王阿姨", "希望加装扶手")),
        ("3、李师傅:收费要公开", ("李师傅", "收费要公开")),
        ("3.5米的路太窄", ("", "3.5米的路太窄")),
        ("（2）赞成", ("", "赞成")),
        ("建议：多装几盏灯", ("", "建议：多装几盏灯")),
        ("王大爷\t早点动工", ("王大爷", "早点动工")),
        ("\t早点动工", ("", "早点动工")),
        ("12\t王大爷\t早点动工\t3号楼", ("王大爷", "早点动工 3号楼")),
        ("王大爷\t", ("王大爷", "")),
        ("路灯照不到3、4号楼", ("", "路灯照不到3、4号楼")),
        ("施工时间，避开中午：12点到2点", ("", "施工时间，避开中午：12点到2点")),
        ("赞成", ("", "赞成")),
    ],
)
def test_a_line_is_read_as_who_said_what(line: str, said: tuple[str, str]) -> None:
    assert read_opinion(line) == said


def test_two_columns_pasted_from_a_sheet_keep_who_said_it(
    walk: Begin, sun_worker: User, client_of: Signed
) -> None:
    matter = walk().consult(START).matter
    client = client_of(sun_worker)
    pasted = "\t增加路灯\r\n赵姐\t棚顶要防雨\r\n王阿姨 \t希望  加装扶手\r\n"
    with clock.moved_to(START):
        answer = send(client, url(matter, "add_opinions"), START, channel="door", lines=pasted)
        assert answer.status_code == 302, body(answer)
        shown = body(client.get(url(matter, "opinion_list")))
    said = matter.opinions.order_by("number").values_list("speaker", "text")
    assert list(said) == [("", "增加路灯"), ("赵姐", "棚顶要防雨"), ("王阿姨", "希望 加装扶手")]
    assert '<span class="muted">赵姐：</span>棚顶要防雨' in shown


def test_numbers_in_a_pasted_list_are_told_with_whatever_else_is_wrong(
    walk: Begin, sun_worker: User, client_of: Signed
) -> None:
    matter = walk().consult(START).matter
    client, address = client_of(sun_worker), url(matter, "add_opinions")
    pasted = "王阿姨：要坡道\n李大爷：打13803715521问\n赵先生\t"
    with clock.moved_to(START):
        answer = client.post(address, {"on": "", "lines": pasted})
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert set(errors) == {"on", "channel", "lines"}
    assert errors["lines"] == [
        "第二条的文字里有手机号（138******21），这里不收号码和门牌，请删去。",
        "第三条只有称呼，没有意见，请补上。",
    ]
    assert "还不能提交，有4处要核对" in body(answer)
    assert not matter.opinions.exists()


def test_what_is_wrong_is_told_line_by_line_and_how_much_more_there_is(
    walk: Begin, sun_worker: User, client_of: Signed
) -> None:
    matter = walk().consult(START).matter
    long, number, nothing = f"王阿姨：{'长' * 1001}", "打13803715521问", "赵先生："
    pasted = "\n".join(
        [nothing, number, "要坡道", long, number, nothing, nothing, f"{number}{'长' * 1001}", long]
    )
    with clock.moved_to(START):
        answer = client_of(sun_worker).post(
            url(matter, "add_opinions"),
            {"on": START.isoformat(), "channel": "door", "lines": pasted},
        )
    told = list(answer.context["form"].errors["lines"])
    places = [words[: words.index("条")] for words in told[:-1]]
    assert places == ["第一", "第二", "第四", "第五", "第六"]
    assert told[-1] == "还有3条要核对。"
    assert "还不能提交，有8处要核对" in body(answer)


def test_a_line_with_two_faults_says_both(walk: Begin, sun_worker: User, client_of: Signed) -> None:
    matter = walk().consult(START).matter
    with clock.moved_to(START):
        answer = client_of(sun_worker).post(
            url(matter, "add_opinions"),
            {"on": START.isoformat(), "channel": "door", "lines": f"打13803715521{'长' * 1001}"},
        )
    (told,) = answer.context["form"].errors["lines"]
    assert "有1013个字" in told
    assert "第一条的文字里有手机号" in told
    assert "有1处要核对" in body(answer)
