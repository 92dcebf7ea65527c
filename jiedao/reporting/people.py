"""Who writes a paper, who receives it, whose a task is: the group's own people, else by duty."""

from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When

from jiedao.access.desks import nearest_holders
from jiedao.deadlines.models import Deadline
from jiedao.dossiers.models import Dossier
from jiedao.liaison import selectors as liaison
from jiedao.liaison.deadlines import LEFT
from jiedao.liaison.states import LEAD, RESPONSIBLE
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.reporting.models import Paper, Task
from jiedao.reporting.states import PaperKind
from jiedao.web.duties import OfficeDuty


def writers(paper: Paper) -> list[User]:
    """Who writes a paper: the person responsible of a group while in post, else by duty at the unit."""
    responsible = responsible_for(paper)
    if responsible:
        return [responsible]
    duty = OfficeDuty.LEAD_REPORTS if paper.is_review else OfficeDuty.WRITE_REPORTS
    return nearest_holders(duty, paper.dossier.unit)


def responsible_for(paper: Paper) -> User | None:
    """Who answers for the group whose paper it is, while he is there (责任人)."""
    return liaison.answers(paper.group, RESPONSIBLE, clock.today()) if paper.group else None


def receivers(paper: Paper) -> list[User]:
    """Who receives a paper: of a group its lead official (半月小结 the leading group's), else by duty."""
    lead = named_receiver(paper)
    if lead:
        return [lead]
    is_half = paper.kind == PaperKind.HALF
    duty = OfficeDuty.LEAD_REPORTS if is_half else OfficeDuty.RECEIVE_REPORTS
    return nearest_holders(duty, paper.dossier.unit)


def named_receiver(paper: Paper) -> User | None:
    """To whom a paper goes by name: the lead of the group, of half a month the leading group's."""
    today, group = clock.today(), paper.group
    if paper.kind == PaperKind.HALF:
        group = liaison.leading_group(paper.period.street, today)
    elif paper.kind != PaperKind.WEEKLY:
        return None
    return liaison.answers(group, LEAD, today) if group else None


def _paper(dossier: Dossier) -> Paper | None:
    papers = Paper.objects.filter(dossier=dossier)
    return papers.select_related("dossier__unit", "group__dossier").first()


def writers_of(dossier: Dossier) -> list[User]:
    """On whose desk the limit of a paper lies."""
    paper = _paper(dossier)
    return writers(paper) if paper else []


def writer_by_name(dossiers: QuerySet[Dossier], day: date) -> QuerySet[Dossier, Any]:
    """Who answers for the work of the group whose paper it is; no row where it is no group's.

    Who has left is not named: it lies with those who have the duty.
    """
    charge = "paper__group__charges__"
    begun = dossiers.filter(**{f"{charge}begins_on__lte": day})
    newest = begun.order_by(f"-{charge}begins_on", f"-{charge}pk")
    left = Deadline.objects.open().filter(
        dossier=OuterRef("paper__group"), code=LEFT[RESPONSIBLE].code, due_on__lt=day
    )
    name = Case(When(Exists(left), then=Value("")), default=F(f"{charge}responsible__name"))
    return newest.annotate(_responsible=name).values("_responsible")


def leads_of(dossier: Dossier) -> list[User]:
    """The lead official over a paper or a task (分管领导)."""
    paper = _paper(dossier)
    lead = liaison.answers(paper.group, LEAD, clock.today()) if paper and paper.group else None
    if lead:
        return [lead]
    return nearest_holders(OfficeDuty.RECEIVE_REPORTS, dossier.unit)


def owners_of(dossier: Dossier) -> list[User]:
    """Whose a task is."""
    task = Task.objects.filter(dossier=dossier).select_related("owner").first()
    return [task.owner] if task else []
