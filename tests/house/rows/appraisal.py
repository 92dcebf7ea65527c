"""The yearly appraisal: a year being drawn up, with a list of community A and one manual target."""

from decimal import Decimal
from typing import Any

from jiedao.api.records.appraisal import (
    AppraisalViewSet,
    BranchReviewViewSet,
    TargetListViewSet,
)
from jiedao.appraisal import actions
from jiedao.appraisal.models import Appraisal, BranchReview, TargetList
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.people.models import User
from tests.house.apis import path_of, rows_of
from tests.house.matrix import NOBODY, only, row

READERS = ("chair", "worker", "branch", "secretary", "lead", "officer")
SEEN = only(READERS, others=404)
# The year itself is read by everyone who is assessed in the street.
YEAR = only((*READERS, "other"), others=404)
STEP = SEEN | dict.fromkeys(READERS, 403) | {"lead": 409}
KEPT = YEAR | dict.fromkeys((*READERS, "other"), 403)
OF_REVIEW = (
    "review_page", "deliver", "enter_ballots", "count_ballots", "comment", "settle", "conclude",
    "close_review",
)  # fmt: skip

ROWS = {
    "appraisal:list_list": row(200),
    "appraisal:export": row(200),
    "appraisal:open_appraisal": only(("lead",)),
    "appraisal:appraisal_page": YEAR,
    "appraisal:add_list": KEPT | {"lead": 409},
    "appraisal:issue": KEPT | {"lead": 409},
    "appraisal:recall": KEPT | {"lead": 200},
    "appraisal:score": KEPT | {"lead": 409},
    "appraisal:announce": KEPT | {"lead": 409},
    "appraisal:finish": KEPT | {"lead": 409},
    "appraisal:set_shares": KEPT | {"lead": 409},
    "appraisal:add_veto_matter": KEPT | {"lead": 409},
    "appraisal:strike_veto_matter": KEPT | {"lead": 409},
    "appraisal:keep_pack": KEPT | {"lead": 409},
    "appraisal:export_uses": KEPT | dict.fromkeys(("lead", "secretary"), 200),
    "appraisal:pack": KEPT | dict.fromkeys(("lead", "secretary"), 200),
    "appraisal:open_review": KEPT | {"lead": 200},
    "appraisal:review_list": row(200),
    "appraisal:export_reviews": row(200),
    "appraisal:review_page": SEEN,
    # The secretary himself delivers his report.
    "appraisal:deliver": SEEN | dict.fromkeys(READERS, 403) | {"lead": 200, "branch": 200},
    "appraisal:enter_ballots": STEP,
    "appraisal:count_ballots": STEP,
    "appraisal:comment": SEEN | dict.fromkeys(READERS, 403) | {"secretary": 409},
    "appraisal:settle": STEP | {"branch": 409},
    "appraisal:conclude": STEP,
    "appraisal:close_review": STEP,
    "appraisal:list_page": SEEN,
    "appraisal:add_target": SEEN | dict.fromkeys(READERS, 403) | {"lead": 409},
    "appraisal:remove_target": SEEN | dict.fromkeys(READERS, 403) | {"lead": 409},
    "appraisal:rate": SEEN | dict.fromkeys(READERS, 403) | {"lead": 200},
    "appraisal:veto": SEEN | dict.fromkeys(READERS, 403) | {"lead": 200},
    "appraisal:lift_veto": SEEN | dict.fromkeys(READERS, 403) | {"lead": 200},
    "appraisal:add_bonus": SEEN | dict.fromkeys(READERS, 403) | {"lead": 200},
    "appraisal:withdraw_bonus": SEEN | dict.fromkeys(READERS, 403) | {"lead": 200},
    "appraisal:hold_back": SEEN | dict.fromkeys(READERS, 403) | {"lead": 409},
    "appraisal:restore_first": SEEN | dict.fromkeys(READERS, 403) | {"lead": 409},
    # Who works in the community may appeal, once there is something to appeal against.
    "appraisal:appeal": SEEN
    | dict.fromkeys(("secretary", "lead", "officer"), 403)
    | dict.fromkeys(("chair", "worker", "branch"), 409),
    "appraisal:answer": SEEN | dict.fromkeys(READERS, 403) | {"lead": 409},
    "appraisal:award": SEEN | dict.fromkeys(READERS, 403) | {"lead": 409},
    "appraisal:use": SEEN | dict.fromkeys(READERS, 403) | {"lead": 409},
}
APIS: tuple[tuple[Any, Any, dict[str, int]], ...] = (
    (AppraisalViewSet, Appraisal, YEAR),
    (TargetListViewSet, TargetList, SEEN),
    (BranchReviewViewSet, BranchReview, SEEN),
)
for _view, _, _seen in APIS:
    ROWS |= rows_of(_view, row(200), _seen)
ROWS["api:appraisal-pack"] = KEPT | dict.fromkeys(("lead", "secretary"), 200) | {NOBODY: 401}
ROWS["api:appraisal-people"] = KEPT | {"lead": 200, NOBODY: 401}


def prepare(office: Any, everybody: dict[str, User]) -> None:
    lead, today = everybody["lead"], clock.today()
    appraisal = actions.open_appraisal(office.street, by=lead, year=today.year)
    one = actions.add_list(appraisal, by=lead, unit=office.a)
    actions.add_target(one, by=lead, words="台账", standard="齐全", weight=100, rule="manual")
    actions.issue(appraisal, by=lead)
    (target,) = one.targets.all()
    actions.rate(target, by=lead, points=Decimal(90), reason="齐全")
    matter = actions.veto_matters(one)[0]
    beneath = Dossier.objects.filter(unit__path__startswith=office.street.path)
    evidence = beneath.exclude(kind__startswith="appraisal.").order_by("pk")[0]
    actions.add_bonus(
        one,
        by=lead,
        words="被区里推广",
        points=Decimal(1),
        happened_on=today,
        evidence=evidence.number,
        reason="见通报",
    )
    actions.open_review(appraisal, by=lead, unit=office.a, secretary=everybody["branch"])
    actions.veto(one, by=lead, matter=matter, happened_on=today, reason="见通报")


def arguments(act: str, office: Any) -> list[Any]:
    for view, record, _ in APIS:
        if act.startswith(f"{view.base}-"):
            return path_of(view, act, record.objects.get().dossier.number)
    if act in ("list_list", "export", "open_appraisal", "review_list", "export_reviews"):
        return []
    if act in OF_REVIEW:
        number = BranchReview.objects.get().dossier.number
        return [number, 1] if act == "settle" else [number]
    of_year = (
        "appraisal_page",
        "add_list",
        "issue",
        "recall",
        "score",
        "announce",
        "finish",
        "pack",
        "keep_pack",
        "export_uses",
        "set_shares",
        "add_veto_matter",
        "open_review",
    )
    if act in of_year:
        return [Appraisal.objects.get().dossier.number]
    if act == "strike_veto_matter":
        appraisal = Appraisal.objects.get()
        return [appraisal.dossier.number, appraisal.veto_matters.all()[0].pk]
    one = TargetList.objects.get()
    number = one.dossier.number
    if act in ("rate", "remove_target"):
        return [number, one.targets.get().pk]
    if act == "withdraw_bonus":
        return [number, one.bonuses.get().pk]
    return [number, one.vetoes.get().pk] if act == "lift_veto" else [number]
