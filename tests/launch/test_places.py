"""The folder of an instance: one launcher at a time, keys for their owner only."""

import json
import os
import stat

import pytest

from jiedao.launch import attached, keys, places
from jiedao.launch.halt import Halt


@pytest.fixture
def where(tmp_path):
    folder = places.Places(tmp_path / "var")
    folder.make()
    return folder


def mode_of(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_one_launcher_holds_an_instance(where):
    with places.take_lock(where):
        assert places.take_lock(where) is None
    with places.take_lock(where) as again:
        assert again


def test_others_cannot_list_the_folder(where):
    assert mode_of(where.var) & 0o066 == 0
    assert mode_of(where.logs) == mode_of(where.records) == 0o700


def test_a_file_in_the_way_is_a_sentence(tmp_path):
    (tmp_path / "var").write_text("")
    with pytest.raises(Halt, match="JIEDAO_VAR"):
        places.Places(tmp_path / "var").make()


def test_the_instance_can_be_put_elsewhere(monkeypatch, tmp_path):
    monkeypatch.setenv("JIEDAO_VAR", str(tmp_path / "elsewhere"))
    assert places.portal_places().var == tmp_path / "elsewhere"
    monkeypatch.delenv("JIEDAO_VAR")
    assert places.portal_places().var == places.ROOT / "var"


def test_sockets_lie_in_a_short_private_folder(where):
    folder = places.socket_folder(where.broker)
    assert mode_of(folder) == 0o700
    assert len(str(folder / ".s.PGSQL.5432.lock")) < 104
    assert places.socket_folder(where.database) != folder
    folder.rmdir()
    places.socket_folder(where.database).rmdir()


def test_a_socket_folder_open_to_others_is_not_trusted(where):
    folder = places.socket_folder(where.broker)
    folder.chmod(0o777)
    with pytest.raises(Halt, match="不属于当前用户"):
        places.socket_folder(where.broker)
    folder.rmdir()


def test_trial_keys_are_random_lasting_and_private(where, tmp_path):
    made = keys.of_trial(where.keys)
    assert keys.of_trial(where.keys) == made
    assert set(made) == {"SECRET_KEY", "DATA_KEY", "SEARCH_KEY"}
    assert len(set(made.values())) == 3
    assert mode_of(where.keys) == 0o600
    assert keys.of_trial(tmp_path / "other.json") != made


def test_keys_readable_by_others_are_closed_again(where):
    keys.of_trial(where.keys)
    where.keys.chmod(0o644)
    keys.of_trial(where.keys)
    assert mode_of(where.keys) == 0o600


def test_a_spoilt_key_file_is_never_overwritten(where):
    where.keys.write_text("{")
    with pytest.raises(Halt, match="已损坏"):
        keys.of_trial(where.keys)
    assert where.keys.read_text() == "{"


def test_a_running_portal_can_be_found_by_its_owner_only(where):
    environment = {"DATABASE_URL": "postgres://x", "JIEDAO_MODE": "demo", "AWS_TOKEN": "private"}
    attached.announce(where, environment, "http://127.0.0.1:8000")
    assert mode_of(where.portal) == 0o600
    assert attached.running(where)["address"] == "http://127.0.0.1:8000"
    assert attached.environment(where) == {
        "DATABASE_URL": "postgres://x",
        "JIEDAO_MODE": "demo",
    }
    attached.withdraw(where)
    assert attached.running(where) == {}


def test_the_note_of_a_killed_launcher_is_not_believed(where, monkeypatch):
    attached.announce(where, {"JIEDAO_MODE": "demo"})
    note = json.loads(where.portal.read_text())
    where.portal.write_text(json.dumps(note | {"started": "1"}))
    assert attached.running(where) == {}
    monkeypatch.setattr(attached, "PATIENCE", 0)
    with pytest.raises(Halt, match="一直没有启动好"):
        attached.environment(where)
    assert note["pid"] == os.getpid()
