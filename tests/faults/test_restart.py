"""A new release: the web is restarted while systemd holds the port, and no request is lost."""

import http.client
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from jiedao.launch import places
from tests.faults.portal import PYTHON, Portal, a_portal, until
from tests.faults.visitors import Browser

pytestmark = pytest.mark.faults

# What systemd does for jiedao-web.socket: the open port is number 3, and the program is told so.
HANDED_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[2], sys.argv[2:])
"""
GUNICORN = ("-m", "gunicorn", "jiedao.wsgi:application", "--workers", "2", "--threads", "4")


@pytest.fixture
def portal() -> Iterator[Portal]:
    """Database and broker only: the web is started by the test."""
    with a_portal("restart") as made:
        made.database.start()
        made.broker.start()
        made.run([PYTHON, "manage.py", "migrate", "-v", "0"])
        yield made


def web(portal: Portal, port: socket.socket) -> subprocess.Popen[bytes]:
    """gunicorn on a port it was handed."""
    words = [PYTHON, "-c", HANDED_OVER, str(port.fileno()), PYTHON, *GUNICORN]
    words += ["--graceful-timeout", "20", "--no-control-socket", "--log-level", "warning"]
    with (portal.where.logs / "web.log").open("ab") as log:
        return subprocess.Popen(
            words,
            cwd=places.ROOT,
            env=portal.environment,
            pass_fds=[port.fileno()],
            stdout=log,
            stderr=log,
        )


def test_restarting_the_web_loses_no_request(portal: Portal) -> None:
    answers: list[int] = []
    lost: list[str] = []
    enough = threading.Event()

    def ask_on() -> None:
        browser = Browser(portal.port)
        while not enough.is_set():
            try:
                answers.append(browser.send("GET", "/office/sign-in/").status)
            except (OSError, http.client.HTTPException) as error:
                lost.append(repr(error))

    with closing(socket.create_server(("127.0.0.1", portal.port), backlog=512)) as port:
        running = web(portal, port)
        until(portal.is_ready, "网页就绪")
        visitors = [threading.Thread(target=ask_on, daemon=True) for _ in range(4)]
        for visitor in visitors:
            visitor.start()
        for _ in range(2):
            seen = len(answers)
            until(lambda seen=seen: len(answers) > seen + 8, "有人在用")
            running.send_signal(signal.SIGTERM)
            assert running.wait(60) == 0
            running = web(portal, port)
        seen = len(answers)
        until(lambda: len(answers) > seen + 8, "重启以后又有人在用")
        enough.set()
        for visitor in visitors:
            visitor.join(60)
        running.terminate()
        running.wait(60)
    assert lost == []
    assert set(answers) == {200}
