"""A printed form goes out under a code, the same one every time, and finds its way back."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from decisions import demo
from decisions.demo.walk import Walk
from decisions.models import Matter
from jiedao.documents import actions, selectors
from jiedao.documents.models import PrintedForm
from jiedao.lib import codes
from jiedao.people.models import User
from tests.decisions.conftest import START
from tests.documents.paper import pdf_words

Browser = Callable[[User], Client]


@pytest.fixture
def called(walk: Callable[..., Walk]) -> Matter:
    """A matter whose party branch has been called to a meeting."""
    journey = walk()
    on = demo.to_summed_up(journey, START)
    journey.call(on, "party", held_on=on + demo.timedelta(days=2))
    return journey.fresh()


def address(matter: Matter, code: str, form: str = "pdf") -> str:
    meeting = matter.dossier.meetings.get()
    return reverse("documents:download_about", args=[matter.dossier.number, code, meeting.pk, form])


def print_it(client: Client, matter: Matter, code: str) -> str:
    meeting = matter.dossier.meetings.get()
    response = client.post(
        reverse("documents:print", args=[matter.dossier.number, code]),
        {"subject": meeting.pk, "form": "pdf"},
    )
    assert response.status_code == 302
    return str(response["Location"])


def test_a_form_printed_twice_carries_the_same_code(
    called: Matter, sun_worker: User, client_of: Browser
) -> None:
    client = client_of(sun_worker)
    first, second = (print_it(client, called, "sign_in_sheet") for _ in range(2))
    assert first == second == address(called, "sign_in_sheet")
    form = PrintedForm.objects.get()
    assert form.printed_by == sun_worker
    shown = codes.form_code_in_groups(form.code)
    assert shown in pdf_words(client.get(first).content)


def test_a_form_is_not_handed_out_before_it_has_a_code(
    called: Matter, sun_worker: User, client_of: Browser
) -> None:
    response = client_of(sun_worker).get(address(called, "sign_in_sheet"))
    assert response.status_code == 409
    assert "还没有编码" in response.content.decode()
    assert not PrintedForm.objects.exists()


def test_another_form_of_the_same_meeting_has_another_code(
    called: Matter, sun_worker: User, client_of: Browser
) -> None:
    client = client_of(sun_worker)
    for code in ("sign_in_sheet", "count_sheet"):
        print_it(client, called, code)
    assert PrintedForm.objects.values("code").distinct().count() == 2


def test_the_code_leads_staff_to_where_the_scan_goes(
    called: Matter, sun_worker: User, client_of: Browser
) -> None:
    client = client_of(sun_worker)
    print_it(client, called, "sign_in_sheet")
    code = PrintedForm.objects.get().code
    for typed in (code, code.lower(), codes.form_code_in_groups(code)):
        response = client.get(reverse("forms:printed_form", args=[typed]))
        assert response["Location"] == f"{reverse('scans:scan_list')}?form={code}"
        assert "no-store" in response["Cache-Control"]


def test_who_takes_no_scans_in_is_led_to_the_page_of_the_matter(
    called: Matter, sun_worker: User, wang_supervisor: User, client_of: Browser
) -> None:
    print_it(client_of(sun_worker), called, "sign_in_sheet")
    where = reverse("forms:printed_form", args=[PrintedForm.objects.get().code])
    upload = reverse("decisions:attach", args=[called.dossier.number])
    response = client_of(wang_supervisor).get(where)
    assert response["Location"] == f"{upload}?kind=signin_sheet&step=party"


def test_the_code_tells_others_only_where_to_bring_the_form(
    called: Matter, sun_worker: User, zheng_other: User, client_of: Browser
) -> None:
    print_it(client_of(sun_worker), called, "sign_in_sheet")
    where = reverse("forms:printed_form", args=[PrintedForm.objects.get().code])
    for client in (Client(), client_of(zheng_other)):
        response = client.get(where)
        assert response.status_code == 200
        said = response.content.decode()
        assert "签到表" in said
        assert "党群服务中心一楼" in said
        assert called.dossier.title not in said
        assert called.dossier.number not in said


def test_a_misread_code_is_no_form(called: Matter, sun_worker: User, client_of: Browser) -> None:
    print_it(client_of(sun_worker), called, "sign_in_sheet")
    code = PrintedForm.objects.get().code
    wrong = ("3" if code[0] == "2" else "2") + code[1:]
    assert Client().get(reverse("forms:printed_form", args=[wrong])).status_code == 404
    assert Client().get(reverse("forms:printed_form", args=["nonsense"])).status_code == 404


def test_who_may_not_see_the_matter_prints_nothing_of_it(
    called: Matter, zheng_other: User, client_of: Browser
) -> None:
    meeting = called.dossier.meetings.get()
    client = client_of(zheng_other)
    printing = reverse("documents:print", args=[called.dossier.number, "sign_in_sheet"])
    assert client.post(printing, {"subject": meeting.pk, "form": "pdf"}).status_code == 404
    assert client.get(address(called, "meeting_notice")).status_code == 404
    assert not PrintedForm.objects.exists()


def test_what_is_no_form_gets_no_code(called: Matter, sun_worker: User, client_of: Browser) -> None:
    meeting = called.dossier.meetings.get()
    printing = reverse("documents:print", args=[called.dossier.number, "meeting_notice"])
    posted = client_of(sun_worker).post(printing, {"subject": meeting.pk, "form": "pdf"})
    assert posted.status_code == 404


def test_a_form_belongs_to_its_meeting(called: Matter, sun_worker: User) -> None:
    meeting = called.dossier.meetings.get()
    known = {"document": "count_sheet", "subject": str(meeting.pk), "by": sun_worker}
    first = actions.form_for(called.dossier, **known)
    assert actions.form_for(called.dossier, **known) == first
    found = selectors.by_code(first.code)
    assert found
    assert (found.dossier_id, found.subject) == (called.dossier.pk, str(meeting.pk))


@given(st.integers(0, 10), st.sampled_from(codes.ALPHABET))
def test_one_misread_character_shows(place: int, other: str) -> None:
    code = codes.form_code()
    assert codes.normalise_form_code(code) == code
    if code[place] != other:
        with pytest.raises(ValueError, match="编码不对"):
            codes.normalise_form_code(code[:place] + other + code[place + 1 :])
