"""A project names what publishes it; whether that hangs is read from the publication itself."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from jiedao.funds import actions
from jiedao.funds.models import Project, ProjectPublication
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.publications import actions as publications
from jiedao.publications.models import Publication
from tests.conftest import Office
from tests.funds.conftest import received, refusal_of
from tests.funds.test_journey import send
from tests.publications.conftest import POSTED_ON, _vault, dossier, freeze, frozen, picture
from tests.support import statements

__all__ = ["_vault", "dossier", "frozen"]


def put_up(notice: Publication, by: User) -> None:
    with clock.moved_to(POSTED_ON):
        publications.post(
            notice, on=POSTED_ON, place="社区公开栏", photo=picture(notice.dossier, by), by=by
        )


def test_a_project_is_public_once_its_publication_hangs(
    project: Project,
    frozen: Publication,
    officer: User,
    sun_worker: User,
    client_of: Callable[[User], Client],
) -> None:
    client, url = client_of(officer), project.get_absolute_url()
    assert "还没有登记由哪份公示公开" in client.get(url).text
    page = send(client, f"{url}publications/", number=f" {frozen.number.lower()}")
    assert "未公开" in page.text
    assert "公示已经定稿，还没有登记张贴" in page.text
    put_up(frozen, sun_worker)
    page = client.get(url)
    assert "已公开" in page.text
    assert "2026年11月16日张贴" in page.text
    assert reverse("publications:publication", args=[frozen.number]) in page.text
    again = client.post(f"{url}publications/", {"number": frozen.number})
    assert again.status_code == 409
    assert "不用重复登记" in again.text
    named = ProjectPublication.objects.get()
    page = send(client, f"{url}publications/{named.pk}/drop/", reason="不是这个项目的")
    assert "还没有登记由哪份公示公开" in page.text
    assert "不是这个项目的" in page.text.split("办理经过")[1]
    assert client.get(f"{url}publications/{named.pk}/drop/").status_code == 409
    with pytest.raises(IntegrityError, match="撤下"), transaction.atomic():
        ProjectPublication.objects.update(drop_reason="改了")


def test_a_matter_stands_for_every_publication_it_has(
    project: Project,
    frozen: Publication,
    officer: User,
    sun_worker: User,
    client_of: Callable[[User], Client],
) -> None:
    type(frozen.dossier).objects.filter(pk=frozen.dossier_id).update(kind="decisions.matter")
    actions.name_publication(project, by=officer, number=frozen.dossier.number)
    client, url = client_of(officer), project.get_absolute_url()
    client.get(url)
    few = statements(lambda: client.get(url))
    assert "还没有登记张贴" in client.get(url).text
    put_up(frozen, sun_worker)
    assert reverse("decisions:matter_page", args=[frozen.dossier.number]) in client.get(url).text
    second = freeze(frozen.dossier, sun_worker, kind="result", title="实施结果公示")
    actions.name_publication(project, by=officer, number=second.number)
    page = client.get(url).text
    assert (page.count("已公开"), page.count("未公开")) == (1, 1)
    assert statements(lambda: client.get(url)) == few


def test_what_has_nothing_to_do_with_the_project_is_refused(
    office: Office, project: Project, frozen: Publication, officer: User, zhao_chair: User
) -> None:
    def refused(number: str, by: User = officer) -> str:
        return refusal_of(actions.name_publication, project, by=by, number=number).code

    assert refused("") == "funds.no_publication"
    assert refused("JC1999-000000-0001") == "funds.dossier"
    assert refused(frozen.number, by=zhao_chair) == "funds.no_duty"
    project.dossier.unit = office.b
    project.dossier.save(update_fields=["unit"])
    assert refused(frozen.number) == "funds.published_elsewhere"


def test_where_residents_gave_the_law_is_said(
    project: Project, officer: User, client_of: Callable[[User], Client]
) -> None:
    client, url = client_of(officer), project.get_absolute_url()
    law = "第四十二条：收支账目应当及时公布"
    received(project, officer)
    assert law not in client.get(url).text
    received(project, officer, source="donation", payer="辖区居民", voucher="收-2")
    assert law in client.get(url).text
