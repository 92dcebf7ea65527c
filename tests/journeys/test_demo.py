"""The demo office has another system: the hotline, let in by the administrator, with an opinion entered."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client as Browser
from django.urls import reverse

from decisions.models import Opinion
from jiedao.api.models import Client
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.people.models import User, UserKind
from jiedao.reporting.models import Task
from tests.conftest import Office

HOTLINE, PLATFORM = "市12345热线", "区智慧社区平台"


@pytest.fixture
def said(office: Office, settings: Any, tmp_path: Path) -> str:
    """What is printed while the demo office is built, and when its cast is listed."""
    settings.VAR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "attachments"
    words = io.StringIO()
    call_command("demo", stdout=words, stderr=words)
    call_command("demo", "--cast", stdout=words, stderr=words)
    return words.getvalue()


def test_the_demo_office_has_a_hotline_that_enters_opinions_and_whose_token_nobody_was_told(
    said: str, caplog: pytest.LogCaptureFixture, client_of: Callable[[User], Browser]
) -> None:
    hotline = Client.objects.get(user__name=HOTLINE)
    assert hotline.user.kind == UserKind.MACHINE
    assert not hotline.user.has_usable_password()
    assert hotline.acts == ["matter.add_opinions", "matter.attach"]
    token = hotline.tokens.get()
    assert token.last_used_at
    for prefix in (one.tokens.get().prefix for one in Client.objects.all()):
        assert prefix not in said + caplog.text

    # Entered in its own name, as the ledger says.
    opinion = Opinion.objects.get(entered_by=hotline.user)
    assert opinion.channel == "phone"
    entries = timeline(opinion.matter.dossier, limit=50)
    assert [line.act for line in entries if line.by == HOTLINE] == ["登记居民意见"]

    administrator = client_of(User.objects.get(username="anquan"))
    listed = administrator.get(reverse("clients:client_list")).text
    assert (HOTLINE in listed, PLATFORM in listed) == (True, True)
    assert "登记居民意见、上传文书" in listed
    page = administrator.get(reverse("clients:client", args=[hotline.pk])).text
    assert "有效" in page
    assert reverse("clients:issue_token", args=[hotline.pk]) in page
    chair = client_of(User.objects.get(username="tiyu-zhuren"))
    opinions = chair.get(reverse("decisions:opinion_list", args=[opinion.matter.dossier.number]))
    assert opinion.text in opinions.text
    # What the last reviews handed out: one is settled, one is still to be answered.
    assert set(Task.objects.values_list("state", flat=True)) == {"open", "done"}
    assert Task.objects.get(state="open").due_on > clock.today()
