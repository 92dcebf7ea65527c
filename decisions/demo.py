"""一征三议两公开 in the demo office: matters in several states, walked there by the real actions.

`Walk` carries one matter along its way, act after act, with the clock set to the day of each act:
it can only do what the office could have done. The tests walk with it too.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import segno
from django.core.files.uploadedfile import SimpleUploadedFile

from decisions import actions
from decisions.models import Matter
from decisions.selectors import facts
from decisions.states import ChannelKind, Origin, Uptake
from jiedao.attachments.states import AttachmentKind
from jiedao.demo import scenes
from jiedao.demo.cast import A, B
from jiedao.demo.scenes import Stage
from jiedao.lib import clock
from jiedao.lib.ballots import Ballots
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import MeetingKind, VotingMethod
from jiedao.organisation.models import Unit
from jiedao.people.models import User


@dataclass(frozen=True)
class Story:
    """What one matter is about."""

    kind: str
    title: str
    summary: str
    plan: str
    budget: int = 0
    funding: str = ""
    origin: str = Origin.COMMITTEE
    proposer: str = "社区居民委员会"
    result: str = ""
    responsible: str = ""


@dataclass(frozen=True)
class Posts:
    """Who acts for a community: secretary, chair, worker."""

    secretary: User
    chair: User
    worker: User


def picture(words: str) -> SimpleUploadedFile:
    """A real PNG to stand for a photograph: the notice's code as it hangs on the board."""
    canvas = io.BytesIO()
    segno.make(words, error="m").save(
        canvas, kind="png", scale=8, border=6, dark="#222", light="#f4efe2"
    )
    return SimpleUploadedFile("照片.png", canvas.getvalue(), content_type="image/png")


