"""Opinions pasted as a list, one a line: how a line is read, and what is told of what is wrong."""

from collections.abc import Callable

import pytest
from django.test import Client

from decisions.demo.walk import Walk
from decisions.forms.consultation import read_opinion
from jiedao.lib import clock
from jiedao.people.models import User
from tests.decisions.conftest import START
from tests.decisions.test_pages import url

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
        ("施工时间，避开中午：12点到2点", ("", "施工时间，避开中午：12点到2点")),
        ("赞成", ("", "赞成")),
    ],
)
def test_a_line_is_read_as_who_said_what(line: str, said: tuple[str, str]) -> None:
    assert read_opinion(line) == said


def test_numbers_in_a_pasted_list_are_told_with_whatever_else_is_wrong(
    walk: Begin, sun_worker: User, client_of: Signed
) -> None:
    matter = walk().consult(START).matter
    client, address = client_of(sun_worker), url(matter, "add_opinions")
    pasted = "王阿姨：要坡道\n李大爷：打13803715521问\n赵先生："
    with clock.moved_to(START):
        answer = client.post(address, {"on": "", "lines": pasted})
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert set(errors) == {"on", "channel", "lines"}
    assert errors["lines"] == [
        "第三条只有称呼，没有意见，请补上。",
        "第二条的文字里有手机号（138******21），这里不收号码和门牌，请删去。",
    ]
    assert not matter.opinions.exists()
