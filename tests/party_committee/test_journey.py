"""From the submission of a topic to the accepted result of its decision, through the pages alone."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from jiedao.lib import clock
from jiedao.party_committee.models import PartyMeeting, Topic
from jiedao.people.models import User
from tests.attachments.files import PDF, upload
from tests.party_committee.conftest import Committee

Browser = Callable[[User], Client]
OF = "party_committee"


def test_a_topic_from_its_submission_to_its_accepted_result(
    committee: Committee, client_of: Browser, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "vault"
    clerk, lead = client_of(committee.clerk), client_of(committee.lead)
    secretary, organiser = client_of(committee.secretary), client_of(committee.organiser)

    def post(client: Client, url: str, **given: Any) -> str:
        form = client.get(url)
        assert form.status_code == 200, form.text
        sent = client.post(url, given | {"once_token": form.context["once_token"]}, follow=True)
        assert sent.status_code == 200, sent.text
        return str(sent.text)

    def at(code: str) -> str:
        return reverse(f"{OF}:{code}", args=[Topic.objects.get().dossier.number])

    with clock.moved_to(date(2026, 11, 2)):
        assert reverse(f"{OF}:topic_list") in clerk.get(reverse("pages:desk")).text
        page = post(
            clerk,
            reverse(f"{OF}:submit"),
            department=committee.room.pk,
            title="体育社区日间照料中心改造经费",
            category="money",
            amount="86000",
            proposal="拟安排改造经费。",
            file=upload("方案.pdf", PDF),
        )
        topic = Topic.objects.get()
        for words in ("待分管领导审核", "方案.pdf", "8.6万元", "下一步“审核同意”由何志远办理"):
            assert words in page, words
        assert "审核党工委议题" in lead.get(reverse("pages:desk")).text
        post(lead, at("send_back"), reason="补上预算明细")
        assert "退回修改" in clerk.get(reverse("pages:desk")).text
        page = clerk.get(at("resubmit")).text
        assert "补上预算明细" in page
        assert 'value="86000' in page
        post(clerk, at("resubmit"), title=topic.dossier.title, amount="86000", proposal="附预算。")
        post(lead, at("review"), opinion="同意提请研究")
        page = post(
            organiser,
            reverse(f"{OF}:call_meeting"),
            unit=committee.street.pk,
            held_on="2026-11-09",
            place="三楼会议室",
        )
        meeting = PartyMeeting.objects.get()
        assert "2026年第1次党工委会议" in page
        assert "按现在的名册应到7人" in page
        assert "待书记确定" in secretary.get(reverse("pages:desk")).text
        post(secretary, at("put_on_agenda"), meeting=meeting.pk)
    with clock.moved_to(date(2026, 11, 6)):
        page = organiser.get(topic.get_absolute_url()).text
        assert "这个议题的材料还没有送达委员，不能表决。" in page
        post(organiser, at("hand_out"), papers_on="2026-11-06")
        person = committee.members[6].pk
        page = post(organiser, at("recuse"), person=person, scope="vote", reason="亲属承建")
        assert "不得表决" in page
    with clock.moved_to(date(2026, 11, 9)):
        came = [one.pk for one in committee.members if one.pk != committee.members[5].pk]
        post(
            organiser,
            reverse(f"{OF}:sign_in", args=[meeting.dossier.number]),
            present=came,
            chair=committee.members[0].pk,
        )
        page = organiser.get(at("count_votes")).text
        assert "应到7人，回避1人，按6人计，到会5人" in page
        assert "即4票" in page
        said = "韩学军：同意。\n孙正平：建议控制单价。\n李明远：同意，控制单价。"
        votes = {"in_favour": 4, "against": 0, "abstain": 1}
        post(organiser, at("count_votes"), speeches=said, minority="有的委员建议缓建", **votes)
        page = organiser.get(topic.get_absolute_url()).text
        assert "赞成达到" in page
        assert "6 ÷ 2 ＝ 3" in page
        post(organiser, at("resolve"), decision="同意安排改造经费8.6万元，控制单价。")
        minutes = reverse(f"{OF}:issue_minutes", args=[meeting.dossier.number])
        page = post(
            organiser, minutes, minutes_number="经八党纪[2026] 3号", minutes_on="2026-11-09"
        )
        assert "经八党纪〔2026〕3号" in page
        for form in ("pdf", "docx"):
            paper = organiser.get(
                reverse("documents:download", args=[meeting.dossier.number, "minutes", form])
            )
            assert paper.status_code == 200
        post(organiser, at("assign"), owner=committee.clerk.pk, due_on="2026-11-20")
    with clock.moved_to(date(2026, 11, 16)):
        assert "交您办理" in clerk.get(reverse("pages:desk")).text
        page = clerk.get(topic.get_absolute_url()).text
        assert "同意安排改造经费8.6万元，控制单价。" in page
        assert "有的委员建议缓建" not in page
        assert "只有党工委和负责议事的人可以看" in page
        refused = clerk.get(at("report_done"))
        assert refused.status_code == 409
        assert "还没有报告过进展" in refused.text
        post(clerk, at("report_progress"), words="已签合同，进场施工。")
        post(clerk, at("report_done"), words="改造完工，已通过验收。")
    with clock.moved_to(date(2026, 11, 18)):
        post(organiser, at("hand_back"), reason="缺决算")
        post(clerk, at("report_done"), words="改造完工，决算8.5万元。")
        page = post(organiser, at("accept"), feedback="已按决定落实。")
        assert "已办结" in page
        assert "这个议题已办结，不能再办理。" in page
        assert "已验收办结" in clerk.get(reverse("notices:inbox")).text
    topic.refresh_from_db()
    assert (topic.state, topic.done_on) == ("closed", date(2026, 11, 18))
    assert topic.dossier.deadlines.filter(closed_at=None).count() == 0
