"""The people of a community and the one matter they carry from motion to archive, phase by phase."""

from datetime import date
from typing import Any

from django.urls import reverse

from decisions.models import Matter, SupervisionOpinion
from decisions.states import MatterState
from jiedao.lib import clock
from jiedao.publications.models import Publication
from tests.conftest import Office
from tests.journeys.browser import Browser, Page
from tests.support import photo

TITLE = "3号院增设电动自行车充电棚"
PLAN = "在3号院东墙内建充电棚1座，充电位40个，带消防喷淋；电费按用电量收，不另收服务费。"
MOTION = {
    "title": TITLE,
    "kind": "welfare",
    "origin": "committee",
    "proposer": "社区居民委员会",
    "summary": "选址、数量、收费标准，请居民提意见。",
    "plan": PLAN,
    "budget": "96000",
    "funding": "社区公益事业经费",
}
MINUTES = "主持人说明方案和意见采纳情况，逐一发言后表决。"


def day(month: int, number: int) -> Any:
    """Moves the clock to a day of 2026."""
    return clock.moved_to(date(2026, month, number))


class Journey:
    """The people of community A at their browsers, and the one matter they work on."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.resident = Browser()
        with day(3, 2):
            self.secretary, self.chair, self.worker, self.supervisor, self.neighbour = (
                Browser().sign_in(name) for name in ("chen", "zhao", "sun", "wang", "zheng")
            )
        self.number = ""

    def url(self, step: str, *also: Any) -> str:
        return reverse(f"decisions:{step}", args=[self.number, *also])

    def page(self, who: Browser) -> Page:
        return who.open(self.url("matter_page"))

    def do(self, who: Browser, code: str, /, **typed: Any) -> Page:
        """Take a step and come back to the matter."""
        done = who.fill(self.url(code), **typed)
        assert done.status == 200, done.words[:1500]
        assert done.address == self.url("matter_page"), done.words[:1500]
        assert Matter.objects.filter(dossier__number=self.number).exists()
        return done

    def refused(self, who: Browser, step: str, *said: str) -> None:
        """The step says why it cannot be taken, before anything is typed."""
        page = who.open(self.url(step))
        assert page.status == 409
        for words in ("暂不能办", *said):
            assert words in page, page.words[:1500]

    def board(self, *said: str, unit: Any = None) -> Page:
        """What residents read on the board; everyone may."""
        code = (unit or self.office.a).code
        page = self.resident.open(f"{reverse('publications:board')}?unit={code}")
        for words in said:
            assert words in page, page.words
        return page

    def state(self) -> str:
        return str(Matter.objects.get(dossier__number=self.number).state)

    # --- the phases -------------------------------------------------------------------------------

    def draft(self) -> None:
        with day(3, 2):
            once = self.worker.fill(reverse("decisions:draft"), **MOTION, touches_common_parts="on")
            assert once.status == 409
            assert "《民法典》第二百七十八条" in once
            assert once.sheet("plan").boxes["plan"].values == [PLAN]
            once.sheet("plan").boxes["touches_common_parts"].values.clear()
            done = self.worker.fill(reverse("decisions:draft"), **MOTION)
            assert done.status == 200, done.words[:1500]
            self.number = done.address.rstrip("/").rpartition("/")[2]
            assert TITLE in done
            assert TITLE not in self.board()
            assert self.page(self.neighbour).status == 404

    def consult(self) -> None:
        with day(3, 3):
            page = self.chair.open(self.url("consult"))
            short = self.chair.send(page, until="2026-03-08")
            assert short.status == 409
            assert "最早到2026年3月10日截止" in short
            self.do(self.chair, "consult", until="2026-03-10")
            self.do(self.worker, "add_channel", kind="door", place="四个网格入户")
            self.board("正在听您的意见", TITLE, "还剩7天")
            assert TITLE not in self.board(unit=self.office.b)
        with day(3, 5):
            thanks = self.resident.fill(
                reverse("consultations:say_opinion", args=[self.number]),
                text="希望离楼道口近一点。",
                speaker="张阿姨",
            )
            assert "第1号" in thanks
            assert "sessionid" not in self.resident.client.cookies
            lines = "李师傅：收费要写清楚\n施工避开中午"
            self.do(self.worker, "add_opinions", channel="door", lines=lines)
            self.board("还剩5天")
            self.refused(self.chair, "sum_up", "征求意见到2026年3月10日24:00为止，还没有期满")

    def sum_up(self) -> None:
        with day(3, 11):
            self.refused(self.chair, "sum_up", "共3条意见，还有3条没有写明是否采纳和理由")
            page = self.chair.open(self.url("answer_opinion", 1))
            assert "希望离楼道口近一点" in page
            for uptake in ("adopted", "partly", "not_adopted"):
                # Each answer leads on to the next opinion, the last one back to the matter.
                page = self.chair.send(page, uptake=uptake, reason="已当面说明，写进方案。")
                assert page.status == 200, page.words[:1500]
            assert page.address == self.url("matter_page")
            self.do(self.chair, "sum_up", summary="多数赞成，已把收费写进方案。")
            seen = self.resident.open(reverse("consultations:consultation", args=[self.number]))
            assert "收到意见3条：采纳1条，部分采纳1条，不采纳1条" in seen
            assert "张阿姨" not in seen
            assert "希望离楼道口近一点" not in seen
            closed = self.resident.open(reverse("consultations:say_opinion", args=[self.number]))
            assert closed.status == 409

    def call(self, held: str, **chosen: Any) -> None:
        self.do(self.chair, "call_meeting", held_at=held, place="二楼会议室", **chosen)

    def sign(self, came: int) -> Page:
        form = self.worker.open(self.url("sign_in"))
        ticked = form.sheet("present").boxes["present"].choices[:came]
        done = self.worker.send(form, present=ticked)
        assert done.address == self.url("matter_page"), done.words[:1500]
        return done

    def count(self, in_favour: int, against: int, abstain: int = 0) -> None:
        self.do(
            self.worker,
            "count_votes",
            method="hands",
            in_favour=str(in_favour),
            against=str(against),
            abstain=str(abstain),
            invalid="0",
            minutes=MINUTES,
            chair_name="赵丽华",
            recorder_name="孙红霞",
        )

    def propose(self) -> None:
        with day(3, 11):
            self.refused(self.secretary, "propose", "还没有召集党组织会议")
            self.call("2026-03-13T09:30")
        with day(3, 13):
            self.sign(6)
            self.count(6, 0)
            page = self.secretary.open(self.url("propose"))
            early = self.secretary.send(page, on="2026-03-12", plan=f"{PLAN}每年公布账目。")
            assert early.status == 409
            assert "2026年3月12日早于上一次办理的日期，请填写2026年3月13日或之后的日期" in early
            kept = early.sheet("plan", "on").boxes
            assert kept["plan"].values == [f"{PLAN}每年公布账目。"]
            assert kept["on"].values == ["2026-03-12"]
            assert self.state() == MatterState.CONSULTING
            self.secretary.send(early, on="2026-03-13")
            assert self.state() == MatterState.PROPOSED
            self.board("已提议", TITLE)

    def deliberate(self) -> None:
        with day(3, 13):
            self.call("2026-03-16T09:30")
        with day(3, 16):
            self.sign(99)
            self.count(10, 1)
            self.do(self.chair, "deliberate")
            self.board("已商议")

    def resolve(self) -> None:
        with day(3, 16):
            self.call("2026-03-20T09:30", kind="representatives")
        with day(3, 20):
            page = self.sign(24)
            short = "到会24人，应到45人，未达到三分之二以上（需30人）"
            assert short in self.page(self.chair)
            assert "45 × 2 ÷ 3 ＝ 30，到会24人，30 － 24 ＝ 6，还差6人" in page
            self.refused(self.chair, "resolve", short, "（2025年修订）第二十九条")
            self.refused(self.worker, "count_votes", short)
            done = self.do(self.worker, "fail_meeting", minutes="等候三十分钟，人数仍不足。")
            assert "重新召集会议" in done
            assert f"居民代表会议流会：{short}" in self.page(self.chair)
            self.call("2026-03-25T09:30", kind="representatives")
        with day(3, 25):
            self.sign(36)
            self._too_many_ballots()
            self.count(30, 4, 2)
            done = self.do(self.chair, "resolve")
            assert "应到45人，实到36人，赞成30票，反对4票，弃权2票" in done
            self.board("决议通过")

    def _too_many_ballots(self) -> None:
        form = self.worker.open(self.url("count_votes"))
        back = self.worker.send(
            form,
            method="secret",
            issued="37",
            in_favour="31",
            against="4",
            abstain="2",
            invalid="0",
            minutes=MINUTES,
            chair_name="赵丽华",
            recorder_name="孙红霞",
            observers="居务监督委员会主任",
        )
        assert back.status == 409
        assert "发出37张票" in back
        assert "到会36人" in back
        boxes = back.sheet("issued").boxes
        assert 'aria-invalid="true"' in back.html
        assert boxes["method"].values == ["secret"]
        assert boxes["issued"].values == ["37"]
        assert boxes["in_favour"].values == ["31"]
        assert boxes["minutes"].values == [MINUTES]
        assert boxes["observers"].values == ["居务监督委员会主任"]

    def publish(self, step: str, on: tuple[int, int], **typed: Any) -> Publication:
        """See the sheet, freeze it, put it up; what is on the board is genuine."""
        with day(*on):
            sample = self.chair.fill(self.url(step), **typed)
            assert "核对公示样稿" in sample, sample.words[:1500]
            before = Publication.objects.count()
            frozen = self.chair.send(sample, press="seen")
            assert frozen.address == self.url("matter_page"), frozen.words[:1500]
            assert Publication.objects.count() == before + 1
            notice = Publication.objects.latest("pk")
            paper = self.resident.open(reverse("publications:publication", args=[notice.number]))
            assert "待张贴" in paper
            assert TITLE in paper
            self.do(self.worker, "post_notice", photo=photo(f"{step}.jpg"), place="南门公开栏")
            verdict = self.resident.open(reverse("publications:verify", args=[notice.number]))
            assert "这份公示是真的" in verdict
            self.board("正在公示", notice.title, "还剩15天")
            assert self.page(self.neighbour).status == 404
        return notice

    def carry_out(self) -> None:
        with day(4, 10):
            self.board("今天截止")
            self.refused(self.chair, "implement", "4月10日24:00满")
            self.refused(self.worker, "take_down_notice", "4月10日24:00满")
        with day(4, 11):
            self.refused(self.chair, "implement", "公示期已满，还没有登记揭下时的照片")
            same = self.worker.fill(
                self.url("take_down_notice"), photo=photo("publish_resolution.jpg")
            )
            assert "这是以前张贴时的那张照片" in same
            self.do(self.worker, "take_down_notice", photo=photo("down.jpg"))
            self.do(self.chair, "implement", finish_by="2026-05-30")
            self.board("组织实施", "计划2026年5月30日前完成")
            self.refused(self.chair, "accept_work", "还没有登记过实施进展")
        with day(5, 8):
            self.do(
                self.worker,
                "report_progress",
                words="充电棚建成。",
                spent="93,000元",
                item="棚架和安装",
                payee="contractor",
            )
            accept = self.chair.open(self.url("accept_work"))
            assert accept.sheet("spent").boxes["spent"].values[0].startswith("93000")
            self.do(
                self.chair,
                "accept_work",
                acceptance="居民代表共同验收，合格。",
                acceptors="居委会主任 赵丽华",
            )
            self.refused(self.chair, "publish_result", "还没有做满意度测评")
            numbers = {"asked": "100", "satisfied": "80", "fair": "10", "unsatisfied": "3"}
            self.do(self.worker, "survey", channel="paper", **numbers)

    def archive(self) -> None:
        with day(5, 26):
            self.do(self.worker, "take_down_notice", photo=photo("end.jpg"))
            self.refused(self.chair, "archive", "还缺", "《居民代表会议签到表》")
            for kind in ("party", "joint", "representatives"):
                self.do(
                    self.worker,
                    "attach",
                    file=photo(f"{kind}.jpg"),
                    kind="signin_sheet",
                    step=kind,
                )
            self.refused(self.chair, "archive", "还缺居务监督委员会对“征求意见”、“决议”、")
            self.supervise()
            self.do(self.chair, "archive")
            assert "这件事已归档，不能再办理" in self.page(self.worker)
            assert "封卷" in self.page(self.chair)
            assert self.state() == MatterState.ARCHIVED
            self.refused(self.worker, "attach", "现在是“已归档”")
            self.refused(self.chair, "archive", "现在是“已归档”")
            self.board("最近办成的", "已归档")

    def supervise(self) -> None:
        """The supervision committee signs what is missing; its concerns are answered first."""
        said = {"consult": "agree", "resolve": "agree", "publish_resolution": "concerns"}
        assert "缺监督意见" in self.supervisor.open(reverse("pages:desk"))
        for step, verdict in (said | {"publish_result": "agree"}).items():
            text = "公示贴得太高，老人看不清。" if verdict == "concerns" else ""
            self.do(self.supervisor, "supervise", step=step, verdict=verdict, text=text)
        self.refused(self.chair, "archive", "居委会还没有答复")
        assert "监督意见待答复" in self.chair.open(reverse("pages:desk"))
        opinion = SupervisionOpinion.objects.get(verdict="concerns")
        page = self.chair.fill(
            self.url("answer_supervision", opinion.pk), answer="已换到公开栏中间。"
        )
        assert "已换到公开栏中间" in page
        assert page.address == self.url("matter_page")

    def count_it(self) -> None:
        with day(5, 27):
            address = reverse("indicators:figure_page", args=["decisions.carried_out"])
            page = self.chair.open(address)
            assert "办理居民切身利益重大事项：1" in page
            assert TITLE in page
            assert f'href="{self.url("matter_page")}"' in page.html
            assert TITLE in self.page(self.chair)
            other = self.neighbour.open(address)
            assert "办理居民切身利益重大事项：0" in other
            assert TITLE not in other
