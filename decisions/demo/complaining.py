"""What residents of the demo office reported to the street: one waits, two are ordered, one was answered."""

from datetime import timedelta

from decisions import actions
from decisions.demo.stories import SCHOOL
from decisions.models import Complaint, Matter
from decisions.states import Found, Owed, Wrong
from jiedao.demo.cast import A, B
from jiedao.demo.scenes import Stage
from jiedao.lib import clock
from jiedao.people import actions as people
from jiedao.people.models import User


def complain(stage: Stage) -> None:
    """Four reports about publishing (反映应公开未公开), each as far as an office would show it."""
    _say(stage, A, 1, "2号院停车费的收支", "停车费收了两年，收支从来没有公布过。")
    ordered = _say(stage, B, 8, "社区公益金今年的使用明细", "去年公布过，今年到现在没有公布。")
    lead = stage.people["fenguan"]
    on = stage.today - timedelta(days=4)
    with clock.moved_to(on):
        actions.acknowledge_complaint(ordered, by=lead, on=on)
        actions.order_publication(
            ordered,
            by=lead,
            on=on,
            order="公布今年以来公益金的收入和每一笔支出，张贴在社区公开栏。",
            publish_by=stage.today + timedelta(days=6),
            answer="经查，今年的使用明细没有按时公布，已责令社区公布。",
        )
    _bound_to_a_notice(stage, lead)
    answered = _say(stage, A, 20, "广场路灯的维修费", "没看到维修花了多少钱。")
    on = stage.today - timedelta(days=15)
    with clock.moved_to(on):
        actions.acknowledge_complaint(answered, by=lead, on=on)
        actions.answer_complaint(
            answered,
            by=lead,
            on=on,
            found=Found.PUBLISHED,
            answer="经查，维修费已写在实施结果公示里，在社区公开栏和网上都能看到。",
        )


def _bound_to_a_notice(stage: Stage, lead: User) -> None:
    """A resolution passed and not put up: nothing but its notice will meet the order."""
    passed = Matter.objects.get(dossier__unit=stage.units[B], dossier__title=SCHOOL.title)
    text = "居民代表会议开过了，家长群里都在传，公开栏上一直没有决议。"
    late = _say(stage, B, 2, "", text, matter=passed)
    on = stage.today - timedelta(days=1)
    with clock.moved_to(on):
        actions.acknowledge_complaint(late, by=lead, on=on)
        actions.order_publication(
            late,
            by=lead,
            on=on,
            order="把居民代表会议的决议张贴在社区公开栏，并在网上公布。",
            publish_by=stage.today + timedelta(days=4),
            answer="经查，会议通过以后没有及时公布决议，已责令社区公布。",
            owed=Owed.RESOLUTION,
        )


def _say(
    stage: Stage,
    community: str,
    ago: int,
    affair: str,
    text: str,
    *,
    matter: Matter | None = None,
) -> Complaint:
    with clock.moved_to(stage.today - timedelta(days=ago)):
        complaint, _ = actions.say_complaint(
            stage.units[community],
            by=people.visitor(),
            wrong=Wrong.LATE,
            matter=matter,
            affair=affair,
            text=text,
        )
    return complaint
