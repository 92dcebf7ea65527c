"""Matters under another legal regime, walked by the real actions: advice, owners, filing."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from decisions import actions
from decisions.demo.stories import Story
from decisions.demo.walk import Walk, picture
from decisions.forms.owners import COLUMNS, read_sheet
from decisions.states import Origin
from jiedao.attachments.states import AttachmentKind
from jiedao.demo.cast import neighbours
from jiedao.lib import clock, sheets
from jiedao.lib.ballots import Ballots
from jiedao.meetings.states import Base, MeetingKind, VotingMethod
from jiedao.people.models import User

LOW_INCOME = Story(
    "low_income",
    "第四季度低保申请民主评议",
    "对本季度受理的低保申请组织居民代表评议，评议结果公示7天。",
    "街道受理并入户调查后，由居委会成员和居民代表评议申请家庭的实际生活状况，评议结果公示后报街道办事处。",
    origin=Origin.SUPERIOR,
    proposer="街道公共服务办公室",
)
HARDSHIP = Story(
    "hardship",
    "冬季临时救助名单评议",
    "对申请冬季临时救助的家庭组织居民代表评议。",
    "按街道通知，评议申请家庭的困难情况，公示后报街道办事处。",
    origin=Origin.SUPERIOR,
    proposer="街道公共服务办公室",
)
LIFT = Story(
    "rebuild",
    "5号院3单元加装电梯",
    "由本单元业主按面积和人数共同决定是否加装。",
    "在3单元北侧加装6层6站电梯1部，费用由2层以上业主按层分摊，一层业主不出资；运行维护委托专业公司。",
    420000,
    "业主自筹，区财政补贴20万元",
)
PARKING = Story(
    "common_parts",
    "4号院院内空地改为停车位",
    "把院内闲置空地改为停车位，收益归业主共有。",
    "院内东侧空地硬化后划停车位12个，按月收费，收入扣除管理费后存入维修资金账户，每半年公布一次。",
    38000,
    "业主共有收益",
)
COVENANT = Story(
    "covenant",
    "修订居民公约",
    "增加文明养犬、电动自行车停放和充电、楼道不堆物的约定。",
    "一、遛狗牵绳、清理粪便。二、电动自行车停进车棚、不进楼充电。三、楼道不堆放杂物。四、邻里纠纷先协商、再调解。",
    origin=Origin.COMMITTEE,
)
HOUSEHOLDS = [
    ("张建国", 2, Decimal("860.00")),
    ("李秀兰", 1, Decimal("630.00")),
    ("王保平", 3, Decimal("1240.00")),
    ("刘桂英", 1, Decimal("630.00")),
    ("陈长江", 4, None),
]


def sheet(*, agree: int, against: int, absent: int, area: str = "92.50") -> SimpleUploadedFile:
    """A real sheet of a vote: one line a flat, every owner one flat."""
    said = ["同意"] * agree + ["反对"] * against + ["未参加"] * absent
    rows = [(place, Decimal(area), saying) for place, saying in enumerate(said, start=1)]
    book = sheets.workbook("表决汇总表", COLUMNS, rows)
    return SimpleUploadedFile("表决汇总表.xlsx", book.content)


class RegimeWalk(Walk):
    """A walk that knows the steps of the other regimes."""

    def list_households(self, on: date) -> RegimeWalk:
        with self.at(on) as matter:
            actions.list_applicants(matter, by=self.posts.worker, on=on, lines=HOUSEHOLDS)
        return self

    def begin_review(self, on: date) -> RegimeWalk:
        with self.at(on) as matter:
            actions.begin_review(matter, by=self.posts.chair, on=on)
        return self

    def review(self, on: date) -> RegimeWalk:
        with self.at(on) as matter:
            last = matter.applicants.standing().count()
            actions.review(
                matter,
                by=self.posts.chair,
                on=on,
                doubts={last: "有代表反映家庭收入有变化，建议入户核实。"},
                summary="逐户介绍情况，居民代表提问并发表意见；多数家庭情况属实。",
            )
        return self

    def publish_review(self, on: date) -> RegimeWalk:
        with self.at(on) as matter:
            actions.publish_review(matter, by=self.posts.chair, on=on)
        return self

    def conclude(self, on: date) -> RegimeWalk:
        self.scan(on, MeetingKind.REVIEW)
        with self.at(on) as matter:
            actions.conclude(matter, by=self.posts.chair, on=on)
        return self

    def scan(self, on: date, *kinds: str) -> RegimeWalk:
        with self.at(on) as matter:
            for kind in kinds:
                actions.attach(
                    matter,
                    by=self.posts.worker,
                    on=on,
                    file=picture(f"{matter.dossier.number} {kind}"),
                    kind=AttachmentKind.SIGNIN_SHEET,
                    step=kind,
                )
        return self

    def begin_owner_vote(self, on: date, *, until: date, heads: int = 24) -> RegimeWalk:
        with self.at(on) as matter:
            actions.begin_owner_vote(
                matter,
                by=self.posts.chair,
                on=on,
                until=until,
                place="书面表决，居委会设投票箱",
                total_area=Decimal("92.50") * heads,
                total_heads=heads,
            )
        return self

    def count_owner_vote(
        self, on: date, *, agree: int = 19, against: int = 2, absent: int = 3
    ) -> RegimeWalk:
        with self.at(on) as matter:
            given = sheet(agree=agree, against=against, absent=absent)
            actions.count_owner_vote(
                matter, by=self.posts.worker, on=on, count=read_sheet(given), sheet=given
            )
        return self

    def resolve_by_owners(self, on: date) -> RegimeWalk:
        with self.at(on) as matter:
            actions.resolve_by_owners(matter, by=self.posts.chair, on=on, text=self.story.plan)
        return self

    def reject_by_owners(self, on: date) -> RegimeWalk:
        with self.at(on) as matter:
            actions.reject_by_owners(matter, by=self.posts.chair, on=on)
        return self

    def residents_vote(self, called: date, on: date, *, came: int, against: int) -> RegimeWalk:
        """A residents' meeting: households' representatives, entered by name from the sheet."""
        with self.at(called) as matter:
            actions.call_meeting(
                matter,
                by=self.posts.chair,
                on=called,
                kind=MeetingKind.RESIDENTS,
                held_at=datetime.combine(on, time(15), clock.SHANGHAI),
                place="社区文化广场",
                base=Base.HOUSEHOLDS,
            )
        names = [f"{name} {place}号楼" for place, name in enumerate(neighbours(came, start=3))]
        with self.at(on) as matter:
            actions.sign_in(matter, by=self.posts.worker, on=on, present=(), extra=names)
        with self.at(on) as matter:
            actions.count_votes(
                matter,
                by=self.posts.worker,
                on=on,
                ballots=Ballots(came, came - against, against, 0, 0),
                method=VotingMethod.SHOW_OF_HANDS,
                chair_name=str(self.posts.chair),
                recorder_name=str(self.posts.worker),
                minutes="逐条宣读修订稿，居民发言后举手表决。",
                resolution=self.story.plan,
                observers="居务监督委员会全体列席监票",
            )
        return self

    def submit_filing(self, on: date) -> RegimeWalk:
        with self.at(on) as matter:
            actions.submit_filing(matter, by=self.posts.chair, on=on)
        return self

    def accept_filing(self, on: date, by: User) -> RegimeWalk:
        with self.at(on) as matter:
            actions.accept_filing(matter, by=by, on=on, opinion="内容合法，程序完备，予以备案。")
        return self

    def order_correction(self, on: date, by: User) -> RegimeWalk:
        with self.at(on) as matter:
            actions.order_correction(
                matter,
                by=by,
                on=on,
                provision="第三条写了“罚款五十元”，居民公约不能设定罚款，请删去。",
                law="《行政处罚法》第十六条",
            )
        return self


def to_reviewing(walk: RegimeWalk, start: date) -> date:
    """An advisory matter with its list fixed."""
    walk.list_households(start).begin_review(start + timedelta(days=1))
    return start + timedelta(days=1)


def to_reviewed(walk: RegimeWalk, start: date) -> date:
    """On to the result of the review."""
    on = to_reviewing(walk, start)
    held = on + timedelta(days=4)
    walk.hold(on, MeetingKind.REVIEW, held, absent=6)
    walk.review(held)
    return held


def to_review_posted(walk: RegimeWalk, start: date) -> date:
    """On to the result hanging on the board."""
    on = to_reviewed(walk, start) + timedelta(days=1)
    walk.publish_review(on).post(on)
    return on


def to_concluded(walk: RegimeWalk, start: date) -> date:
    """On to the end of its own."""
    on = to_review_posted(walk, start) + timedelta(days=8)
    walk.take_down(on)
    walk.conclude(on)
    return on


def to_owners_proposed(walk: RegimeWalk, start: date) -> date:
    """Consulted on and proposed by the branch."""
    walk.consult(start + timedelta(days=1)).say(start + timedelta(days=3), SAID)
    on = start + timedelta(days=9)
    walk.answer_all(on).sum_up(on)
    party = on + timedelta(days=2)
    walk.hold(on, MeetingKind.PARTY, party, absent=1).propose(party)
    return party


def to_owners_voting(walk: RegimeWalk, start: date) -> date:
    """On to the end of the time in which the owners vote."""
    party = to_owners_proposed(walk, start)
    walk.begin_owner_vote(party, until=party + timedelta(days=7))
    return party + timedelta(days=8)


def to_owners_resolved(walk: RegimeWalk, start: date) -> date:
    """Counted from the sheet and passed."""
    on = to_owners_voting(walk, start)
    walk.count_owner_vote(on).resolve_by_owners(on)
    return on


def to_passed(walk: RegimeWalk, start: date, *, came: int = 60) -> date:
    """A covenant passed by the residents' meeting, its notice hung for its whole time."""
    walk.consult(start + timedelta(days=1)).say(start + timedelta(days=3), SAID)
    on = start + timedelta(days=9)
    walk.answer_all(on).sum_up(on)
    return pass_text(walk, on, came=came)


def pass_text(walk: RegimeWalk, on: date, *, came: int = 60) -> date:
    """Proposed, deliberated, voted on by the residents, and published; the day the notice came down."""
    party, joint = on + timedelta(days=2), on + timedelta(days=4)
    walk.hold(on, MeetingKind.PARTY, party, absent=1).propose(party)
    walk.hold(party, MeetingKind.JOINT, joint, absent=1).deliberate(joint)
    vote = joint + timedelta(days=11)
    walk.residents_vote(joint, vote, came=came, against=4).resolve(vote)
    walk.publish_resolution(vote, finish_by=vote + timedelta(days=30)).post(vote)
    down = vote + timedelta(days=16)
    walk.take_down(down)
    return down


def to_filing(walk: RegimeWalk, start: date, *, came: int = 60) -> date:
    """On to the text in the hands of the street."""
    down = to_passed(walk, start, came=came)
    walk.submit_filing(down)
    return down


SAID = [
    ("张阿姨", "赞成，早点定下来。"),
    ("", "费用和收益要每半年公布。"),
    ("李师傅", "不要影响一层采光。"),
]
