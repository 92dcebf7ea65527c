"""Whose a paper from above is: named when it is registered or later, and its limit is his."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from jiedao.access import actions as access
from jiedao.access.models import Appointment
from jiedao.activities import actions
from jiedao.activities.models import InCharge
from jiedao.dashboard import late
from jiedao.deadlines.actions import desk_of
from jiedao.deadlines.models import Deadline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.notices.models import Notice
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.activities.conftest import received
from tests.conftest import Office

Browser = Callable[[User], Client]


def whose(user: User, days: int = 60) -> list[str]:
    """Whose the dashboard's list says each study is, when it is late."""
    with clock.moved_to(clock.today() + timedelta(days=days)):
        asked = late.listing(user).read({})
        return [row.whose for row in late.listed(user, asked, today=clock.today()).rows]


def test_who_registers_it_is_responsible_until_another_is_named(
    office: Office, officer: User, lead_official: User, li_secretary: User, client_of: Browser
) -> None:
    document = received(office.street, officer)
    assert document.responsible == officer
    limit = Deadline.objects.get(dossier=document.dossier)
    assert desk_of(limit) == [officer]
    assert whose(li_secretary) == [officer.name]
    client, where = (
        client_of(officer),
        reverse("superior_documents:put_in_charge", args=[document.dossier.number]),
    )
    assert where in client.get(document.get_absolute_url()).text
    page = client.post(where, {"responsible": lead_official.pk}, follow=True)
    assert f"已登记，由{lead_official}负责。" in page.text
    assert whose(li_secretary) == [lead_official.name]
    assert desk_of(Deadline.objects.get(pk=limit.pk)) == [lead_official]
    assert Notice.objects.filter(user=lead_official).exists()
    again = client.post(where, {"responsible": lead_official.pk})
    assert again.status_code == 409
    assert "没有变更，不用登记" in again.text
    assert lead_official.name in client.get(reverse("superior_documents:document_list")).text


def test_he_is_chosen_at_registering_among_those_who_can_see_to_it(
    office: Office, officer: User, lead_official: User, zhao_chair: User, client_of: Browser
) -> None:
    assert received(office.street, officer, responsible=lead_official).responsible == lead_official
    form = client_of(officer).get(reverse("superior_documents:receive")).context["form"]
    offered = [label for _, label in form.fields["responsible"].choices]
    assert offered[0] == "登记的人自己负责"
    assert "何志远（经八路街道分管领导）" in offered
    with pytest.raises(Refused, match="赵丽华在经八路街道不负责") as refused:
        received(office.street, officer, title="另一份", document_number="", responsible=zhao_chair)
    assert refused.value.refusal.field == "responsible"


def test_who_has_left_is_not_named_any_more(
    office: Office, officer: User, lead_official: User, li_secretary: User
) -> None:
    document = received(office.street, officer, responsible=lead_official)
    for post in Appointment.objects.filter(user=lead_official):
        access.dismiss(post, by=people.system(), ends_on=clock.today(), reason="调离")
    limit = Deadline.objects.get(dossier=document.dossier)
    assert officer in desk_of(limit)
    assert lead_official not in desk_of(limit)
    assert whose(li_secretary) == [officer.name]


def test_what_was_entered_stays(office: Office, officer: User, lead_official: User) -> None:
    document = received(office.street, officer)
    actions.put_in_charge(document, by=officer, responsible=lead_official)
    assert InCharge.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        InCharge.objects.update(user=lead_official)
