"""The carriers: what they send, what they make of an answer, and that they speak to one host only."""

import json
import smtplib
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core import mail

from jiedao.delivery.carriers import https, sms, wechat
from jiedao.delivery.carriers import mail as by_mail
from jiedao.delivery.letters import Letter, Undelivered
from tests.delivery.conftest import MAILBOX, OPEN_ID, PHONE

LETTER = Letter(
    key="4be0643f-1d98-573b-97cd-ca98a65347dd",
    subject="【经八路街道】退回",
    kind="退回",
    words="第四十八周汇报已经退回，请补充问题由谁负责、什么时候解决。",
    url="https://jiedao.example.gov.cn/office/reports/1/",
    at=datetime(2026, 11, 23, 1, 0, tzinfo=UTC),
)


class Endpoint:
    """Another house: answers what the test lays out, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any], dict[str, str]]] = []
        self.answers: list[tuple[int, bytes, dict[str, str]]] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                said = json.loads(self.rfile.read(size))
                endpoint.asked.append((self.path, said, dict(self.headers)))
                status, body, headers = endpoint.answers.pop(0)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Nothing on the screen of the tests."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def will(self, status: int = 200, said: Any = None, **headers: str) -> None:
        body = said if isinstance(said, bytes) else json.dumps(said or {}).encode()
        self.answers.append((status, body, headers))


@pytest.fixture
def endpoint(settings: Any) -> Iterator[Endpoint]:
    found = Endpoint()
    thread = Thread(target=found.server.serve_forever, daemon=True)
    thread.start()
    settings.SMS_URL, settings.SMS_KEY, settings.SMS_SIGN = (
        f"{found.url}/send",
        "key-of-tests",
        "街道",
    )
    settings.WECHAT_URL, settings.WECHAT_APP_ID = found.url, "wx1"
    settings.WECHAT_SECRET, settings.WECHAT_TEMPLATE = "secret", "T1"
    wechat._token.clear()
    yield found
    found.server.shutdown()
    found.server.server_close()
    thread.join()
    wechat._token.clear()


def refusal(send: Any, to: str) -> Undelivered:
    with pytest.raises(Undelivered) as caught:
        send(LETTER, to)
    assert to not in caught.value.words
    return caught.value


def test_a_short_message_carries_its_key_its_words_and_the_link(endpoint: Endpoint) -> None:
    endpoint.will(said={"code": "OK"})
    sms.send(LETTER, PHONE)
    path, said, headers = endpoint.asked[0]
    assert path == "/send"
    assert said["id"] == headers["Idempotency-Key"] == LETTER.key
    assert headers["Authorization"] == "Bearer key-of-tests"
    assert (said["phone"], said["sign"]) == (PHONE, "街道")
    assert said["text"] == f"退回：{LETTER.words} {LETTER.url}"


def test_what_the_provider_does_not_take_is_said_without_the_number(endpoint: Endpoint) -> None:
    endpoint.will(said={"code": "isv.LIMIT", "message": f"{PHONE} too often"})
    assert refusal(sms.send, PHONE).words == "短信平台没有收下（代码isv.LIMIT）。"
    endpoint.will(said={"code": f"{PHONE} blocked"})
    assert refusal(sms.send, PHONE).words == "短信平台没有收下（代码不明）。"


@pytest.mark.parametrize(
    ("status", "is_down"), [(400, False), (401, True), (429, True), (500, True), (503, True)]
)
def test_a_broken_house_is_told_from_a_broken_message(
    endpoint: Endpoint, status: int, is_down: bool
) -> None:
    endpoint.will(status, {"message": PHONE})
    fault = refusal(sms.send, PHONE)
    assert (fault.words, fault.is_down) == (f"对方接口没有收下（HTTP {status}）。", is_down)


def test_nobody_is_followed_to_another_address(endpoint: Endpoint) -> None:
    endpoint.will(302, Location=f"{endpoint.url}/elsewhere")
    assert refusal(sms.send, PHONE).is_down
    assert [path for path, *_ in endpoint.asked] == ["/send"]


def test_the_proxy_of_the_machine_is_not_used(endpoint: Endpoint, monkeypatch: Any) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    endpoint.will()
    sms.send(LETTER, PHONE)
    assert len(endpoint.asked) == 1


@pytest.mark.parametrize("answer", [b"<html>", b"[1]"])
def test_an_answer_that_is_none_is_a_fault(endpoint: Endpoint, answer: bytes) -> None:
    endpoint.will(said=answer)
    assert "看不懂" in refusal(sms.send, PHONE).words


def test_a_house_that_does_not_answer_in_time_is_a_fault(
    endpoint: Endpoint, settings: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(https, "TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.SMS_URL = f"http://127.0.0.1:{silent.getsockname()[1]}/send"
        assert refusal(sms.send, PHONE).is_down
    assert refusal(sms.send, PHONE).is_down  # and one that is not even there


def test_wechat_is_asked_for_a_token_once_and_told_the_key(endpoint: Endpoint) -> None:
    endpoint.will(said={"access_token": "tok", "expires_in": 7200})
    endpoint.will(said={"errcode": 0, "msgid": 1})
    endpoint.will(said={"errcode": 0, "msgid": 2})
    wechat.send(LETTER, OPEN_ID)
    wechat.send(LETTER, OPEN_ID)
    paths = [path for path, *_ in endpoint.asked]
    assert paths == [
        "/cgi-bin/stable_token",
        "/cgi-bin/message/template/send?access_token=tok",
        "/cgi-bin/message/template/send?access_token=tok",
    ]
    said = endpoint.asked[1][1]
    assert (said["touser"], said["template_id"]) == (OPEN_ID, "T1")
    assert said["client_msg_id"] == LETTER.key
    assert said["url"] == LETTER.url
    assert said["data"]["thing1"] == {"value": "退回"}
    assert said["data"]["thing2"] == {"value": f"{LETTER.words[:19]}…"}
    assert said["data"]["time3"] == {"value": "2026-11-23 09:00"}


def test_who_does_not_follow_the_account_is_not_written_to_again(endpoint: Endpoint) -> None:
    endpoint.will(said={"access_token": "tok", "expires_in": 7200})
    endpoint.will(said={"errcode": 43004, "errmsg": f"require subscribe {OPEN_ID}"})
    fault = refusal(wechat.send, OPEN_ID)
    assert fault.is_final
    assert "没有关注公众号" in fault.words


def test_a_token_that_is_over_is_asked_for_anew(endpoint: Endpoint) -> None:
    endpoint.will(said={"access_token": "old", "expires_in": 7200})
    endpoint.will(said={"errcode": 42001})
    assert not refusal(wechat.send, OPEN_ID).is_final
    endpoint.will(said={"access_token": "new", "expires_in": 7200})
    endpoint.will(said={"errcode": 0})
    wechat.send(LETTER, OPEN_ID)
    assert endpoint.asked[-1][0].endswith("access_token=new")


def test_wrong_credentials_are_said_and_not_repeated(endpoint: Endpoint) -> None:
    endpoint.will(said={"errcode": 40125, "errmsg": "invalid appsecret secret"})
    fault = refusal(wechat.send, OPEN_ID)
    assert fault.is_down
    assert fault.words == "微信不给接口凭证（错误码40125），请核对公众号配置。"


def test_an_e_mail_has_the_same_message_id_at_every_try(settings: Any) -> None:
    settings.EMAIL_FROM = "街道平台 <jiedao@example.gov.cn>"
    for _ in range(2):
        by_mail.send(LETTER, MAILBOX)
    ids = {str(letter.message()["Message-ID"]) for letter in mail.outbox}
    assert ids == {f"<{LETTER.key}@example.gov.cn>"}
    assert mail.outbox[0].to == [MAILBOX]
    assert LETTER.url in mail.outbox[0].body


@pytest.mark.parametrize(
    ("raised", "words", "is_final", "is_down"),
    [
        (smtplib.SMTPRecipientsRefused({MAILBOX: (550, b"no")}), "550", True, False),
        (smtplib.SMTPRecipientsRefused({MAILBOX: (450, b"full")}), "450", False, False),
        (smtplib.SMTPAuthenticationError(535, b"bad"), "535", False, True),
        (ConnectionRefusedError(), "连接不上邮件服务器", False, True),
        (smtplib.SMTPServerDisconnected(), "连接不上邮件服务器", False, True),
    ],
    ids=["unknown", "full", "password", "refused", "gone"],
)
def test_a_mail_server_that_does_not_take_it_is_told_apart(
    monkeypatch: Any,
    settings: Any,
    raised: Exception,
    words: str,
    is_final: bool,
    is_down: bool,
) -> None:
    settings.EMAIL_FROM = "jiedao@example.gov.cn"

    def fails(_: Any) -> int:
        raise raised

    monkeypatch.setattr(by_mail.EmailMessage, "send", fails)
    fault = refusal(by_mail.send, MAILBOX)
    assert words in fault.words
    assert (fault.is_final, fault.is_down) == (is_final, is_down)
