"""Putting a responsibility on the list, and taking it off. Whether it is fulfilled nobody types."""

from datetime import date

from django.db import transaction

from jiedao.access.typed import dossier_of
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import acts
from jiedao.liaison.actions.entries import line, note, words_of
from jiedao.liaison.conditions import responsibilities as conditions
from jiedao.liaison.kinds import RESPONSIBILITY
from jiedao.liaison.models import Responsibility
from jiedao.liaison.states import Proof
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse, unless
from jiedao.lib.text import sentence
from jiedao.organisation.models import Unit
from jiedao.people.models import User

REGISTERED = acts.declare("liaison.register_responsibility", "列入责任清单")
WITHDRAWN = acts.declare("liaison.withdraw_responsibility", "撤下责任清单")


@transaction.atomic
def register(
    unit: Unit,
    *,
    by: User,
    title: str,
    post: str,
    standard: str,
    basis: str,
    since: date,
    due_on: date,
    proof: str,
    figure: str = "",
    least: int | None = None,
    dossier: str = "",
    limit: str = "",
) -> Responsibility:
    """Put a responsibility on the list (列入): whose, what, how well, until when, proven by what."""
    unless(conditions.why_not_register(unit, by=by, since=since, due_on=due_on))
    proven_by = (
        dossier_of("responsibility", "dossier", dossier, by=by) if proof == Proof.DOSSIER else None
    )
    unless(
        conditions.wrong_proof(proof, figure=figure, least=least, dossier=proven_by, limit=limit)
    )
    title = line("responsibility", "title", title, "请写要落实的事项。")
    standard = words_of("responsibility", "standard", standard)
    if not standard:
        raise refuse("responsibility.standard", "请写做到什么标准。", field="standard")
    of_figure = proof == Proof.FIGURE
    opened = dossiers.open_dossier(
        kind=RESPONSIBILITY.code,
        prefix=RESPONSIBILITY.prefix,
        title=title,
        unit=unit,
        by=by,
        opened_on=min(since, clock.today()),
        state_label="在清单上",
    )
    record = Responsibility.objects.create(
        dossier=opened,
        post=words_of("responsibility", "post", post),
        standard=standard,
        basis=line("responsibility", "basis", basis, "请写依据。"),
        since=since,
        due_on=due_on,
        proof=proof,
        figure=figure if of_figure else "",
        least=least if of_figure else None,
        proof_dossier=proven_by,
        limit=limit if proof == Proof.LIMIT else "",
    )
    note(
        opened,
        REGISTERED,
        by=by,
        on=opened.opened_on,
        words=f"{by}列入责任清单：{record.subject}，{title}，{long_day(due_on)}前落实。"
        f"标准：{sentence(standard)}",
        data={"proof": proof, "figure": record.figure, "limit": record.limit},
        # Whether it is fulfilled is read from its proof; here nothing is left to be done.
        is_closed=True,
    )
    dossiers.make_findable(record, record.post, standard, record.basis)
    return record


@transaction.atomic
def withdraw(record: Responsibility, *, by: User, reason: str) -> Responsibility:
    """Take a line off the list (撤下), with the reason; it can still be read."""
    dossiers.hold_record(record)
    unless(conditions.why_not(record, by=by))
    return withdrawn(record, by=by, reason=reason)


def withdrawn(record: Responsibility, *, by: User, reason: str) -> Responsibility:
    """It is off the list; the caller holds the dossier and has asked whether it may."""
    record.withdrawn = line("responsibility", "reason", reason, "请写明为什么撤下。")
    record.save(update_fields=["withdrawn"])
    note(
        record.dossier,
        WITHDRAWN,
        by=by,
        on=clock.today(),
        words=f"{by}从责任清单撤下。原因：{sentence(record.withdrawn)}",
        label="已撤下",
    )
    return record
