"""Where the supervision committee has spoken, where its opinion is missing, and what waits for an answer."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from decisions.models import Matter, SupervisionOpinion
from decisions.selectors import facts
from decisions.states import SupervisedStep, Verdict

# The column that says a step has been taken, and on which day the opinion may be signed at the earliest.
TAKEN_ON = {
    SupervisedStep.CONSULT: "summed_up_on",
    SupervisedStep.RESOLVE: "resolved_on",
    SupervisedStep.PUBLISH_RESOLUTION: "resolution_published_on",
    SupervisedStep.PUBLISH_RESULT: "result_published_on",
}


@dataclass(frozen=True)
class Oversight:
    """One step that wants an opinion: since when, and what was said of it (newest last)."""

    step: SupervisedStep
    since: date
    opinions: list[SupervisionOpinion]

    @property
    def is_missing(self) -> bool:
        return not self.opinions

    @property
    def name(self) -> str:
        return str(self.step.label)


def oversight_of(matter: Matter) -> list[Oversight]:
    """The steps taken so far that the supervision committee speaks on, in order."""
    rows = []
    for step, column in TAKEN_ON.items():
        since: date | None = getattr(matter, column)
        if since is None:
            continue
        # What was signed before the step was taken again belongs to the first time.
        said = [
            opinion
            for opinion in facts(matter).supervision
            if opinion.step == step and opinion.signed_on >= since
        ]
        rows.append(Oversight(step, since, said))
    return rows


def missing_in(matter: Matter) -> list[Oversight]:
    """The steps without an opinion (缺监督意见)."""
    return [row for row in oversight_of(matter) if row.is_missing]


def unanswered_in(matter: Matter) -> list[SupervisionOpinion]:
    """Concerns the committee has not answered yet."""
    return [opinion for opinion in facts(matter).supervision if opinion.waits_for_answer]


def lacks_an_opinion(on: date | None = None) -> Q:
    """The WHERE of matters with a step the supervision committee has not spoken on, today or until a day."""
    return reduce(or_, (_lacks(step, column, on) for step, column in TAKEN_ON.items()))


def owes_an_answer() -> Exists:
    """Whether concerns of the supervision committee wait for an answer, for a list."""
    return Exists(
        SupervisionOpinion.objects.filter(
            matter=OuterRef("pk"), verdict=Verdict.CONCERNS, answered_on__isnull=True
        )
    )


def _lacks(step: str, column: str, on: date | None) -> Q:
    said = SupervisionOpinion.objects.filter(
        matter=OuterRef("pk"), step=step, signed_on__gte=OuterRef(column)
    )
    if on is None:
        return Q(**{f"{column}__isnull": False}) & ~Q(Exists(said))
    return Q(**{f"{column}__lte": on}) & ~Q(Exists(said.filter(signed_on__lte=on)))
