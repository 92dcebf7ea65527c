"""The party committee of the fictional street: three meetings and nine topics, by the real actions."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from jiedao.access.states import RecusalScope
from jiedao.demo.cast import STREET
from jiedao.demo.scenes import Stage
from jiedao.lib import clock
from jiedao.party_committee import actions
from jiedao.party_committee.actions.deciding import Votes
from jiedao.party_committee.models import PartyMeeting, Topic
from jiedao.party_committee.states import Category, MemberPosition
from jiedao.people.models import Person, User

P = MemberPosition
ROSTER = (
    ("shuji", P.SECRETARY), ("fushuji", P.DEPUTY), ("zhuren", P.DEPUTY), ("fenguan", P.MEMBER),
    ("zuzhi", P.MEMBER), ("jijian", P.MEMBER),
)  # fmt: skip
OUTSIDER = "马建军"  # on the committee, without an account
HALL = "街道三楼小会议室"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """A topic of the story: by whom, of which kind, how much."""

    by: str
    category: str
    title: str
    proposal: str
    amount: Decimal | None = None


CARE = Case(
    "minzheng", Category.MONEY, "体育社区日间照料中心改造经费",
    "屋面漏水、卫生间没有扶手。拟从上级专项和自筹中安排改造经费，由社会事务办公室组织实施。",
    Decimal(86000),
)  # fmt: skip
CADRES = Case(
    "zuzhi", Category.CADRES, "科技社区副主任人选", "经推荐考察，提出科技社区居委会副主任人选建议。"
)
HOURS = Case(
    "keshi", Category.DECISION, "便民服务中心周末全天开放",
    "拟从下月起便民服务中心周六、周日全天开放，现有人员轮班。",
)  # fmt: skip
ESTATES = Case(
    "keshi", Category.PROJECT, "明年老旧小区环境改造计划",
    "拟把两个老旧小区列入明年改造计划，先征求居民意见，再报区里立项。", Decimal(1200000),
)  # fmt: skip
CAMERAS = Case(
    "zongzhi", Category.MONEY, "网格巡查设备购置", "拟购置网格巡查手持终端二十台。", Decimal(58000)
)
SAFETY = Case(
    "zongzhi", Category.DECISION, "消防通道整治分片包干",
    "消防通道占用反复，拟由班子成员分片包干，限期整治。",
)  # fmt: skip
CLINIC = Case(
    "minzheng", Category.PROJECT, "四点半学校场地改造",
    "拟利用党群服务中心二楼改造四点半学校教室两间。", Decimal(95000),
)  # fmt: skip
BUDGET = Case(
    "caizheng", Category.MONEY, "社区党建工作经费安排", "拟按社区规模安排下半年党建工作经费。",
    Decimal(120000),
)  # fmt: skip
RENT = Case(
    "dangjian", Category.DECISION, "社区搬迁过渡期办公安排",
    "社区办公用房拆迁，拟租用临街房过渡半年。",
)  # fmt: skip


@dataclass
class Story:
    """The committee at work, each act by whose it is."""

    stage: Stage
    members: dict[str, Person]

    def who(self, username: str) -> User:
        return self.stage.people[username]

    def day(self, ago: int) -> date:
        """So many days ago, or the Friday before: the office does not meet at weekends."""
        day = self.stage.today - ago * DAY
        return day - max(0, day.weekday() - 4) * DAY

    def meeting(self, held_on: date) -> PartyMeeting:
        # Meetings are called a week before, those to come have been called by today.
        with clock.moved_to(min(held_on - 7 * DAY, self.stage.today - 2 * DAY)):
            return actions.call_meeting(
                self.stage.units[STREET],
                by=self.who("zuzhi"),
                held_on=held_on,
                place=HALL,
                observers="各科室负责人",
            )

    def submitted(self, case: Case, on: date) -> Topic:
        by = self.who(case.by)
        unit = self.stage.units.get(self._room_of(case.by), self.stage.units[STREET])
        with clock.moved_to(on):
            return actions.submit(
                unit,
                by=by,
                title=case.title,
                category=case.category,
                proposal=case.proposal,
                amount=case.amount,
            )

    def _room_of(self, username: str) -> str:
        rooms = {"dangjian": "K01", "minzheng": "K02", "zongzhi": "K03", "caizheng": "K04"}
        return f"{STREET}-{rooms[username]}" if username in rooms else STREET

    def on_agenda(self, case: Case, meeting: PartyMeeting, *, papers: bool = True) -> Topic:
        """Submitted, reviewed and put on the agenda in the week before the meeting."""
        on = min(meeting.held_on - 6 * DAY, self.stage.today - 2 * DAY)
        topic = self.submitted(case, on)
        with clock.moved_to(on):
            actions.review(topic, by=self.who("fenguan"), opinion="材料齐全，同意提请研究")
            actions.put_on_agenda(topic, by=self.who("shuji"), meeting=meeting)
        if papers:
            day = min(meeting.held_on - 3 * DAY, self.stage.today)
            with clock.moved_to(max(day, on)):
                actions.hand_out(topic, by=self.who("zuzhi"), papers_on=max(day, on))
        return topic

    def open(self, meeting: PartyMeeting, *absent: str) -> None:
        with clock.moved_to(meeting.held_on):
            actions.sign_in(
                meeting,
                by=self.who("zuzhi"),
                present=[one.pk for name, one in self.members.items() if name not in absent],
                chair=self.members["shuji"],
                observers=meeting.observers,
            )

    def vote(
        self, topic: Topic, meeting: PartyMeeting, votes: Votes, said: str, minority: str = ""
    ) -> None:
        with clock.moved_to(meeting.held_on):
            actions.count_votes(
                topic, by=self.who("zuzhi"), speeches=said, votes=votes, minority=minority
            )

    def resolve(self, topic: Topic, meeting: PartyMeeting, decision: str) -> None:
        with clock.moved_to(meeting.held_on):
            actions.resolve(topic, by=self.who("zuzhi"), decision=decision)

    def give(self, topic: Topic, to: str, on: date, due_on: date) -> None:
        with clock.moved_to(on):
            actions.assign(topic, by=self.who("zuzhi"), owner=self.who(to), due_on=due_on)

    def report(self, topic: Topic, by: str, on: date, words: str) -> None:
        with clock.moved_to(on):
            actions.report_progress(topic, by=self.who(by), words=words)

    def finish(self, topic: Topic, by: str, on: date, words: str, feedback: str) -> None:
        with clock.moved_to(on):
            actions.report_done(topic, by=self.who(by), words=words)
            actions.accept(topic, by=self.who("zuzhi"), feedback=feedback)

    def minutes(self, meeting: PartyMeeting) -> None:
        day = meeting.held_on + DAY
        with clock.moved_to(day):
            number = f"经八党纪〔{day.year}〕{meeting.serial}号"
            actions.issue_minutes(
                meeting, by=self.who("zuzhi"), minutes_number=number, minutes_on=day
            )


def scene(stage: Stage) -> None:
    """What the committee decided, refused and put off, and what became of its decisions."""
    story = Story(stage, _members(stage))
    _first(story)
    _second(story)
    _to_come(story)


def _members(stage: Stage) -> dict[str, Person]:
    street, by = stage.units[STREET], stage.people["zuzhi"]
    since = stage.today - 300 * DAY
    found: dict[str, Person] = {}
    with clock.moved_to(since):
        for username, position in ROSTER:
            person = stage.people[username].person
            actions.add_member(street, by=by, person=person, position=position, starts_on=since)
            assert person
            found[username] = person
        other = actions.add_member(street, by=by, name=OUTSIDER, position=P.MEMBER, starts_on=since)
        found[OUTSIDER] = other.person
    return found


def _first(story: Story) -> None:
    """A sum that was spent as decided, a cadre, and a proposal that found no majority."""
    meeting = story.meeting(story.day(44))
    care, cadres, hours = (story.on_agenda(case, meeting) for case in (CARE, CADRES, HOURS))
    story.open(meeting, OUTSIDER)
    said = "何志远：方案可行，同意。\n孙正平：要公开比价。\n李明远：同意，比价后实施。"
    story.vote(care, meeting, Votes(6, 0, 0), said)
    story.resolve(care, meeting, "同意安排改造经费8.6万元，比价后实施，三十日内完工。")
    said = "韩学军：考察情况属实。\n吕红梅：同意。\n李明远：同意。"
    story.vote(cadres, meeting, Votes(6, 0, 0), said)
    story.resolve(cadres, meeting, "同意人选建议，按程序办理。")
    said = (
        "周国梁：人手不够，建议先开半天。\n吕红梅：同意半天。\n李明远：先不定全天，半天的办法另报。"
    )
    story.vote(
        hours, meeting, Votes(2, 3, 1), said, "分管服务的同志认为居民有需要，建议尽快提出半天方案。"
    )
    with clock.moved_to(meeting.held_on):
        actions.reject(hours, by=story.who("zuzhi"))
    story.minutes(meeting)
    on = meeting.held_on + DAY
    story.give(care, "minzheng", on, on + 30 * DAY)
    story.give(cadres, "zuzhi", on, on + 15 * DAY)
    story.report(care, "minzheng", on + 9 * DAY, "三家比价完成，已签合同进场。")
    story.report(cadres, "zuzhi", on + 6 * DAY, "任前公示完成，没有异议。")
    story.finish(cadres, "zuzhi", on + 12 * DAY, "任职手续办完。", "已按决定办理。")
    story.finish(
        care, "minzheng", on + 28 * DAY, "改造完工，决算8.52万元，低于批准数。",
        "已按决定落实，没有超支。",
    )  # fmt: skip


def _second(story: Story) -> None:
    """A project from which a member withdrew, one put off, one decision that is late."""
    meeting = story.meeting(story.day(18))
    estates, cameras, safety = (
        story.on_agenda(case, meeting) for case in (ESTATES, CAMERAS, SAFETY)
    )
    with clock.moved_to(meeting.held_on - 2 * DAY):
        actions.recuse(
            estates,
            by=story.who("zuzhi"),
            person=story.members["jijian"],
            scope=RecusalScope.VOTE,
            reason="亲属在拟改造的小区物业任职",
        )
    story.open(meeting, "zhuren")
    said = "何志远：居民盼了多年，同意。\n吕红梅：先征求居民意见。\n李明远：同意，按四项制度办。"
    story.vote(estates, meeting, Votes(5, 0, 0), said)
    story.resolve(estates, meeting, "同意列入明年改造计划，先按“一征三议两公开”征求居民意见。")
    with clock.moved_to(meeting.held_on):
        actions.defer(
            cameras, by=story.who("zuzhi"), reason="型号和价格分歧较大，请综合治理办公室重新询价"
        )
    said = "韩学军：同意分片。\n孙正平：包干要有台账。\n李明远：同意，限期两周。"
    story.vote(safety, meeting, Votes(6, 0, 0), said)
    story.resolve(safety, meeting, "同意班子成员分片包干，两周内完成整治，建立台账。")
    story.minutes(meeting)
    on, today = meeting.held_on + DAY, story.stage.today
    story.give(estates, "keshi", on, today + 20 * DAY)
    story.give(safety, "zongzhi", on, min(on + 12 * DAY, today - 3 * DAY))
    story.report(estates, "keshi", on + 5 * DAY, "两个小区已入户征求意见，收回四成。")
    story.report(safety, "zongzhi", on + 8 * DAY, "六个片区完成四个，剩下两个有僵尸车待拖移。")


def _to_come(story: Story) -> None:
    """A meeting in three days with one topic, one sent back, one waiting to be reviewed."""
    today = story.stage.today
    meeting = story.meeting(today + 3 * DAY)
    story.on_agenda(CLINIC, meeting)
    budget = story.submitted(BUDGET, today - 5 * DAY)
    with clock.moved_to(today - 4 * DAY):
        actions.send_back(
            budget, by=story.who("fenguan"), reason="请附分社区的测算表，写明经费来源"
        )
    story.submitted(RENT, today - DAY)
