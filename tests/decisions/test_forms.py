"""Every step taken in the browser: what is asked, what comes back at the field, nothing twice."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from decisions import demo
from decisions.demo.stories import CHARGING, DAY_CARE
from decisions.demo.walk import Walk, picture
from decisions.models import Matter
from decisions.states import SupervisedStep
from jiedao.lib import clock
from jiedao.meetings.states import MeetingKind
from jiedao.people.models import User
from tests.decisions.conftest import START
from tests.decisions.test_pages import body, url

Signed = Callable[[User], Client]
Begin = Callable[..., Walk]


def token(page: str) -> str:
    found = re.search(r'name="once_token" value="([0-9a-f]{32})"', page)
    assert found
    return found[1]


def send(client: Client, address: str, day: date, /, **typed: Any) -> Any:
    """Open a form and send it as a browser would."""
    once = token(body(client.get(address)))
    return client.post(address, {"once_token": once, "on": day.isoformat()} | typed)


def motion(**changed: Any) -> dict[str, Any]:
    return {
        "title": DAY_CARE.title,
        "kind": DAY_CARE.kind,
        "origin": DAY_CARE.origin,
        "proposer": DAY_CARE.proposer,
        "summary": DAY_CARE.summary,
        "plan": DAY_CARE.plan,
        "budget": "865,000元",
        "funding": DAY_CARE.funding,
        "on": START.isoformat(),
    } | changed


def newest() -> Matter:
    return Matter.objects.select_related("dossier").latest("pk")


def hold_in_browser(
    worker: Client, matter: Matter, called: date, on: date, *, absent: int = 1, **also: str
) -> None:
    """Call a meeting, sign in, count: all through the pages."""
    with clock.moved_to(called):
        answer = send(
            worker,
            url(matter, "call_meeting"),
            called,
            held_at=f"{on.isoformat()}T09:30",
            place="党群服务中心二楼",
            **also,
        )
        assert answer.status_code == 302, body(answer)
    with clock.moved_to(on):
        opened = body(worker.get(url(matter, "sign_in")))
        names = re.findall(r'name="present" value="(\d+)"', opened)
        came = names[: len(names) - absent]
        answer = send(worker, url(matter, "sign_in"), on, present=came)
        assert answer.status_code == 302, body(answer)
        answer = send(
            worker,
            url(matter, "count_votes"),
            on,
            method="hands",
            in_favour=len(came),
            against=0,
            abstain=0,
            invalid=0,
            resolution="同意建设。",
            minutes="逐一发言后表决。",
            chair_name="赵丽华",
            recorder_name="孙红霞",
        )
        assert answer.status_code == 302, body(answer)


def test_a_matter_walks_from_motion_to_archive_through_the_browser(
    posts: Any, client_of: Signed
) -> None:
    secretary, chair, worker = map(client_of, (posts.secretary, posts.chair, posts.worker))

    def step(client: Client, code: str, day: date, /, **typed: Any) -> None:
        with clock.moved_to(day):
            answer = send(client, url(matter, code), day, **typed)
            assert answer.status_code == 302, (code, body(answer))

    def after(days: int) -> date:
        return START + timedelta(days=days)

    with clock.moved_to(START):
        assert send(worker, reverse("decisions:draft"), START, **motion()).status_code == 302
    matter = newest()
    assert matter.budget == 865000
    step(worker, "revise", START, **motion(summary="改过的说明"))
    step(chair, "consult", after(1), until=after(8).isoformat())
    step(worker, "add_channel", after(1), kind="door", place="1至6号楼")
    step(worker, "add_opinions", after(2), channel="door", lines="王阿姨：要坡道\n赞成")
    with clock.moved_to(after(2)):
        for number in (1, 2):
            answer = send(
                chair,
                url(matter, "answer_opinion", number),
                after(2),
                uptake="adopted",
                reason="写进方案。",
            )
            assert answer.status_code == 302
    step(chair, "sum_up", after(9), summary="都采纳了。")
    hold_in_browser(worker, matter, after(9), after(10))
    step(secretary, "propose", after(10), plan=DAY_CARE.plan)
    hold_in_browser(worker, matter, after(10), after(12))
    step(chair, "deliberate", after(12), plan=DAY_CARE.plan)
    hold_in_browser(worker, matter, after(12), after(16), absent=5, kind="representatives")
    step(chair, "resolve", after(16), text=DAY_CARE.plan)
    publish(
        chair, matter, "publish_resolution", after(17), finish_by=after(60), responsible="王秀兰"
    )
    step(worker, "post_notice", after(17), place="社区居务公开栏", photo=picture("张贴"))
    step(worker, "take_down_notice", after(33), photo=picture("揭下"))
    step(chair, "implement", after(33), responsible="王秀兰", finish_by=after(60).isoformat())
    step(
        worker,
        "report_progress",
        after(40),
        words="已经开工",
        spent="1000.50",
        item="材料",
        payee="supplier",
    )
    step(chair, "accept_work", after(50), acceptance="验收合格", acceptors="赵丽华", spent="860000")
    step(worker, "survey", after(51), channel="paper", asked=10, satisfied=8, fair=1, unsatisfied=0)
    publish(chair, matter, "publish_result", after(52), result="建成日间照料中心")
    step(worker, "post_notice", after(52), place="社区居务公开栏", photo=picture("张贴二"))
    step(worker, "take_down_notice", after(68), photo=picture("揭下二"))
    for kind in (MeetingKind.PARTY, MeetingKind.JOINT, MeetingKind.REPRESENTATIVES):
        step(worker, "attach", after(68), kind="signin_sheet", step=kind, file=picture(kind))
    supervisor = client_of(posts.supervisor)
    for each in SupervisedStep.values:
        signed = {"signer": posts.supervisor.person_id, "signed_on": str(after(68))}
        step(supervisor, "supervise", after(68), step=each, verdict="agree", text="", **signed)
    step(chair, "archive", after(68), keeping="thirty")
    assert Matter.objects.get(pk=matter.pk).state == "archived"


def publish(client: Client, matter: Matter, code: str, on: date, **typed: Any) -> None:
    """Look at the sheet first, then confirm exactly what was seen."""
    typed = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in typed.items()
    }
    with clock.moved_to(on):
        shown = send(client, url(matter, code), on, **typed)
        assert shown.status_code == 200
        sheet = body(shown)
        assert 'class="sheet"' in sheet
        assert matter.dossier.publications.filter(frozen_on=on).count() == 0
        seen = re.search(r'name="seen" value="([0-9a-f]{64})"', sheet)
        assert seen
        confirmed = typed | {"seen": seen[1], "once_token": token(sheet), "on": on.isoformat()}
        assert client.post(url(matter, code), confirmed).status_code == 302
    assert matter.dossier.publications.filter(frozen_on=on).count() == 1


def test_what_was_changed_after_the_preview_is_shown_again_before_it_is_frozen(
    walk: Begin, zhao_chair: User, client_of: Signed
) -> None:
    journey = walk()
    on = demo.to_resolved(journey, START)
    client, address = client_of(zhao_chair), url(journey.matter, "publish_resolution")
    with clock.moved_to(on):
        typed = {"responsible": "王秀兰", "finish_by": "2026-08-01"}
        sheet = body(send(client, address, on, **typed))
        seen = re.search(r'name="seen" value="([0-9a-f]{64})"', sheet)
        assert seen
        changed = typed | {"responsible": "别人", "seen": seen[1], "on": on.isoformat()}
        answer = client.post(address, changed | {"once_token": token(sheet)})
        assert answer.status_code == 200
        assert "责任人：别人" in body(answer)
        back = client.post(address, typed | {"on": on.isoformat(), "edit": "1"})
        assert 'value="王秀兰"' in body(back)
    assert not journey.matter.dossier.publications.exists()


def test_the_same_form_sent_twice_is_entered_once(
    walk: Begin, sun_worker: User, client_of: Signed
) -> None:
    matter = walk().consult(START).matter
    client, address = client_of(sun_worker), url(matter, "add_opinions")
    with clock.moved_to(START):
        typed = {
            "once_token": token(body(client.get(address))),
            "on": START.isoformat(),
            "channel": "door",
            "lines": "赞成",
        }
        client.post(address, typed)
        again = client.post(address, typed, follow=True)
    assert "没有重复登记" in body(again)
    assert matter.opinions.count() == 1


def test_a_refused_form_keeps_what_was_typed_and_may_be_sent_again(
    walk: Begin, zhao_chair: User, client_of: Signed
) -> None:
    matter = walk().matter
    client, address = client_of(zhao_chair), url(matter, "consult")
    with clock.moved_to(START):
        once = token(body(client.get(address)))
        typed = {"once_token": once, "on": START.isoformat()}
        short = client.post(address, typed | {"until": (START + timedelta(days=3)).isoformat()})
        said = body(short)
        assert short.status_code == 409
        assert "征求意见不少于7日" in said
        assert f'value="{(START + timedelta(days=3)).isoformat()}"' in said
        assert token(said) == once
        right = client.post(address, typed | {"until": (START + timedelta(days=7)).isoformat()})
        assert right.status_code == 302


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"title": "长" * 81}, "title", "最多80个字，现在有81个字"),
        ({"title": "看\x00不见"}, "title", "看不见的控制字符"),
        ({"title": ""}, "title", "请写明是什么事"),
        ({"plan": "请打13812345678找老王"}, "plan", "手机号"),
        ({"kind": "nonsense"}, "kind", "nonsense"),
        ({"budget": "-1"}, "budget", "金额不能是负数"),
        ({"budget": "一百"}, "budget", "请只填数字"),
        ({"budget": "99999999999"}, "budget", "金额太大"),
        ({"budget": "NaN"}, "budget", "请只填数字"),
        ({"on": "2026-13-01"}, "on", "日期"),
        ({"on": "0001-01-01"}, "on", "年份不对"),
        ({"on": "9999-12-31"}, "on", "年份不对"),
        ({"on": "2027-01-01"}, "on", "不能是将来的日期"),
        ({"touches_common_parts": "on"}, "touches_common_parts", "业主共同决定"),
    ],
)
def test_a_motion_that_cannot_be_entered_comes_back_at_its_field(
    typed: dict[str, str],
    field: str,
    sentence: str,
    sun_worker: User,
    client_of: Signed,
) -> None:
    with clock.moved_to(START):
        answer = send(client_of(sun_worker), reverse("decisions:draft"), START, **motion(**typed))
    said = body(answer)
    assert answer.status_code in (409, 422)
    assert sentence in said
    assert "还不能提交" in said
    assert DAY_CARE.summary in said
    assert not Matter.objects.exists()


def test_a_date_before_the_residents_were_asked_comes_back_at_the_date(
    walk: Begin, sun_worker: User, client_of: Signed
) -> None:
    matter = walk().consult(START).matter
    with clock.moved_to(START):
        answer = send(
            client_of(sun_worker),
            url(matter, "add_opinions"),
            START - timedelta(days=5),
            channel="door",
            lines="赞成",
        )
    said = body(answer)
    assert answer.status_code == 409
    assert "早于这一步开始的日期" in said
    assert 'id="id_on_box"' in said


def test_more_ballots_than_people_are_refused_with_the_sum(
    walk: Begin, sun_worker: User, client_of: Signed
) -> None:
    journey = walk()
    on = demo.to_summed_up(journey, START)
    held = on + timedelta(days=2)
    journey.call(on, MeetingKind.PARTY, held_on=held).sign(held, absent=1)
    with clock.moved_to(held):
        answer = send(
            client_of(sun_worker),
            url(journey.matter, "count_votes"),
            held,
            method="secret",
            issued=9,
            in_favour=9,
            against=0,
            abstain=0,
            invalid=0,
            resolution="同意。",
            minutes="记录。",
            chair_name="陈建国",
            recorder_name="孙红霞",
        )
    said = body(answer)
    assert answer.status_code == 409
    assert "发出9张票" in said
    assert "记录。" in said


def test_a_form_sent_after_someone_else_was_first_says_who_and_what(
    walk: Begin, branch_secretary: User, zhao_chair: User, client_of: Signed
) -> None:
    journey = walk()
    client, address = client_of(zhao_chair), url(journey.matter, "consult")
    with clock.moved_to(START):
        once = token(body(client.get(address)))
    journey.consult(START)
    with clock.moved_to(START):
        typed = {"once_token": once, "on": START.isoformat(), "until": "2026-03-20"}
        answer = client.post(address, typed)
    assert answer.status_code == 409
    assert "最近一次办理" in body(answer)


def test_a_sign_in_that_ran_out_keeps_the_opinions_typed(
    walk: Begin, sun_worker: User, client_of: Signed
) -> None:
    matter = walk().consult(START).matter
    client, address = client_of(sun_worker), url(matter, "add_opinions")
    with clock.moved_to(START):
        client.logout()
        away = client.post(address, {"lines": "王阿姨：要坡道", "channel": "door"})
        assert away.status_code == 302
        assert "sign-in" in away["Location"]
    assert matter.opinions.count() == 0


def test_a_photo_that_is_no_photo_comes_back_at_the_field(
    walk: Begin, sun_worker: User, client_of: Signed
) -> None:
    journey = walk()
    on = demo.to_resolved(journey, START)
    journey.publish_resolution(on, finish_by=on + timedelta(days=30))
    fake = SimpleUploadedFile("板.jpg", b"<html><script>alert(1)</script>")
    with clock.moved_to(on):
        answer = send(
            client_of(sun_worker), url(journey.matter, "post_notice"), on, place="栏", photo=fake
        )
    assert answer.status_code == 409
    assert 'id="id_photo_box"' in body(answer)


def test_what_only_residents_decide_leaves_no_choice_of_meeting(
    walk: Begin, zhao_chair: User, client_of: Signed
) -> None:
    journey = walk()
    Matter.objects.filter(pk=journey.matter.pk).update(kind="covenant")
    on = demo.to_deliberated(journey, START)
    with clock.moved_to(on):
        said = body(client_of(zhao_chair).get(url(journey.matter, "call_meeting")))
    assert 'name="kind"' not in said
    assert "居民会议要提前10天通知" in said
    assert CHARGING.title in said
