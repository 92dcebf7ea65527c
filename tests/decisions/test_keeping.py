"""How long a casefile is kept: chosen at archiving, printed on its cover, changed with a reason until it is sealed."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from decisions import actions, demo
from decisions.demo.stories import CHARGING, OLD_ESTATE
from decisions.demo.walk import Walk
from decisions.documents import casefile
from decisions.models import Matter
from decisions.selectors.keeping import keeping_of
from decisions.states import Keeping
from jiedao.access import actions as access
from jiedao.documents.blocks import Facts
from jiedao.documents.declared import Subject
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.conftest import Office
from tests.decisions import programs
from tests.decisions.conftest import START

DAY = timedelta(days=1)
NUMBER = "请打13803715521"


@pytest.fixture
def archivist(office: Office) -> User:
    """Who archives for community A and does nothing else."""
    user = people.open_account(username="cheng", name="程国庆", password="archive-1234")
    with clock.moved_to(START):
        access.appoint(user, role="archivist", unit=office.a, by=people.system(), starts_on=START)
    return user


def printed(matter: Matter) -> list[str]:
    """What the cover and the contents say of it."""
    return [
        row.words2
        for build in (casefile.cover, casefile.contents)
        for block in build(Subject(matter)).blocks
        if isinstance(block, Facts)
        for row in block.rows
        if row.label2 == "保管期限"
    ]


def at(matter: Matter, step: str) -> str:
    return reverse(f"decisions:{step}", args=[matter.dossier.number])


def test_the_archivist_chooses_it_changes_it_with_a_reason_and_seals_it(
    walk: Callable[..., Walk], archivist: User, client_of: Callable[[User], Client]
) -> None:
    told = walk()
    on = demo.to_ready(told, START)
    matter = told.fresh()
    with clock.moved_to(on):
        client = client_of(archivist)
        desk = client.get(reverse("pages:desk")).content.decode()
        assert "定保管期限" in desk
        page = client.get(at(matter, "archive")).content.decode()
        assert "内部规定保管30年" in page
        assert client.post(at(matter, "archive"), {"on": on, "keeping": ""}).status_code == 422
        less = {"on": on, "keeping": "ten"}
        refused = client.post(at(matter, "archive"), less)
        assert refused.status_code == 409
        assert told.fresh().archived_on is None
        form = refused.context["form"]
        assert form.errors["reason"] == [
            "这类事项的案卷按内部规定保管30年，选10年的，请写明为什么少保管。"
        ]
        numbered = client.post(at(matter, "archive"), less | {"keeping": "", "reason": NUMBER})
        assert set(numbered.context["form"].errors) == {"keeping", "reason"}  # both at once
        done = client.post(at(matter, "archive"), less | {"reason": "主卷在街道，已经永久保管。"})
        assert done.status_code == 302
        last = timeline(told.fresh().dossier, limit=1)[0].words
        assert "保管期限10年（按内部规定是30年）：主卷在街道，已经永久保管。" in last
        matter = told.fresh()
        assert printed(matter) == ["10年", "10年"]
        assert "保管期限</dt><dd>10年" in client.get(matter.get_absolute_url()).content.decode()
        same = client.post(
            at(matter, "set_keeping"), {"on": on, "keeping": "ten", "reason": "核对。"}
        )
        assert same.status_code == 409
        without = client.post(at(matter, "set_keeping"), {"on": on, "keeping": "permanent"})
        assert without.status_code == 422
        typed = {"on": on, "keeping": "permanent", "reason": "涉及用电安全，档案室要求永久。"}
        assert client.post(at(matter, "set_keeping"), typed).status_code == 302
        matter = told.fresh()
        assert printed(matter) == ["永久", "永久"]
        course = [line.words for line in timeline(matter.dossier, limit=5)]
        assert any("由10年改为永久：涉及用电安全" in words for words in course)
        book = load_workbook(io.BytesIO(client.get(reverse("decisions:export")).content))
        (head, *rows) = book.worksheets[0].iter_rows(values_only=True)
        column = [str(cell) for cell in head].index("保管期限")
        assert [row[column] for row in rows] == ["永久"]
        actions.seal(matter, by=archivist, on=on)
        sealed = client.get(at(matter, "set_keeping"))
        assert sealed.status_code == 409


@pytest.mark.parametrize(("story", "usual"), [(CHARGING, "thirty"), (OLD_ESTATE, "permanent")])
def test_what_is_not_chosen_is_kept_as_its_kind_is(
    story: Any, usual: str, walk: Callable[..., Walk]
) -> None:
    told = walk(story)
    demo.to_archived(told, START)
    matter = told.fresh()
    assert matter.keeping == usual
    # What was archived before it could be chosen is kept by the default of its day.
    matter.keeping = ""
    assert keeping_of(matter) == Keeping(usual)


def test_only_who_archives_may_and_a_reason_holds_no_number(
    walk: Callable[..., Walk], zhao_chair: User, sun_worker: User
) -> None:
    told = walk()
    on: date = demo.to_archived(told, START)
    with told.at(on) as matter:
        for by, status in ((sun_worker, 403), (zhao_chair, 409)):
            with pytest.raises(Refused) as caught:
                actions.set_keeping(
                    matter, by=by, on=on, keeping="permanent", reason="问13803715521"
                )
            assert caught.value.refusal.status == status
    assert told.fresh().keeping == "thirty"


@pytest.mark.parametrize("keeping", ["", "thirty", "permanent"])
def test_as_long_as_usual_or_longer_needs_no_reason(
    keeping: str, walk: Callable[..., Walk], zhao_chair: User
) -> None:
    told = walk()
    on = demo.to_ready(told, START)
    with told.at(on) as matter:
        actions.archive(matter, by=zhao_chair, on=on, keeping=keeping)
    matter = told.fresh()
    assert matter.keeping == (keeping or "thirty")
    kept = Keeping(matter.keeping).label
    assert timeline(matter.dossier, limit=1)[0].words.endswith(f"保管期限{kept}。")


def test_a_program_says_why_it_keeps_a_matter_for_less(
    walk: Callable[..., Walk], zhao_chair: User
) -> None:
    told = walk()
    on = demo.to_ready(told, START)
    with clock.moved_to(on):
        program, less = programs.api(zhao_chair), {"keeping": "ten"}
        refused = program.post(programs.at(told.fresh(), "archive"), less, format="json")
        assert refused.status_code == 409
        assert refused.json()["code"] == "matter.keeping_less"
        assert list(refused.json()["errors"]) == ["reason"]
    programs.take(program, told.fresh(), "archive", on, **less, reason="重复立卷。")
    assert told.fresh().keeping == "ten"
