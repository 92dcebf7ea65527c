"""What a person can do about a paper of the regime now, as programs are told it."""

from jiedao.api.records.viewsets import Offered
from jiedao.lib.addresses import address
from jiedao.lib.refusals import Refusal
from jiedao.people.models import User
from jiedao.reporting.models import Paper
from jiedao.reporting.procedures import RELEASE_HINT, of
from jiedao.web import duties
from jiedao.web.duties import OfficeDuty

# What only another page leads to, or a single line of the paper: its address names the line.
ELSEWHERE = ("strike",)
RELEASE = "登记不再报送"


def offered_on(paper: Paper, user: User) -> list[Offered]:
    """The steps of its course, and that it is asked for no more, which is no step of it."""

    def offered(code: str, name: str, hint: str, refusal: Refusal | None) -> Offered:
        url = address(f"api:report-{code.replace('_', '-')}", paper.dossier.number)
        return Offered(code, name, hint, url, refusal)

    found = [
        offered(one.step.code, one.step.name, one.step.hint, one.refusal)
        for one in of(paper).offers(paper, by=user)
        if one.step.code not in ELSEWHERE
    ]
    if paper.is_open and duties.holds(user, OfficeDuty.RECEIVE_REPORTS, paper.unit):
        found.append(offered("release", RELEASE, RELEASE_HINT, None))
    return found
