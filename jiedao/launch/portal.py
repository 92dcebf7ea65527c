"""`run.py`: from a fresh checkout to a running portal, and orderly back."""

import http.client
import shutil
import signal
import sys
import time
from contextlib import ExitStack, suppress

from jiedao.launch import attached, checks, foreground, leftovers, options, places, servers, setup
from jiedao.launch.children import Child
from jiedao.launch.halt import Halt

PYTHON = sys.executable
BEGUN = time.monotonic()
PATIENCE = 60


def say(words: str) -> None:
    """One line of progress, with the seconds since the start."""
    print(f"[{time.monotonic() - BEGUN:5.1f} 秒] {words}", flush=True)


def run(words: list[str]) -> int:
    """Starts everything, keeps it running, stops everything."""
    chosen = options.parse(words)
    where = places.portal_places()
    where.make()
    lock = places.take_lock(where)
    if lock is None:
        raise Halt(already_running(where))
    foreground.stop_on_signals()
    try:
        with lock:
            recover(chosen, where)
            return serve(chosen, where)
    except KeyboardInterrupt:
        return 0


def already_running(where: places.Places) -> str:
    """The sentence for a second start in the same folder."""
    note = attached.running(where)
    address = f"（{note['address']}）" if note.get("address") else ""
    return (
        f"本目录已有一个平台或管理命令在运行{address}，进程号 {note.get('pid', '未知')}。"
        "请直接使用它，或先在它的窗口按 Ctrl-C 停止，再重新运行。"
    )


def recover(chosen: options.Options, where: places.Places) -> None:
    """Clears up after a launcher that was killed, then sees whether a start can succeed."""
    attached.withdraw(where)
    recovered = leftovers.stop_all(where)
    if recovered:
        say(f"上次没有正常停止，已结束它留下的 {recovered} 个进程。")
    checks.port_is_free(chosen.host, chosen.port)
    if chosen.fresh:
        empty(where)


def serve(chosen: options.Options, where: places.Places) -> int:
    """Starts, announces, watches, and stops in reverse order."""
    say("正在启动数据库和消息队列……")
    named = servers.named_by_environment()
    with ExitStack() as stack:
        stack.callback(say, "已全部停止。")
        running = stack.enter_context(servers.Servers(where, named))
        environment = servers.child_environment(running, PYTHONUNBUFFERED="1")
        environment.setdefault("PUBLIC_URL", chosen.address)
        demo = chosen.demo and servers.mode() == "demo"
        attached.announce(where, environment, chosen.address)
        stack.callback(attached.withdraw, where)
        say("正在准备数据库结构和数据，首次启动约需一分钟……")
        cast = setup.bring_up_to_date(where, environment, demo=demo, say=say)
        children = programs(chosen, where, environment)
        stack.callback(stop_all, children)
        say("正在启动网页和后台任务……")
        watched = [*children, *running.children]
        web, *others = children
        web.start()
        wait_for_web(chosen, watched)
        for child in others:  # after the first page: starting them costs as much as the web itself
            child.start()
        if cast:
            print(f"\n{cast}\n", flush=True)
        say(f"平台已就绪：{chosen.address}/  按 Ctrl-C 全部停止。")
        try:
            return watch(watched)
        finally:
            say("正在停止……")


def empty(where: places.Places) -> None:
    """Removes the data of the embedded servers, and says so."""
    present = [folder for folder in (where.database, where.broker) if folder.exists()]
    for folder in present:
        say(f"--fresh：删除 {folder} 里的全部数据。")
        shutil.rmtree(folder)
    if not present:
        say("--fresh：自带的数据库和消息队列本来就没有数据。")
    if any(servers.named_by_environment().values()):
        say("--fresh 不动 DATABASE_URL、REDIS_URL 指定的服务器。")


def programs(
    chosen: options.Options, where: places.Places, environment: dict[str, str]
) -> list[Child]:
    """Web, worker and beat, in the order they start."""
    return [
        Child(
            label,
            [PYTHON, "-m", *arguments],
            log=where.logs / f"{name}.log",
            environment=environment,
            folder=places.ROOT,
            record=where.records / f"{name}.json",
            patience=10,
        )
        for name, label, arguments in (
            ("web", "网页", web_command(chosen, where)),
            ("worker", "后台任务", worker_command()),
            ("beat", "定时任务", beat_command(where)),
        )
    ]


def web_command(chosen: options.Options, where: places.Places) -> list[str]:
    """Two processes with threads: a browser that opens a connection in advance blocks nobody."""
    host = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    return [
        *("gunicorn", "jiedao.wsgi:application", "--bind", f"{host}:{chosen.port}"),
        *("--workers", "2", "--threads", "4", "--preload", "--no-control-socket"),
        *("--graceful-timeout", "8", "--log-level", "warning"),
        *("--access-logfile", str(where.logs / "access.log")),
    ]


def worker_command() -> list[str]:
    """The only worker of this instance: it has nobody to talk to."""
    return [
        *("celery", "-A", "jiedao", "worker", "--concurrency", "2", "--loglevel", "info"),
        *("--without-mingle", "--without-gossip"),
    ]


def beat_command(where: places.Places) -> list[str]:
    """The clock; remembers in var/ when it last rang."""
    folder = where.var / "beat"
    folder.mkdir(exist_ok=True)
    return [
        *("celery", "-A", "jiedao", "beat", "--loglevel", "info", "--pidfile="),
        *("--schedule", str(folder / "schedule")),
    ]


def stop_all(children: list[Child]) -> None:
    """Asks all at once, then waits for each: beat, worker, web."""
    for child in reversed(children):
        child.ask_to_stop()
    for child in reversed(children):
        child.stop()


def wait_for_web(chosen: options.Options, watched: list[Child]) -> None:
    """Waits for the first answer of the web server."""
    until = time.monotonic() + PATIENCE
    web = watched[0]
    host, _, port = chosen.address.removeprefix("http://").rpartition(":")
    while time.monotonic() < until:
        refuse_dead(watched)
        connection = http.client.HTTPConnection(host.strip("[]"), int(port), timeout=PATIENCE)
        with suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/", headers={"Host": f"{host}:{port}"})
            if connection.getresponse().status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
                say(f"首页报错，请查看 {web.log}：\n{web.last_words()}")
            return
        time.sleep(0.1)
    raise Halt(f"网页在 {PATIENCE} 秒内没有应答。最后几行日志（{web.log}）：\n{web.last_words()}")


def refuse_dead(watched: list[Child]) -> None:
    """Says which program ended by itself, and its last words."""
    for child in watched:
        code = child.ended()
        if code is not None:
            how = f"代码 {code}" if code >= 0 else f"被信号 {signal.Signals(-code).name} 结束"
            raise Halt(
                f"“{child.label}”意外退出（{how}），其余部分已一并停止。"
                f"重新运行 python3 run.py 会自动恢复。最后几行日志（{child.log}）：\n"
                f"{child.last_words() or '（没有日志）'}"
            )


def watch(watched: list[Child]) -> int:
    """Looks after the programs until somebody stops us."""
    while True:
        refuse_dead(watched)
        time.sleep(0.5)