class Walk:
    """One matter on its way. Each method takes the day its act happens on."""

    def __init__(self, unit: Unit, posts: Posts, story: Story, on: date) -> None:
        self.posts, self.story = posts, story
        with clock.moved_to(on):
            self.matter: Matter = actions.draft(
                unit,
                by=posts.worker,
                on=on,
                kind=story.kind,
                title=story.title,
                origin=story.origin,
                proposer=story.proposer,
                summary=story.summary,
                plan=story.plan,
                budget=Decimal(story.budget) if story.budget else None,
                funding=story.funding,
            )

    @contextmanager
    def at(self, on: date) -> Iterator[Matter]:
        """The office on that day, with the matter read anew."""
        with clock.moved_to(on):
            yield self.fresh()

    def fresh(self) -> Matter:
        """The matter as it stands in the database now."""
        self.matter = Matter.objects.select_related("dossier__unit__parent").get(pk=self.matter.pk)
        return self.matter

    def consult(self, on: date, *, days: int = 7) -> Walk:
        with self.at(on) as matter:
            actions.consult(matter, by=self.posts.chair, on=on, until=on + timedelta(days=days))
        with self.at(on) as matter:
            actions.add_channel(
                matter, by=self.posts.worker, on=on, kind=ChannelKind.DOOR, place="四个网格入户"
            )
        return self

    def say(
        self, on: date, lines: list[tuple[str, str]], *, channel: str = ChannelKind.DOOR
    ) -> Walk:
        with self.at(on) as matter:
            actions.add_opinions(matter, by=self.posts.worker, on=on, channel=channel, lines=lines)
        return self

    def answer_all(self, on: date) -> Walk:
        with self.at(on) as matter:
            for opinion in matter.opinions.filter(uptake=""):
                uptake = (Uptake.ADOPTED, Uptake.ADOPTED, Uptake.PARTLY, Uptake.NOT_ADOPTED)[
                    opinion.number % 4
                ]
                actions.answer_opinion(
                    matter,
                    by=self.posts.chair,
                    on=on,
                    opinion=opinion,
                    uptake=uptake,
                    reason=REASONS[uptake],
                )
        return self

    def sum_up(self, on: date) -> Walk:
        with self.at(on) as matter:
            actions.sum_up(
                matter,
                by=self.posts.chair,
                on=on,
                summary="多数居民赞成，希望把细节想周全，尽快动手；采纳的意见已经写进方案。",
            )
        return self

    def call(self, on: date, kind: str, *, held_on: date) -> Walk:
        with self.at(on) as matter:
            actions.call_meeting(
                matter,
                by=self.posts.chair,
                on=on,
                kind=kind,
                held_at=datetime.combine(held_on, time(9, 30), clock.SHANGHAI),
                place="党群服务中心二楼会议室",
            )
        return self

    def sign(self, on: date, *, absent: int = 2) -> Walk:
        with self.at(on) as matter:
            meeting = self._awaited(matter)
            everyone = list(meeting.roster.order_by("id").values_list("pk", flat=True))
            came = everyone[: len(everyone) - absent]
            actions.sign_in(matter, by=self.posts.worker, on=on, present=came)
        return self

    def count(self, on: date, *, against: int = 1, abstain: int = 1) -> Walk:
        with self.at(on) as matter:
            meeting = self._awaited(matter)
            came = facts(matter).attendance(meeting).voters
            actions.count_votes(
                matter,
                by=self.posts.worker,
                on=on,
                ballots=Ballots(came, came - against - abstain, against, abstain, 0),
                method=VotingMethod.SHOW_OF_HANDS,
                chair_name=str(self.posts.chair),
                recorder_name=str(self.posts.worker),
                minutes="主持人说明方案和居民意见的采纳情况，与会人员逐一发表意见后表决。",
                resolution=self.story.plan,
                observers="居务监督委员会主任列席",
            )
        return self

    def hold(self, called: date, kind: str, on: date, *, absent: int = 2, against: int = 1) -> Walk:
        """Call a meeting, tick the names, count the votes."""
        return (
            self.call(called, kind, held_on=on).sign(on, absent=absent).count(on, against=against)
        )

    def fail(self, called: date, kind: str, on: date, *, absent: int) -> Walk:
        """A meeting to which too few came (流会)."""
        self.call(called, kind, held_on=on).sign(on, absent=absent)
        with self.at(on) as matter:
            actions.fail_meeting(
                matter, by=self.posts.worker, on=on, minutes="等候三十分钟，人数仍不足，宣布流会。"
            )
        return self

    def propose(self, on: date) -> Walk:
        with self.at(on) as matter:
            actions.propose(matter, by=self.posts.secretary, on=on, plan=self.story.plan)
        return self

    def deliberate(self, on: date) -> Walk:
        with self.at(on) as matter:
            actions.deliberate(matter, by=self.posts.chair, on=on, plan=self.story.plan)
        return self

    def resolve(self, on: date) -> Walk:
        with self.at(on) as matter:
            actions.resolve(matter, by=self.posts.chair, on=on, text=self.story.plan)
        return self

    def reject(self, on: date) -> Walk:
        with self.at(on) as matter:
            actions.reject(matter, by=self.posts.chair, on=on)
        return self

    def publish_resolution(self, on: date, *, finish_by: date) -> Walk:
        with self.at(on) as matter:
            actions.publish_resolution(
                matter,
                by=self.posts.chair,
                on=on,
                responsible=self.story.responsible or str(self.posts.chair),
                finish_by=finish_by,
            )
        return self

    def post(self, on: date) -> Walk:
        with self.at(on) as matter:
            actions.post_notice(
                matter,
                by=self.posts.worker,
                on=on,
                place="社区居务公开栏",
                photo=picture(f"{matter.dossier.number} 张贴 {on}"),
            )
        return self

    def take_down(self, on: date) -> Walk:
        with self.at(on) as matter:
            actions.take_down_notice(
                matter,
                by=self.posts.worker,
                on=on,
                photo=picture(f"{matter.dossier.number} 期满 {on}"),
            )
        return self

    def implement(self, on: date, *, finish_by: date) -> Walk:
        with self.at(on) as matter:
            actions.implement(
                matter,
                by=self.posts.chair,
                on=on,
                responsible=self.story.responsible or str(self.posts.chair),
                finish_by=finish_by,
            )
        return self

    def progress(self, on: date, words: str, *, spent: int) -> Walk:
        with self.at(on) as matter:
            actions.report_progress(
                matter, by=self.posts.worker, on=on, words=words, spent=Decimal(spent)
            )
        return self

    def accept(self, on: date) -> Walk:
        with self.at(on) as matter:
            actions.accept_work(
                matter,
                by=self.posts.chair,
                on=on,
                acceptance="居委会、居务监督委员会和居民代表共同验收，合格。",
                spent=Decimal(self.story.budget * 97 // 100),
            )
        return self

    def survey(self, on: date) -> Walk:
        with self.at(on) as matter:
            actions.survey(
                matter,
                by=self.posts.worker,
                on=on,
                channel=ChannelKind.PAPER,
                asked=120,
                satisfied=97,
                fair=11,
                unsatisfied=4,
            )
        return self

    def publish_result(self, on: date) -> Walk:
        with self.at(on) as matter:
            actions.publish_result(
                matter, by=self.posts.chair, on=on, result=self.story.result or self.story.plan
            )
        return self

    def scan_sheets(self, on: date) -> Walk:
        with self.at(on) as matter:
            for kind in (MeetingKind.PARTY, MeetingKind.JOINT, self._decided_by(matter)):
                actions.attach(
                    matter,
                    by=self.posts.worker,
                    on=on,
                    file=picture(f"{matter.dossier.number} {kind}"),
                    kind=AttachmentKind.SIGNIN_SHEET,
                    step=kind,
                )
        return self

    def archive(self, on: date) -> Walk:
        with self.at(on) as matter:
            actions.archive(matter, by=self.posts.chair, on=on)
        return self

    def _decided_by(self, matter: Matter) -> str:
        assert matter.resolution_meeting
        return matter.resolution_meeting.kind

    def _awaited(self, matter: Matter) -> Meeting:
        meeting = facts(matter).awaited()
        assert meeting
        return meeting


REASONS = {
    Uptake.ADOPTED: "已经写进方案。",
    Uptake.PARTLY: "合理的部分写进方案，其余受场地限制，以后再议。",
    Uptake.NOT_ADOPTED: "与消防要求不符，已当面说明。",
}
OPINIONS = [
    ("张阿姨", "赞成，希望离楼道口近一点，腿脚不好的走着方便。"),
    ("", "建议晚上声音小一点，不要影响孩子写作业。"),
    ("李师傅", "收费要写清楚，每年公布一次账。"),
    ("", "门口的台阶要改成坡道，轮椅能上去。"),
    ("王大爷", "早就该办了，什么时候动工？"),
    ("", "施工时间避开中午和晚上。"),
    ("刘女士", "选址最好不要占绿地。"),
    ("", "多装几盏灯，晚上看得见。"),
]


def to_summed_up(walk: Walk, start: date) -> date:
    """From motion to the summed-up consultation; the day after."""
    walk.consult(start + timedelta(days=1)).say(start + timedelta(days=3), OPINIONS)
    walk.say(start + timedelta(days=4), OPINIONS[:3], channel=ChannelKind.PHONE)
    on = start + timedelta(days=9)
    walk.answer_all(on).sum_up(on)
    return on


def to_deliberated(walk: Walk, start: date) -> date:
    """On to the two committees' agreement."""
    on = to_summed_up(walk, start)
    party, joint = on + timedelta(days=2), on + timedelta(days=5)
    walk.hold(on, MeetingKind.PARTY, party, absent=1).propose(party)
    walk.hold(party, MeetingKind.JOINT, joint, absent=1).deliberate(joint)
    return joint


def to_resolved(walk: Walk, start: date) -> date:
    """On to the vote of the representatives' meeting, passed."""
    on = to_deliberated(walk, start)
    vote = on + timedelta(days=5)
    walk.hold(on, MeetingKind.REPRESENTATIVES, vote, absent=9, against=3).resolve(vote)
    return vote


def to_posted(walk: Walk, start: date) -> date:
    """On to the resolution hanging on the board; the day it was put up."""
    on = to_resolved(walk, start) + timedelta(days=1)
    walk.publish_resolution(on, finish_by=on + timedelta(days=90)).post(on)
    return on


def to_implementing(walk: Walk, start: date) -> date:
    """On to the beginning of the work."""
    on = to_posted(walk, start) + timedelta(days=16)
    walk.take_down(on).implement(on, finish_by=on + timedelta(days=60))
    return on


def to_result_posted(walk: Walk, start: date) -> date:
    """On to the result hanging on the board."""
    on = to_implementing(walk, start)
    walk.progress(on + timedelta(days=5), "材料进场，开始施工。", spent=walk.story.budget * 4 // 10)
    done = on + timedelta(days=12)
    walk.progress(done, "施工完成，清理现场。", spent=walk.story.budget * 5 // 10)
    walk.accept(done).survey(done)
    result = done + timedelta(days=2)
    walk.publish_result(result).post(result)
    return result


def to_archived(walk: Walk, start: date) -> date:
    """All the way to the archive."""
    on = to_result_posted(walk, start) + timedelta(days=16)
    walk.take_down(on).scan_sheets(on).archive(on)
    return on


DAY_CARE = Story(
    "day_care",
    "社区日间照料中心建设",
    "把党群服务中心一楼东侧改造为老年人日间照料中心，设日托床位12张、助餐座位40个。",
    "改造党群服务中心一楼东侧320平方米，设日托床位12张、助餐座位40个、康复室1间，"
    "出入口改为坡道。委托有资质的机构运营，收费标准另行公布。",
    865000,
    "街道财政52万元，上级专项25万元，驻区单位捐赠9.5万元",
)
OLD_ESTATE = Story(
    "old_estate",
    "2号院老旧小区环境改造",
    "更换雨污管网，修补路面，增设休息座椅和非机动车棚，居民不出资。",
    "更换雨污管网180米，修补路面640平方米，增设休息座椅12处、非机动车棚2座。"
    "由街道财政和上级专项列支，居民不出资。",
    382000,
    "街道财政20万元，上级专项18.2万元",
    result="更换雨污管网180米，修补路面652平方米，安装休息座椅12处，建成非机动车棚2座。",
)
CHARGING = Story(
    "welfare",
    "3号院增设电动自行车充电棚",
    "选址、数量、收费标准，请居民提意见。",
    "在3号院东墙内建充电棚1座，充电位40个，带消防喷淋；电费按用电量收，不另收服务费。",
    96000,
    "社区公益事业经费",
)
LATE_HOURS = Story(
    "service_item",
    "便民服务大厅延时服务",
    "工作日延长到19:00，周六上午开放。",
    "便民服务大厅工作日延长到19:00，周六8:30至12:00开放，由社区工作者轮流值班、补休。",
)
LIGHTS = Story(
    "hot_issue",
    "1号院楼道照明更换",
    "更换全部楼道声控灯，居民不出资。",
    "更换1号院6栋楼的楼道声控灯96盏，线路同步检修。",
    21000,
    "社区工作经费",
)
DANCING = Story(
    "hot_issue",
    "小广场健身活动时段约定",
    "早晚健身的时间和音量，大家商量着定。",
    "小广场健身活动定在6:30至8:00、19:00至21:00，音量不超过60分贝。",
    origin=Origin.RESIDENTS,
    proposer="居民张女士等",
)
ROADSIDE = Story(
    "hot_issue",
    "南门非机动车道修补",
    "修补坑洼路面，重画标线。",
    "修补南门非机动车道路面210平方米，重画标线85米。",
    46000,
    "街道财政",
    result="修补路面214平方米，重画标线85米，质保一年。",
)
SCHOOL = Story(
    "service_item",
    "四点半学校改造提升",
    "改造两间教室，每个上学日16:30至18:30免费开放。",
    "改造党群服务中心二楼西侧房间2间共96平方米，新增课桌36套、阅读角1处，更换护眼照明。",
    126000,
    "街道财政8万元，驻区单位捐赠4.6万元",
)
PLAN = Story(
    "plan",
    "明年社区工作计划",
    "明年要办的十件实事，先听居民的。",
    "围绕养老、托幼、停车、照明等，由居民提出并排序。",
)
GARDEN = Story(
    "welfare",
    "楼顶共享菜园",
    "在服务中心楼顶试种，居民认领。",
    "在党群服务中心楼顶做防水和种植箱60个，居民每年抽签认领。",
    38000,
    "社区公益事业经费",
)


def _posts(stage: Stage, side: str) -> Posts:
    return Posts(*(stage.people[f"{side}-{post}"] for post in ("shuji", "zhuren", "shegong")))


def scene(stage: Stage) -> None:
    """Twelve matters in the states an office would show on an ordinary day."""
    a, b = stage.units[A], stage.units[B]
    tiyu, keji = _posts(stage, "tiyu"), _posts(stage, "keji")

    def ago(days: int) -> date:
        return stage.today - timedelta(days=days)

    def walk(unit: Unit, posts: Posts, story: Story, days: int) -> Walk:
        return Walk(unit, posts, story, ago(days))

    go: list[tuple[Callable[..., Any], Unit, Posts, Story, int]] = [
        (to_archived, a, tiyu, ROADSIDE, 100),
        (to_result_posted, a, tiyu, OLD_ESTATE, 62),
        (to_posted, a, tiyu, DAY_CARE, 28),
        (to_implementing, a, tiyu, LIGHTS, 52),
        (to_resolved, b, keji, SCHOOL, 21),
        (to_posted, b, keji, OLD_ESTATE, 33),
        (to_implementing, b, keji, LIGHTS, 48),
    ]
    for carry, unit, posts, story, days in go:
        carry(walk(unit, posts, story, days), ago(days))

    hours = walk(a, tiyu, LATE_HOURS, 26)
    on = to_deliberated(hours, ago(26))
    hours.fail(on, MeetingKind.REPRESENTATIVES, on + timedelta(days=4), absent=22)

    dancing = walk(a, tiyu, DANCING, 30)
    on = to_deliberated(dancing, ago(30))
    vote = on + timedelta(days=4)
    dancing.hold(on, MeetingKind.REPRESENTATIVES, vote, absent=5, against=34).reject(vote)

    charging = walk(a, tiyu, CHARGING, 5).consult(ago(3))
    charging.say(ago(2), OPINIONS).say(ago(1), OPINIONS[2:5], channel=ChannelKind.PHONE)
    garden = walk(b, keji, GARDEN, 14)
    to_summed_up(garden, ago(14))
    walk(a, tiyu, PLAN, 1)


scenes.declare("decisions", scene)
