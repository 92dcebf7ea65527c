#!/usr/bin/env python3
"""The one command. Makes the environment, then hands over to jiedao.launch.

Only the standard library is used here: nothing else exists yet on a fresh checkout. The first lines
must still parse on an old Python, so that it can say which one is needed.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys

try:
    import fcntl
except ImportError:  # Windows: refused below
    fcntl = None

NEEDED = (3, 11)
ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "jiedao-lock.json")

# Each lock holds everything the one before it holds.
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-browser.lock")
COMMANDS = ("test", "check", "manage", "shell", "bench")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
USAGE = """用法：
  python3 run.py [--port 8000] [--host 127.0.0.1] [--fresh] [--no-demo]
      启动平台：自带的数据库和消息队列、网页、后台任务；按 Ctrl-C 全部停止。
      --fresh    先清空本目录自带数据库和消息队列的数据
      --no-demo  不建演示街道
  python3 run.py test [--fast] [pytest 参数]
      检查代码并运行全部测试；--fast 不跑浏览器测试、故障测试和类型检查；写了 pytest 参数就只跑 pytest。
  python3 run.py check             只检查代码：格式、类型、分层、迁移
  python3 run.py manage <命令 …>   运行一条 Django 管理命令
  python3 run.py shell             打开 Django 交互环境
  python3 run.py bench [--quick] [--json]
      测量速度，在自带的、用完就删的数据库上；--quick 只测1,000件和10,000件，约五分钟。
"""


def refuse_unfit_machine():
    """Stops with a sentence where the portal cannot run at all."""
    if tuple(sys.version_info[:2]) < NEEDED:
        sys.exit(
            f"需要 Python 3.11 或更高版本，现在是 {sys.version.split()[0]}。"
            "请安装新版本后用它运行，例如：python3.11 run.py"
        )
    if fcntl is None:
        sys.exit("Windows 上请在 WSL2 里运行：先执行 wsl --install，再在 WSL2 中执行本命令。")


def find_browser() -> str:
    """The Chromium the browser tests drive, or an empty string."""
    named = os.environ.get("CHROMIUM", "")
    if named:
        return shutil.which(named) or ""
    return next(filter(None, map(shutil.which, BROWSERS)), "")


def wanted_lock(command: str, browser: str) -> str:
    """The smallest lock that holds what a command needs."""
    if command not in ("test", "check"):
        return LOCKS[0]
    return LOCKS[2] if browser else LOCKS[1]


def digest(lock: str) -> str:
    """What a lock says, in short: a changed lock is installed again."""
    with open(os.path.join(ROOT, lock), "rb") as handle:
        return hashlib.sha256(handle.read()).hexdigest()


def read_stamp() -> dict:
    """What was last installed into .venv; empty where nobody knows."""
    try:
        with open(STAMP, encoding="utf-8") as handle:
            stamp = json.load(handle)
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def base_python() -> str:
    """The interpreter behind .venv; it changes when the system's Python is upgraded."""
    return os.path.realpath(PYTHON)


def lock_to_install(stamp: dict, wanted: str) -> str:
    """The lock to install, or an empty string where .venv already holds what is wanted."""
    present = stamp.get("lock")
    if present not in LOCKS or stamp.get("python") != base_python() or not os.path.exists(PYTHON):
        return wanted
    largest = max(present, wanted, key=LOCKS.index)
    if largest == present and stamp.get("sha256") == digest(present):
        return ""
    return largest


def python_works() -> bool:
    """Whether .venv, whoever made it, has a fit Python with pip."""
    if not os.path.exists(PYTHON):
        return False
    probe = f"import pip, sys; sys.exit(sys.version_info[:2] < {NEEDED!r})"
    quiet = subprocess.DEVNULL
    return subprocess.run([PYTHON, "-c", probe], stdout=quiet, stderr=quiet).returncode == 0


def make_environment():
    """Makes .venv anew, unless there is a working one."""
    if python_works():
        return
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        sys.exit(
            "这个 Python 没有 venv 组件，无法创建运行环境。"
            "Debian 或 Ubuntu 请先执行：apt install python3-venv，然后重新运行。"
        )
    # The real interpreter, not a link in the .venv that is about to be cleared.
    builder = [os.path.realpath(sys.executable), "-m", "venv", "--clear", VENV]
    if subprocess.call(builder):
        sys.exit(
            f"无法创建运行环境 {VENV}，原因见上面几行。请确认本目录可写、磁盘有空间，"
            "Debian 或 Ubuntu 请确认装有 python3-venv，然后重新运行。"
        )


def install(lock: str):
    """Installs a lock by its hashes, with the pip settings of whoever runs this."""
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--no-user", "--disable-pip-version-check"]
    code = subprocess.call([*pip, "--require-hashes", "-r", os.path.join(ROOT, lock)])
    if code:
        sys.exit(
            "依赖没有装上，原因见上面几行。请检查网络和磁盘空间；网络慢时请先给 pip "
            "设置就近的镜像，然后重新运行，已装好的部分不会重装。"
        )
    with open(STAMP, "w", encoding="utf-8") as handle:
        json.dump({"lock": lock, "sha256": digest(lock), "python": base_python()}, handle)


def prepare(wanted: str):
    """Brings .venv to what a command needs; two commands started at once take turns."""
    if not lock_to_install(read_stamp(), wanted):
        return
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        lock = lock_to_install(read_stamp(), wanted)
        if lock:
            print(f"正在准备运行环境：按 {lock} 安装依赖，约需半分钟……", flush=True)
            make_environment()
            install(lock)
    finally:
        os.close(folder)


def stop_like_ctrl_c(_signal, _frame):
    """Turns a plain kill into what Ctrl-C does, so that pip is stopped too."""
    raise KeyboardInterrupt


def main(arguments: list) -> None:
    """Prepares the environment and becomes the launcher."""
    refuse_unfit_machine()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a terminal that knows no Chinese
    command = arguments[0] if arguments else ""
    if command in ("-h", "--help", "help"):
        print(USAGE, end="")
        return
    if command and not command.startswith("-") and command not in COMMANDS:
        sys.exit(f"没有“{command}”这个命令。\n{USAGE}")
    signal.signal(signal.SIGTERM, stop_like_ctrl_c)
    browser = find_browser()
    try:
        prepare(wanted_lock(command, browser))
    except KeyboardInterrupt:
        sys.exit("已中断，环境尚未装好；重新运行会接着装。")
    if browser:
        os.environ["CHROMIUM"] = browser
    os.chdir(ROOT)
    os.execv(PYTHON, [PYTHON, "-m", "jiedao.launch", *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
