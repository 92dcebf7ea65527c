"""Walking a matter along its way by the real actions.

`Walk` carries one matter along its way, act after act, with the clock set to the day of each act:
it can only do what the office could have done. The tests walk with it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from decisions import actions
from decisions.demo.pictures import picture
from decisions.demo.posts import Posts as Posts
from decisions.demo.signing import REASONS, paper_of, sign_missing
from decisions.demo.stories import GISTS, Story
from decisions.demo.turning import Turning
from decisions.models import Matter
from decisions.selectors import facts
from decisions.selectors.oversight import unanswered_in
from decisions.states import ChannelKind, Payee, Uptake
from jiedao.attachments.states import AttachmentKind
from jiedao.documents import actions as documents
from jiedao.documents.selectors import mark_of
from jiedao.lib import clock
from jiedao.lib.ballots import Ballots
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import MeetingKind, VotingMethod
from jiedao.organisation.models import Unit
from jiedao.people import actions as people
from jiedao.publications.models import Objection
from jiedao.publications.objecting import Answerer


class Walk(Turning):
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
                is_emergency=story.is_emergency,
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
                    gist=GISTS.get(opinion.text, ""),
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

    def call(self, on: date, kind: str, *, held_on: date, **also: Any) -> Walk:
        with self.at(on) as matter:
            actions.call_meeting(
                matter,
                by=self.posts.chair,
                on=on,
                kind=kind,
                held_at=datetime.combine(held_on, time(9, 30), clock.SHANGHAI),
                place="党群服务中心二楼会议室",
                **also,
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
                photo=picture(f"{paper_of(facts(matter).to_post())} 张贴 {on}"),
            )
        return self

    def take_down(self, on: date) -> Walk:
        with self.at(on) as matter:
            actions.take_down_notice(
                matter,
                by=self.posts.worker,
                on=on,
                photo=picture(f"{paper_of(facts(matter).hanging())} 期满 {on}"),
            )
        return self

    def object_to(self, on: date, text: str, *, name: str = "", phone: str = "") -> str:
        """A resident objects on the board; the receipt's code."""
        with self.at(on) as matter:
            return actions.say_objection(
                matter, by=people.visitor(), text=text, name=name, phone=phone
            )[1]

    def take_up(self, on: date, number: int, *, answerer: str = Answerer.COMMITTEE) -> Walk:
        with self.at(on) as matter:
            actions.acknowledge_objection(
                matter,
                by=self.posts.worker,
                on=on,
                objection=self._objection(number),
                answerer=answerer,
            )
        return self

    def reply(self, on: date, number: int, answer: str, *, gist: str = "") -> Walk:
        with self.at(on) as matter:
            actions.answer_objection(
                matter,
                by=self.posts.chair,
                on=on,
                objection=self._objection(number),
                answer=answer,
                gist=gist,
            )
        return self

    def escalate(self, on: date, number: int, reason: str) -> Walk:
        with self.at(on) as matter:
            actions.escalate_objection(
                matter,
                by=self.posts.worker,
                on=on,
                objection=self._objection(number),
                reason=reason,
            )
        return self

    def _objection(self, number: int) -> Objection:
        return self.matter.dossier.objections.get(number=number)

    def correct(self, on: date, wrong: str, right: str, *, reason: str) -> Walk:
        with self.at(on) as matter:
            actions.correct_notice(
                matter, by=self.posts.chair, on=on, changes=[(wrong, right)], reason=reason
            )
        return self

    def withdraw(self, on: date, reason: str) -> Walk:
        with self.at(on) as matter:
            actions.withdraw_notice(matter, by=self.posts.chair, on=on, reason=reason)
        return self

    def repost(self, on: date, *, broken_on: date, reason: str) -> Walk:
        with self.at(on) as matter:
            actions.repost_notice(
                matter,
                by=self.posts.worker,
                on=on,
                broken_on=broken_on,
                reason=reason,
                place="社区居务公开栏",
                photo=picture(f"{matter.dossier.number} 重新张贴 {on}"),
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
                matter,
                by=self.posts.worker,
                on=on,
                words=words,
                spent=Decimal(spent),
                item="材料和人工" if spent else "",
                payee=Payee.CONTRACTOR if spent else "",
            )
        return self

    def accept(self, on: date) -> Walk:
        with self.at(on) as matter:
            actions.accept_work(
                matter,
                by=self.posts.chair,
                on=on,
                acceptance="居委会、居务监督委员会和居民代表共同验收，合格。",
                acceptors=f"居委会主任{self.posts.chair}、居民代表2人",
                supervisor=self.posts.supervisor.person if self.posts.supervisor else None,
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
                meeting = matter.dossier.meetings.held().of_kind(kind).latest("round")
                form = documents.form_for(
                    matter.dossier,
                    document="sign_in_sheet",
                    subject=str(meeting.pk),
                    by=self.posts.worker,
                )
                actions.attach(
                    matter,
                    by=self.posts.worker,
                    on=on,
                    file=picture(mark_of(form).address),
                    kind=AttachmentKind.SIGNIN_SHEET,
                    step=kind,
                )
        return self

    def supervise(self, on: date, *, but: str = "", text: str = "") -> Walk:
        """The supervision committee signs what it has not yet; concerns of the step `but` alone."""
        with self.at(on) as matter:
            sign_missing(matter, self.posts.supervisor, on, but=but, text=text)
        return self

    def answer_supervision(self, on: date, answer: str) -> Walk:
        with self.at(on) as matter:
            for opinion in unanswered_in(matter):
                actions.answer_supervision(
                    self.fresh(), by=self.posts.chair, on=on, opinion=opinion, answer=answer
                )
        return self

    def archive(self, on: date) -> Walk:
        with self.at(on) as matter:
            actions.archive(matter, by=self.posts.keeper, on=on)
        return self

    def seal(self, on: date) -> Walk:
        with self.at(on) as matter:
            actions.seal(matter, by=self.posts.keeper, on=on)
        return self

    def _decided_by(self, matter: Matter) -> str:
        assert matter.resolution_meeting
        return matter.resolution_meeting.kind

    def _awaited(self, matter: Matter) -> Meeting:
        meeting = facts(matter).awaited()
        assert meeting
        return meeting
