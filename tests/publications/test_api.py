"""The public board for programs: without sign-in, without personal parts."""

import hashlib
from datetime import date
from typing import Any

from rest_framework.test import APIClient

from jiedao.attachments.models import Attachment
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.publications import actions, canonical
from jiedao.publications.models import Publication
from tests.conftest import Office
from tests.publications.conftest import (
    FROZEN_ON,
    POSTED_ON,
    freeze,
    open_dossier,
    picture,
    some_blocks,
)
from tests.support import statements

ALL = "/api/v1/publications/"


def hang(dossier: Dossier, by: User, **changed: Any) -> Publication:
    """Freeze a notice and put it up."""
    with clock.moved_to(FROZEN_ON):
        notice = freeze(dossier, by, **changed)
    with clock.moved_to(POSTED_ON):
        shown: Attachment = picture(dossier, by)
        return actions.post(notice, on=POSTED_ON, place="社区公开栏", photo=shown, by=by)


def test_anybody_reads_what_hangs_on_the_board(posted: Publication) -> None:
    answer = APIClient().get(ALL)
    assert answer.status_code == 200
    assert not answer.cookies
    (row,) = answer.json()["results"]
    assert row["number"] == posted.number
    assert row["kind_name"] == "决议公示"
    assert row["ends_on"] == "2026-12-01"


def test_a_notice_that_was_never_put_up_is_not_found(frozen: Publication) -> None:
    assert APIClient().get(ALL).json()["results"] == []
    answer = APIClient().get(f"{ALL}{frozen.number}/")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_the_text_leaves_out_personal_parts_and_matches_its_digest(
    dossier: Dossier, sun_worker: User
) -> None:
    named = [*some_blocks(), canonical.paragraph("联系人：孙红霞。")]
    notice = hang(dossier, sun_worker, blocks=named, redacted_blocks=some_blocks())
    shown = APIClient().get(f"{ALL}{notice.number}/").json()
    assert "孙红霞" in notice.full_text
    assert "孙红霞" not in APIClient().get(f"{ALL}{notice.number}/").content.decode()
    assert hashlib.sha256(shown["text"].encode()).hexdigest() == shown["digest"]
    assert shown["full_digest"] == notice.full_digest


def test_nobody_changes_the_board(posted: Publication, sun_worker: User) -> None:
    client = APIClient()
    client.force_login(sun_worker, backend="jiedao.accounts.backends.Accounts")
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(f"{ALL}{posted.number}/", {}, format="json").status_code == 405


def test_the_board_is_narrowed_by_unit_and_kind(posted: Publication) -> None:
    def found(**query: str) -> int:
        return len(APIClient().get(ALL, query).json()["results"])

    assert found(unit="410105001") == found(unit="410105001003") == 1
    assert found(unit="410105001006") == 0
    assert found(kind="resolution") == 1
    assert found(kind="result") == 0
    for query in ({"kind": "poster"}, {"unit": "999"}):
        answer = APIClient().get(ALL, query)
        assert answer.status_code == 400
        assert list(answer.json()["errors"]) == list(query)


def test_the_board_costs_the_same_for_one_and_for_twelve_notices(
    posted: Publication, office: Office, sun_worker: User
) -> None:
    with clock.moved_to(date(2026, 11, 17)):
        few = statements(lambda: APIClient().get(ALL))
    for number in range(11):
        hang(open_dossier(office.a, sun_worker, f"第{number}件"), sun_worker)
    with clock.moved_to(date(2026, 11, 17)):
        assert statements(lambda: APIClient().get(ALL)) == few
    assert len(APIClient().get(ALL).json()["results"]) == 12
    assert posted.posted_on == date(2026, 11, 16)
