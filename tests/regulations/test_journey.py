"""From registering over revising to repeal, through the pages alone."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from jiedao.people.models import User
from jiedao.regulations.models import Regulation
from tests.attachments.files import PDF, upload
from tests.conftest import Office


def test_a_regulation_from_its_registration_to_its_repeal(
    office: Office, officer: User, zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(officer)
    shown = reverse("regulations:regulation_list")
    assert "还没有登记规章制度。" in client.get(shown).text
    assert shown in client.get(reverse("funds:project_list")).text  # in the same group
    form = client.get(reverse("regulations:register"))
    given = {
        "unit": office.street.pk,
        "title": "《人民调解工作制度》",
        "area": "disputes",
        "document_number": "经八办(2025)4号",
        "issued_on": "2025-02-10",
        "in_force_from": "2025-03-01",
        "summary": "怎样受理、调解、回访。",
        "once_token": form.context["once_token"],
    }
    page = client.post(
        reverse("regulations:register"), given | {"file": upload("制度.pdf", PDF)}, follow=True
    )
    old = Regulation.objects.get()
    assert page.redirect_chain == [(old.get_absolute_url(), 302)]
    assert "经八办〔2025〕4号" in page.text
    assert "制度.pdf" in page.text

    revise = f"{old.get_absolute_url()}revise/"
    form = client.get(revise)
    assert 'value="人民调解工作制度"' in form.text
    assert "怎样受理、调解、回访。" in form.text
    given = {
        "title": "人民调解工作制度",
        "document_number": "经八办〔2026〕8号",
        "issued_on": "2026-04-01",
        "in_force_from": "2026-04-15",
        "summary": "怎样受理、调解、回访、保密。",
        "once_token": form.context["once_token"],
        "file": upload("修订.pdf", PDF + b"%"),
    }
    page = client.post(revise, given, follow=True)
    newer = Regulation.objects.get(replaces=old)
    assert f"已登记修订后的制度，编号{newer.dossier.number}" in page.text
    assert old.get_absolute_url() in page.text
    assert "2025年3月1日至2026年4月14日" in client.get(old.get_absolute_url()).text

    repeal = f"{newer.get_absolute_url()}repeal/"
    bad = client.post(repeal, {"until": "2026-04-01", "reason": "区里已有统一规定"})
    assert bad.status_code == 409
    assert "不能在这以前废止" in bad.text
    assert "区里已有统一规定" in bad.text
    page = client.post(repeal, {"until": "2026-06-01", "reason": "区里已有统一规定"}, follow=True)
    assert "2026年6月1日起废止。原因：区里已有统一规定" in page.text
    assert client.get(repeal).status_code == 409

    # The community reads what was in force when; the acts are on the page.
    page = client_of(zhao_chair).get(newer.get_absolute_url())
    assert "2026年4月15日至2026年5月31日" in page.text
    for words in ("已废止", "登记废止，执行到2026年5月31日", "替代《人民调解工作制度》"):
        assert words in page.text
    assert "您现在可以做的" not in page.text
