"""Submitting a topic, reviewing it, sending it back, taking it back."""

from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from jiedao.attachments import actions as attachments
from jiedao.attachments.states import AttachmentKind
from jiedao.deadlines import actions as deadlines
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock, numerals, text
from jiedao.lib.refusals import refuse, unless
from jiedao.organisation.models import Unit
from jiedao.party_committee import conditions
from jiedao.party_committee import deadlines as limits
from jiedao.party_committee.actions.words import let_in, tell, written
from jiedao.party_committee.kinds import TOPIC as KIND
from jiedao.party_committee.models import Topic
from jiedao.party_committee.procedures import TOPIC
from jiedao.party_committee.rules import RULES
from jiedao.party_committee.states import Category, TopicState
from jiedao.people.models import User

SUBMITTED = acts.declare("party_topic.submit", "申报议题")
NO_PROPOSAL = "请写明提请党工委研究什么、建议怎么定。"


@transaction.atomic
def submit(
    department: Unit,
    *,
    by: User,
    title: str,
    category: str,
    proposal: str,
    amount: Decimal | None = None,
    file: UploadedFile | None = None,
) -> Topic:
    """Submit a topic for the party committee (申报议题); the lead official's review begins to run."""
    unless(conditions.why_not_submit(department, category, by=by))
    street = conditions.street_of(department)
    title = _titled(title)
    proposal = written(proposal, "proposal", NO_PROPOSAL)
    _needs_amount(category, amount)
    today = clock.today()
    dossier = dossiers.open_dossier(
        kind=KIND.code,
        prefix=KIND.prefix,
        title=title,
        unit=street,
        by=by,
        opened_on=today,
        state_label=TopicState.SUBMITTED.label,
    )
    topic = Topic.objects.create(
        dossier=dossier,
        department=department,
        category=category,
        proposal=proposal,
        amount=amount,
    )
    if file:
        attachments.attach(dossier, file=file, kind=AttachmentKind.PROPOSAL, by=by)
    let_in(topic, by, reason="申报了这个议题")
    edition = RULES.on(today, street)
    deadlines.open_limit(dossier, limits.REVIEW, start=today, edition=edition)
    ledger.record(
        dossier,
        act=SUBMITTED,
        by=by,
        words=f"{by}代表{department}申报，{topic.get_category_display()}{_sum(amount)}。",
        edition=edition.code,
        data={"category": category, "department": department.pk},
    )
    dossiers.make_findable(topic, topic.get_category_display(), department, proposal)
    return topic


@transaction.atomic
def resubmit(
    topic: Topic,
    *,
    by: User,
    title: str,
    proposal: str,
    amount: Decimal | None = None,
    file: UploadedFile | None = None,
) -> Topic:
    """Submit a topic again after it was sent back (修改后重新申报)."""
    TOPIC.demand(topic, "resubmit", by=by, on=clock.today())
    title = _titled(title)
    proposal = written(proposal, "proposal", NO_PROPOSAL)
    _needs_amount(topic.category, amount)
    dossier = topic.dossier
    dossier.title = title
    dossier.save(update_fields=["title"])
    if file:
        attachments.attach(dossier, file=file, kind=AttachmentKind.PROPOSAL, by=by)
    TOPIC.take(
        topic,
        "resubmit",
        by=by,
        words=f"{by}修改后重新申报{_sum(amount)}。",
        sets={"proposal": proposal, "amount": amount, "returned_reason": ""},
    )
    dossiers.make_findable(topic, topic.get_category_display(), topic.department, proposal)
    return topic


@transaction.atomic
def review(topic: Topic, *, by: User, opinion: str) -> Topic:
    """The lead official agrees that the committee deliberates it (分管领导审核同意)."""
    opinion = written(opinion, "opinion", "请写明审核意见，例如：同意提请研究。", one_line=True)
    TOPIC.take(topic, "review", by=by, words=f"{by}审核同意。{text.sentence(opinion)}")
    return topic


@transaction.atomic
def send_back(topic: Topic, *, by: User, reason: str) -> Topic:
    """The lead official sends it back to be improved (退回修改)."""
    reason = written(reason, "reason", "请写明为什么退回、怎么改。", one_line=True)
    TOPIC.take(
        topic,
        "send_back",
        by=by,
        words=f"{by}退回修改。原因：{text.sentence(reason)}",
        sets={"returned_reason": reason},
    )
    tell(topic, topic.dossier.opened_by, f"您申报的议题{topic}退回修改：{reason}", by=by)
    return topic


@transaction.atomic
def withdraw(topic: Topic, *, by: User, reason: str) -> Topic:
    """The topic is not to be deliberated any more (撤回议题)."""
    reason = written(reason, "reason", "请写明为什么撤回。", one_line=True)
    TOPIC.take(topic, "withdraw", by=by, words=f"{by}撤回议题。原因：{text.sentence(reason)}")
    return topic


def _titled(typed: str) -> str:
    try:
        title = text.clean_title(typed, longest=60)
    except ValueError as fault:
        raise refuse("party_topic.title", str(fault), field="title") from fault
    return written(title, "title", "请写明议题的标题。", one_line=True)


def _needs_amount(category: str, amount: Decimal | None) -> None:
    if category == Category.MONEY and amount is None:
        raise refuse(
            "party_topic.no_amount", "大额度资金使用要写明金额，单位是元。", field="amount"
        )
    if amount is not None and amount <= 0:
        raise refuse("party_topic.amount", "金额要大于零，请核对。", field="amount")


def _sum(amount: Decimal | None) -> str:
    return f"，{numerals.money(amount)}" if amount is not None else ""
