"""The files for an office's own servers say what the code understands."""

import ast
import configparser
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.socket"), *DEPLOY.glob("*.timer")])
# Read by libpq and Python themselves, or by manage.py.
BESIDE_THE_SETTINGS = {"JIEDAO_AS_OWNER", "PYTEST_XDIST_WORKER"}


def variables_of(path: Path) -> set[str]:
    """The variables an environment file sets."""
    lines = path.read_text("utf-8").splitlines()
    return {line.partition("=")[0] for line in lines if line and not line.startswith("#")}


def variables_read() -> tuple[set[str], set[str]]:
    """The variables the settings read, and those production cannot start without."""
    read, required = set(), {"ALLOWED_HOSTS"}
    tree = ast.parse((ROOT / "jiedao" / "settings.py").read_text("utf-8"))
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func)
        if name == "required" or name.startswith("env."):
            words = [n.value for n in ast.walk(call.args[0]) if isinstance(n, ast.Constant)]
            read |= {word for word in words if isinstance(word, str) and word.isupper()}
            required |= {word for word in words[:1] if name == "required"}
    return read, required


def test_every_variable_of_the_examples_is_one_the_settings_read():
    read, required = variables_read()
    assert {"DATABASE_URL", "SECRET_KEY", "BACKUPS_DIR"} <= read
    set_here = variables_of(DEPLOY / "jiedao.env.example")
    assert set_here <= read
    assert required <= set_here
    assert variables_of(DEPLOY / "owner.env.example") == {"DATABASE_OWNER_URL"}
    assert "DATABASE_OWNER_URL" not in set_here, "网页不应读到建表账号的密码"


def test_the_handbook_for_the_servers_names_only_variables_that_exist():
    read, _ = variables_read()
    words = (DEPLOY / "README.md").read_text("utf-8")
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", words))
    assert named - read - BESIDE_THE_SETTINGS <= {"PGPASSWORD"}


def test_every_file_beside_the_handbook_is_explained_in_it():
    words = (DEPLOY / "README.md").read_text("utf-8")
    unnamed = [path.name for path in DEPLOY.iterdir() if path.name not in words]
    assert unnamed == ["README.md"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_every_service_runs_something_that_is_installed_with_few_rights(unit: Path):
    said = configparser.RawConfigParser(strict=False, delimiters="=", comment_prefixes="#")
    said.optionxform = str
    said.read(unit, "utf-8")
    if unit.suffix != ".service":
        return
    service = said["Service"]
    assert service["User"] == "jiedao"
    assert service["EnvironmentFile"] == "/etc/jiedao/jiedao.env"
    for word in ("NoNewPrivileges", "PrivateTmp", "ProtectHome", "RestrictSUIDSGID"):
        assert service[word] == "true"
    assert service["ProtectSystem"] == "strict"
    program = Path(service["ExecStart"].split()[0])
    assert program.parent == Path("/opt/jiedao/.venv/bin")
    assert (Path(sys.executable).parent / program.name).exists()


def test_systemd_understands_the_units(tmp_path: Path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("这台机器没有 systemd-analyze，单元文件由上一项核对。")
    for unit in UNITS:
        words = unit.read_text("utf-8").replace(
            "/opt/jiedao/.venv/bin", str(Path(sys.executable).parent)
        )
        (tmp_path / unit.name).write_text(re.sub(r"(User|Group)=jiedao", r"\1=root", words))
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_nginx_understands_its_files(tmp_path: Path):
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
    if not program:
        pytest.skip("这台机器没有 nginx，它的配置在装有 nginx 的机器上核对。")
    certificate(tmp_path)
    for name in ("nginx.conf", "nginx-common.conf", "nginx-proxy.conf"):
        words = (DEPLOY / name).read_text("utf-8")
        words = words.replace("/etc/nginx/jiedao-", f"{tmp_path}/nginx-")
        words = words.replace("/etc/nginx/", f"{tmp_path}/").replace(
            "/var/log/nginx", str(tmp_path)
        )
        # Sockets instead of ports: nothing is taken away from this machine.
        words = re.sub(r"listen \S*?(\d+)", rf"listen unix:{tmp_path}/\1", words)
        (tmp_path / name).write_text(words)
    whole = f"pid {tmp_path}/pid; error_log stderr; events {{}}\nhttp {{ include {tmp_path}/nginx.conf; }}"
    (tmp_path / "whole.conf").write_text(whole)
    done = subprocess.run(
        [program, "-t", "-c", str(tmp_path / "whole.conf"), "-p", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


def test_no_address_of_an_anonymous_tip_is_written_down():
    words = (DEPLOY / "nginx.conf").read_text("utf-8")
    logs = re.findall(r"^\s*access_log (?!off).*$", words, re.MULTILINE)
    assert len(logs) == 2
    assert all("if=$jiedao_logged;" in log for log in logs)
    assert re.search(r"location \^~ /tips/ \{\s*error_log /dev/null emerg;", words)
    assert "$request_uri" not in words.partition("log_format")[2].partition(";")[0]


def certificate(folder: Path) -> None:
    """A certificate of its own, so that nginx can be asked at all."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "jiedao.example.gov.cn")])
    day = datetime(2026, 1, 1, tzinfo=UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(day)
        .not_valid_after(day + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    (folder / "jiedao.crt").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / "jiedao.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
