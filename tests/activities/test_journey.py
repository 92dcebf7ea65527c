"""From planning over holding to everyone having studied, through the pages alone."""

from collections.abc import Callable
from datetime import date

from django.test import Client
from django.urls import reverse

from jiedao.activities.models import Activity, SuperiorDocument
from jiedao.deadlines.actions import sweep
from jiedao.lib import clock
from jiedao.people.models import User
from tests.activities.conftest import person
from tests.attachments.files import PDF, upload
from tests.conftest import Office

Browser = Callable[[User], Client]
CHOOSE = reverse("activities:choose")


def test_a_paper_is_received_studied_made_up_and_handed_down(
    office: Office, officer: User, lead_official: User, zhao_chair: User, client_of: Browser
) -> None:
    client = client_of(officer)
    with clock.moved_to(date(2026, 11, 2)):
        client.get(reverse("superior_documents:document_list"))
        page = client.post(
            reverse("superior_documents:receive"),
            {
                "unit": office.street.pk,
                "title": "《关于推进基层治理的意见》",
                "level": "district",
                "genre": "document",
                "issuer": "中共金水区委办公室",
                "document_number": "金办[2026]12号",
                "received_on": "2026-11-02",
                "summary": "要求各街道落实四项制度。",
                "file": upload("意见.pdf", PDF),
            },
            follow=True,
        )
        assert "已登记，编号SJ2026-" in page.text
        assert "金办〔2026〕12号" in page.text
        assert "组织学习上级文件" in page.text
        assert "内部规定" in page.text
    document = SuperiorDocument.objects.get()

    # Its study is planned; who is to come is told and finds the way.
    with clock.moved_to(date(2026, 11, 3)):
        sent = {"unit": office.street.pk, "kind": "study"}
        form = client.post(CHOOSE, sent, follow=True)
        url = form.request["PATH_INFO"]
        assert "集中学习" in form.text
        assert '赵丽华 <span class="muted">社区主任</span>' in form.text
        typed = {
            "title": "学习推进基层治理的意见",
            "systems": ["decisions", "services"],
            "held_on": "2026-11-05",
            "begins": "09:00",
            "ends": "11:00",
            "place": "街道三楼会议室",
            "attends": [person(one) for one in (officer, lead_official, zhao_chair)],
        }
        wrong = client.post(url, typed | {"ends": "08:00"})
        assert wrong.status_code == 409
        assert "结束时间要晚于开始时间" in wrong.text
        assert "街道三楼会议室" in wrong.text
        planned = client.post(url, typed, follow=True)
        assert "名册上的人已经收到通知" in planned.text
    activity = Activity.objects.get()
    inbox = client_of(zhao_chair).get(reverse("notices:inbox"))
    assert "请参加集中学习“学习推进基层治理的意见”：2026年11月5日 09:00至11:00" in inbox.text
    page = client_of(zhao_chair).get(activity.get_absolute_url())
    assert page.status_code == 200
    assert "您现在可以做的" not in page.text

    # It is held; the chair of the community was absent.
    with clock.moved_to(date(2026, 11, 6)):
        sweep(day=clock.today())
        assert "逾期1天" in client.get(reverse("pages:desk")).text
        hold = reverse("activities:hold", args=[activity.dossier.number])
        form = client.get(hold)
        assert form.text.count("checked") == 3
        present = [
            one.pk for one in activity.roster.order_by("id") if one.person_id != person(zhao_chair)
        ]
        said = {
            "held_on": "2026-11-05",
            "begins": "09:10",
            "ends": "11:00",
            "place": "街道三楼会议室",
            "chair": "何志远",
            "summary": "逐条学习。\n定了分工。",
            "present": present,
            "guests": "马教授 区委党校讲师",
        }
        nobody = client.post(hold, said | {"present": []})
        assert nobody.status_code == 422
        assert "没有一个人到会，就是没有召开" in nobody.text
        page = client.post(hold, said, follow=True)
    for words in (
        "应到</dt><dd>3人",
        "实到</dt><dd>2人，另有列席1人",
        "还有1人要补学",
        "组织缺席的人补学",
    ):
        assert words in page.text
    owing = client.get(reverse("activities:owing_list")).text
    assert "赵丽华" in owing
    assert "2026年11月5日" in owing

    # The paper is linked to it: two have studied it, one has not.
    study = reverse("superior_documents:study", args=[document.dossier.number])
    assert "2026年11月5日 学习推进基层治理的意见（经八路街道）" in client.get(study).text
    page = client.post(study, {"activity": activity.pk}, follow=True)
    assert "名册上共3人，还有1人没有学习" in page.text
    assert document.cited in client.get(activity.get_absolute_url()).text
    entry = activity.roster.get(person=zhao_chair.person)
    make_up = reverse("activities:make_up", args=[activity.dossier.number, entry.pk])
    early = client.post(make_up, {"on": "2026-11-04", "how": "自学"})
    assert "补学日期不能早于2026年11月5日" in early.text
    client.post(make_up, {"on": "2026-11-09", "how": "自学原文"})
    page = client.get(document.get_absolute_url()).text
    assert "名册上共3人，都学习了" in page
    assert "11月9日，自学原文" in page
    activity.dossier.refresh_from_db()
    assert (activity.dossier.state_label, activity.dossier.closed_on) == (
        "已召开",
        date(2026, 11, 9),
    )

    # It is handed down to one of the communities.
    relay = reverse("superior_documents:relay", args=[document.dossier.number])
    page = client.post(
        relay, {"units": [office.a.pk], "on": "2026-11-10", "way": "meeting"}, follow=True
    )
    assert "还没有传达到：科技社区" in page.text
    assert "已学习、已传达" in page.text
    seen = client_of(zhao_chair).get(document.get_absolute_url())
    assert seen.status_code == 200


