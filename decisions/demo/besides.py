"""What stands beside the matters of the demo office: who may decide, who asked for a meeting, the past."""

from datetime import date, timedelta

from decisions import actions
from decisions.historic import COLUMNS, EXAMPLE
from decisions.selectors.convening import representatives_of
from decisions.states import Backers
from jiedao.demo.cast import STREET, A
from jiedao.demo.scenes import Stage
from jiedao.lib import clock, sheets
from jiedao.meetings.states import MeetingKind
from jiedao.rulebooks import actions as rulebooks
from jiedao.workdays.spans import WorkingDays

SIGNED = 13


def besides(stage: Stage) -> None:
    """The street's own rules, an authorisation, a joint request, two matters from before the portal."""
    _set_rules(stage)
    _authorise(stage)
    _ask_jointly(stage)
    _take_over(stage)


def _set_rules(stage: Stage) -> None:
    """The street's own document (本地实施方案), and what it asks for more strictly than the default."""
    issued, street, by = stage.today - timedelta(days=170), stage.units[STREET], "fenguan"
    with clock.moved_to(issued + timedelta(days=3)):
        scheme = rulebooks.register_scheme(
            street,
            by=stage.people[by],
            title="经八路街道“一征三议两公开”实施方案",
            number=f"经八办〔{issued.year}〕9号",
            issuer="经八路街道办事处",
            issued_on=issued,
            in_force=issued + timedelta(days=10),
            says="街道收到备案材料后，八个工作日内予以备案或者责令改正。",
        )
        rulebooks.set_local_rule(
            street,
            by=stage.people[by],
            book="decisions",
            key="filing_answer_within",
            value=WorkingDays(8),
            in_force=issued + timedelta(days=10),
            scheme=scheme,
        )


def _authorise(stage: Stage) -> None:
    """The residents' meeting of one community lets its representatives decide the yearly report."""
    met_on = stage.today - timedelta(days=150)
    with clock.moved_to(met_on + timedelta(days=2)):
        actions.authorise(
            stage.units[A],
            by=stage.people["tiyu-zhuren"],
            kinds=["annual_report"],
            starts_on=met_on,
            met_on=met_on,
            document="居民会议关于授权居民代表会议审议年度工作报告的决议",
            document_number=f"体育社区居民会议〔{met_on.year}〕1号",
        )


def _ask_jointly(stage: Stage) -> None:
    """A fifth of the representatives ask for a meeting; it has not been called yet."""
    chair, unit = stage.people["tiyu-zhuren"], stage.units[A]
    came = stage.today - timedelta(days=13)
    with clock.moved_to(came):
        request = actions.request_convening(
            unit,
            by=chair,
            on=came,
            asked_for=MeetingKind.REPRESENTATIVES,
            backers=Backers.REPRESENTATIVES,
            subject="要求讨论2号院停车位重新划线",
            wish="2号院停车位划线不合理，消防通道常被占用，请召集居民代表会议讨论。",
        )
        roster = list(representatives_of(unit, came)[:SIGNED])
        actions.tick_names(request, by=chair, on=came, present=[seat.person_id for seat in roster])
        actions.accept_request(request, by=chair, on=came)


def _take_over(stage: Stage) -> None:
    """Two matters of earlier years, from the office's own Excel."""
    second = dict(zip(COLUMNS, EXAMPLE, strict=True)) | {
        "事项": "北门路灯更换",
        "事项类型": "居民反映的热点难点问题",
        "决议日期": date(2023, 9, 7),
        "决议公开日期": date(2023, 9, 11),
        "办结日期": date(2023, 10, 20),
    }
    table = sheets.workbook("历史补录", COLUMNS, [EXAMPLE, list(second.values())])
    with clock.moved_to(stage.today - timedelta(days=40)):
        actions.import_historic(
            table.content, filename="以前的事项.xlsx", by=stage.people["tiyu-zhuren"]
        )
