"""Topics: who may see which, the list as it was asked for, one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.dossiers.selectors import matching_text
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.party_committee.conditions import SUBMIT
from jiedao.party_committee.kinds import TOPIC
from jiedao.party_committee.models import Topic, TopicQuerySet
from jiedao.party_committee.states import Category, TopicState
from jiedao.people.models import User
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

OVERDUE = "overdue"
CHIPS = {
    TopicState.RETURNED: "soon",
    TopicState.DEFERRED: "soon",
    TopicState.REJECTED: "late",
    TopicState.PASSED: "ok",
    TopicState.DONE: "ok",
    TopicState.CLOSED: "ok",
}
COLUMNS = (
    "编号", "议题", "类别", "申报单位", "金额（元）", "办理状态", "决定日期", "决定", "责任人",
    "办理期限", "报办完日期", "是否逾期", "申报日期",
)  # fmt: skip
LISTING = Listing(
    "编号、标题或者内容里的词",
    {
        "newest": ("新申报的在前", ("-pk",)),
        "oldest": ("先申报的在前", ("pk",)),
        "due": ("期限近的在前", ("due_on", "pk")),
    },
    (
        Narrowing("category", "类别", Category.choices),
        Narrowing("state", "办理状态", [*TopicState.choices, (OVERDUE, "逾期的决定")]),
    ),
)


@dataclass(frozen=True)
class Row:
    """A topic as the list shows it: where it stands, and whether it is late."""

    record: Topic
    word: str
    chip: str


def visible_to(user: User) -> TopicQuerySet:
    """The topics a person may see: by duty, or because one was submitted by or given to him."""
    seen = access.dossiers_seen_by(user, *TOPIC.seen_with)
    return Topic.objects.filter(seen).select_related("dossier__unit", "department", "owner")


def get_visible(user: User, number: str) -> Topic:
    """One topic by its number; Http404 when there is none or it may not be known."""
    rows = visible_to(user).select_related(
        "dossier__unit", "dossier__opened_by", "department", "owner"
    )
    found = rows.filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def asked_for(user: User, asked: Asked, *, today: date) -> TopicQuerySet:
    """The topics that were asked for."""
    rows = visible_to(user)
    if asked.of("category"):
        rows = rows.filter(category=asked.of("category"))
    if asked.of("state") == OVERDUE:
        rows = rows.overdue(today)
    elif asked.of("state"):
        rows = rows.filter(state=asked.of("state"))
    if asked.words:
        rows = rows.filter(dossier__in=matching_text(asked.words).values("dossier"))
    return rows


def listed(user: User, asked: Asked, *, today: date) -> Listed[Row]:
    """One page of the list."""
    return page_of(asked_for(user, asked, today=today), asked, lambda record: row_of(record, today))


def row_of(record: Topic, today: date) -> Row:
    """A topic with where it stands; a decision that is late says so."""
    state = TopicState(record.state)
    if state == TopicState.CARRYING_OUT and record.is_late(today):
        assert record.due_on
        return Row(record, f"逾期{(today - record.due_on).days}天", "late")
    return Row(record, str(state.label), CHIPS.get(state, ""))


def lines_of(rows: TopicQuerySet, *, today: date) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    for record in rows[:MOST_EXPORTED]:
        yield [
            record.dossier.number,
            record.dossier.title,
            str(record.get_category_display()),
            str(record.department),
            record.amount,
            str(record.get_state_display()),
            record.decided_on,
            record.decision,
            str(record.owner or ""),
            record.due_on,
            record.done_on,
            "逾期" if record.is_late(today) else "",
            record.dossier.opened_on,
        ]


def departments_of(user: User) -> QuerySet[Unit]:
    """Where a person may submit from: the street and its departments, as far as his duty reaches."""
    units = access.units_within(user, SUBMIT)
    return units.filter(level__in=(UnitLevel.STREET, UnitLevel.DEPARTMENT))
