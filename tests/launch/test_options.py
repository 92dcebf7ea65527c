"""What may be written after `python3 run.py`."""

import pytest

from jiedao.launch import options
from jiedao.launch.halt import Halt

EVERYWHERE = ".".join("0000")


def test_the_portal_listens_on_this_machine_only_unless_told_otherwise():
    chosen = options.parse([])
    assert (chosen.host, chosen.port, chosen.fresh, chosen.demo) == ("127.0.0.1", 8000, False, True)
    assert chosen.address == "http://127.0.0.1:8000"


def test_every_option_is_read():
    chosen = options.parse(["--port=8001", "--host", EVERYWHERE, "--fresh", "--no-demo"])
    assert chosen == options.Options(EVERYWHERE, 8001, fresh=True, demo=False)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        (EVERYWHERE, "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("::1", "http://[::1]:8000"),
        ("portal.example.cn", "http://portal.example.cn:8000"),
    ],
)
def test_the_address_can_be_typed_into_a_browser(host, address):
    assert options.Options(host=host).address == address


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--port", "eighty"], "不是端口号"),
        (["--port", "0"], "不是端口号"),
        (["--port", "70000"], "不是端口号"),
        (["--port"], "后面要写上它的值"),
        (["--host", "--fresh"], "后面要写上它的值"),
        (["--fast"], "不认识“--fast”"),
        (["--fresh=yes"], "不认识“yes”"),
    ],
)
def test_a_wrong_option_is_refused_with_a_sentence(words, sentence):
    with pytest.raises(Halt, match=sentence):
        options.parse(words)