def test_a_visit_finds_a_problem_and_the_community_solves_it(
    office: Office, officer: User, li_secretary: User, sun_worker: User, client_of: Browser
) -> None:
    client = client_of(officer)
    form = client.post(CHOOSE, {"unit": office.street.pk, "kind": "visit"}, follow=True)
    typed = {
        "title": "督导民主决策",
        "held_on": "2026-11-02",
        "begins": "15:00",
        "place": "体育社区",
        "visits": [person(li_secretary)],
        "attends": [person(officer)],
    }
    where = form.request["PATH_INFO"]
    missing = client.post(where, typed)
    assert "请选择督导了哪些社区。" in missing.text
    # Its day has passed: who came is entered at once, and nobody is told.
    page = client.post(where, typed | {"communities": [office.a.pk]}, follow=True)
    assert "请接着登记谁到了、定了什么" in page.text
    visit = Activity.objects.get()
    assert not li_secretary.notices.exists()
    present = [one.pk for one in visit.roster.order_by("id")]
    page = client.post(
        page.request["PATH_INFO"],
        {
            "held_on": "2026-11-02", "begins": "15:00", "place": "体育社区", "chair": "李明远",
            "summary": "查了台账。", "present": present,
        },
        follow=True,
    )  # fmt: skip
    assert "发现了问题的，请接着登记" in page.text
    visit.dossier.refresh_from_db()
    assert visit.dossier.closed_on
    client.post(
        reverse("activities:find_problem", args=[visit.dossier.number]),
        {
            "words": "会议记录没有签字", "measure": "补签", "unit": office.a.pk,
            "whose": "赵丽华", "due_on": "2026-11-09",
        },
    )  # fmt: skip
    worker = client_of(sun_worker)
    assert "会议记录没有签字" in worker.get(reverse("notices:inbox")).text
    with clock.moved_to(date(2026, 11, 12)):
        page = worker.get(visit.get_absolute_url())
        assert "逾期3天" in page.text
    problem = visit.problems.get()
    solve = reverse("activities:solve", args=[visit.dossier.number, problem.pk])
    page = worker.post(solve, {"on": "2026-11-12", "how": "已经补签"}, follow=True)
    assert "11月12日已解决" in page.text
    assert worker.get(solve).status_code == 409
    visit.dossier.refresh_from_db()
    assert visit.dossier.state_label == "已召开"
    assert not visit.dossier.deadlines.open().exists()


def test_what_is_called_off_says_why_and_tells_who_was_to_come(
    office: Office, branch_secretary: User, zhao_chair: User, client_of: Browser
) -> None:
    client = client_of(branch_secretary)
    url = reverse("activities:plan", args=[office.a.code, "training"])
    with clock.moved_to(date(2026, 11, 2)):
        typed = {
            "title": "以会代训", "held_on": "2026-11-05", "begins": "09:00", "place": "社区",
            "attends": [person(zhao_chair)],
        }  # fmt: skip
        client.post(url, typed)
        activity = Activity.objects.get()
        cancel = reverse("activities:cancel", args=[activity.dossier.number])
        assert client.post(cancel, {"reason": ""}).status_code == 422
        page = client.post(cancel, {"reason": "讲师生病"}, follow=True)
    assert "已取消。原因：讲师生病" in page.text
    assert client.get(cancel).status_code == 409
    assert "取消了，不用参加" in client_of(zhao_chair).get(reverse("notices:inbox")).text
    assert not activity.dossier.deadlines.open().exists()
    street_only = reverse("activities:plan", args=[office.a.code, "visit"])
    assert client.get(street_only).status_code == 409
