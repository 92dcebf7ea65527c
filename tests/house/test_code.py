"""Rules about the code itself."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from jiedao.dossiers.models import Dossier

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("jiedao", "decisions", "disputes", "services", "supervision")
OURS = [model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES]


def sources(*, migrations: bool = False) -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if migrations or "migrations" not in path.parts:
                yield path


def lines_with(pattern: str, *, but: tuple[str, ...] = ()) -> list[str]:
    found = []
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        if any(re.search(part, name) for part in but):
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if re.search(pattern, line):
                found.append(f"{name}:{number}: {line.strip()}")
    return found


def test_only_the_clock_knows_what_time_it_is() -> None:
    pattern = r"date\.today\(|datetime\.now\(|timezone\.now\(|time\.time\("
    assert lines_with(pattern, but=("jiedao/lib/clock.py", "jiedao/launch/")) == []


def test_state_is_set_by_take_and_nowhere_else() -> None:
    pattern = r"\.state\s*=[^=]|update\([^)]*\bstate="
    assert lines_with(pattern, but=("procedures/steps.py",)) == []


def test_only_actions_write() -> None:
    pattern = r"\.(save|bulk_create|bulk_update|update_or_create|get_or_create)\(|objects\.create\("
    allowed = (r"/actions(/|\.py)", r"procedures/steps\.py", r"jiedao/lib/", r"jiedao/launch/")
    # A picture is drawn into memory, not a row into the database.
    written = [
        line
        for line in lines_with(pattern, but=allowed)
        if "segno" not in line and ".save(canvas" not in line
    ]
    assert written == []


def test_nothing_is_imported_inside_a_function() -> None:
    assert lines_with(r"^\s+(from \S+ import|import \S+)", but=("jiedao/launch/",)) == []


def test_no_module_has_outgrown_its_noun() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): count
        for path in sources()
        if (count := len(path.read_text("utf-8").splitlines())) > 400
    }
    tables = {"decisions/procedures.py"}  # the one table of the procedure
    assert set(long) <= tables, long


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_moment_has_its_person(model: type[models.Model]) -> None:
    names = {field.name for field in model._meta.get_fields()}
    moments = {name for name in names if name.endswith("_at")}
    exempt = {
        "jiedao.ledger": {"recorded_at"},
        "jiedao.notices": {"created_at", "read_at"},
        "jiedao.deadlines": {"opened_at"},
        "jiedao.delivery": {"filed_at", "next_at", "sent_at"},  # the portal's own, nobody's
        "jiedao.meetings": {"held_at"},
        "jiedao.api": {"last_used_at"},
    }
    package = model.__module__.removesuffix(".models")
    for moment in moments - exempt.get(package, set()):
        assert moment.removesuffix("_at") + "_by" in names, f"{model._meta.label}.{moment}"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_nothing_of_a_dossier_is_ever_swept_away(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        if (
            isinstance(field, models.ForeignKey)
            and field.related_model is Dossier
            and model._meta.label != "dossiers.SearchText"
        ):
            assert field.remote_field.on_delete is models.PROTECT, (
                f"{model._meta.label}.{field.name}"
            )


def test_every_template_is_used() -> None:
    folder = ROOT / "templates"
    words = "\n".join(path.read_text("utf-8") for path in sources())
    words += "\n".join(path.read_text("utf-8") for path in folder.rglob("*.html"))
    known = {"registration/login.html"}
    unused = [
        name
        for path in folder.rglob("*.*")
        if (name := path.relative_to(folder).as_posix()) not in known
        and not name.startswith(("admin/", "django/forms/", "errors/"))
        and name not in words
    ]
    assert unused == []


def test_no_registry_host_and_no_machine_path_is_kept() -> None:
    locks = [path.read_text("utf-8") for path in ROOT.glob("requirements*.lock")]
    assert len(locks) == 3
    for text in locks:
        assert "://" not in text
