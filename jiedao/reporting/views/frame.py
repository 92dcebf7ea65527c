"""What the views of papers share: who asks for which paper, the buttons of its steps."""

from django.http import HttpRequest

from jiedao.access.selectors import holdings
from jiedao.lib.addresses import address
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.reporting.models import Paper
from jiedao.reporting.procedures import RELEASE_HINT, of
from jiedao.reporting.selectors import papers as selectors
from jiedao.web.asking import gate
from jiedao.web.buttons import Button
from jiedao.web.duties import OfficeDuty

# Steps that only another page leads to, or that a single line of this page offers.
ELSEWHERE = ("strike",)
# Needed now and then: never the red button.
RARE = ("override_figure", "send_back")
COMMANDS = ("submit", "accept", "publish_review")


def opened(request: HttpRequest, number: str, step: str) -> tuple[User, Paper]:
    """The paper a step is taken on: 404 when it may not be known, 403 or 409 with the reason."""
    user = signed_in(request)
    paper = selectors.get_visible(user, number)
    gate(request, of(paper).why_closed(paper, step, by=user))
    return user, paper


def buttons(paper: Paper, user: User) -> list[Button]:
    """What this person can do with a paper now, and why not."""
    offers = [o for o in of(paper).offers(paper, by=user) if o.step.code not in ELSEWHERE]
    first = next((o for o in offers if not o.refusal and o.step.code not in RARE), None)
    found = [
        Button(
            offer.step.code,
            offer.step.name,
            address(f"reporting:{offer.step.code}", paper.dossier.number),
            offer.step.hint,
            offer is first,
            offer.refusal,
            "post" if offer.step.code in COMMANDS else "get",
        )
        for offer in offers
    ]
    if paper.is_open and holdings(user).covers(OfficeDuty.RECEIVE_REPORTS, paper.unit):
        url = address("reporting:release", paper.dossier.number)
        button = Button("release", "不再报送", url, RELEASE_HINT, primary=False, refusal=None)
        found.append(button)
    return found
