"""What the people of the demo sign and take pictures of."""

from datetime import date

from decisions import actions
from decisions.models import Matter
from decisions.selectors.oversight import missing_in
from decisions.states import Uptake, Verdict
from jiedao.people.models import User
from jiedao.publications.models import Publication


def paper_of(notice: Publication | None) -> str:
    """What tells the photograph of one notice from that of another."""
    return notice.number if notice else ""


def sign_missing(matter: Matter, supervisor: User | None, on: date, *, but: str, text: str) -> None:
    """The supervision committee signs what it has not yet; concerns of the step `but` alone."""
    assert supervisor
    assert supervisor.person
    for row in missing_in(matter):
        has_concerns = row.step == but
        actions.supervise(
            matter,
            by=supervisor,
            on=on,
            step=row.step,
            verdict=Verdict.CONCERNS if has_concerns else Verdict.AGREE,
            text=text if has_concerns else "",
            signer=supervisor.person,
            signed_on=on,
        )


REASONS = {
    Uptake.ADOPTED: "已经写进方案。",
    Uptake.PARTLY: "合理的部分写进方案，其余受场地限制，以后再议。",
    Uptake.NOT_ADOPTED: "与消防要求不符，已当面说明。",
}
