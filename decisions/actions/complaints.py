"""Something was not published, or not truly: reported to the street, looked into, ordered (第三十五条)."""

from datetime import date

from django.db import transaction

from decisions import complaint_receipts, duties
from decisions.actions.words import fit_for_the_board
from decisions.conditions.complaints import why_not_enter
from decisions.deadlines import ACKNOWLEDGE_COMPLAINT, PUBLISH_ORDERED
from decisions.duties import Duty
from decisions.models import Complaint, Matter
from decisions.procedures import COMPLAINT
from decisions.procedures.owed import owed_choices, why_only_the_notice
from decisions.rules import RULES
from decisions.selectors.complaints import (
    COMMUNITIES,
    notices_for,
    public_matters,
    street_of,
    waiting_for,
)
from decisions.states import ComplaintState, Found, Owed, Wrong
from jiedao.access.desks import nearest_holders
from jiedao.deadlines import actions as deadlines
from jiedao.dossiers import actions as dossiers
from jiedao.lib import clock, masking
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse, unless
from jiedao.lib.text import sentence
from jiedao.notices import actions as notices
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.publications.models import Publication
from jiedao.publications.objecting import Way
from jiedao.receipts import actions as receipt

LONGEST_TITLE = 80


@transaction.atomic
def say_complaint(
    community: Unit,
    *,
    by: User,
    wrong: str,
    text: str,
    matter: Matter | None = None,
    affair: str = "",
    name: str = "",
    phone: str = "",
) -> tuple[Complaint, str]:
    """A resident reports it on the board (居民网上反映), without an account; with the receipt's code."""
    today = clock.today()
    return _receive(
        community, by=by, way=Way.WEB, said_on=today, wrong=wrong, text=text,
        matter=matter, affair=affair, name=name, phone=phone,
    )  # fmt: skip


@transaction.atomic
def enter_complaint(
    community: Unit,
    *,
    by: User,
    way: str,
    said_on: date,
    wrong: str,
    text: str,
    matter: Matter | None = None,
    affair: str = "",
    name: str = "",
    phone: str = "",
) -> tuple[Complaint, str]:
    """Enter for a resident what was reported at the window, by phone, on paper or to 12345 (代为登记)."""
    unless(why_not_enter(by, community))
    if said_on > clock.today():
        raise refuse("complaint.future", "反映日期不能是将来的日期，请核对。", field="said_on")
    return _receive(
        community, by=by, way=way, said_on=said_on, wrong=wrong, text=text,
        matter=matter, affair=affair, name=name, phone=phone,
    )  # fmt: skip


@transaction.atomic
def acknowledge_complaint(complaint: Complaint, *, by: User, on: date) -> Complaint:
    """The street takes it up and looks into it itself (受理)."""
    COMPLAINT.take(
        complaint,
        "acknowledge_complaint",
        by=by,
        on=on,
        words=f"{by}受理，由街道办事处调查核实。",
        sets={"acknowledged_on": on},
    )
    return complaint


@transaction.atomic
def answer_complaint(
    complaint: Complaint, *, by: User, on: date, found: str, answer: str
) -> Complaint:
    """It was published lawfully, or what was reported is not so (答复): the resident reads why."""
    COMPLAINT.demand(complaint, "answer_complaint", by=by, on=on)
    fit_for_the_board(answer=answer)
    COMPLAINT.take(
        complaint,
        "answer_complaint",
        by=by,
        on=on,
        words=f"{by}调查核实：{Found(found).label}，已答复反映人。",
        sets={"found": found, "answer": answer, "answered_on": on},
    )
    return complaint


@transaction.atomic
def order_publication(
    complaint: Complaint,
    *,
    by: User,
    on: date,
    order: str,
    publish_by: date,
    answer: str,
    owed: str = "",
) -> Complaint:
    """The street orders the community to publish by a day (责令公布); the dossier is theirs from now on.

    Of a matter it says which notice is missing, and only that one meets the order. They read what
    they are to publish, and never what the resident wrote.
    """
    COMPLAINT.demand(complaint, "order_publication", by=by, on=on)
    fit_for_the_board(order=order, answer=answer)
    _can_be_met(complaint, owed, publish_by, on=on, act="责令公布")
    notice = "" if owed in ("", Owed.OTHER) else str(Owed(owed).label)
    dossiers.hand_over(complaint.dossier, complaint.community)
    COMPLAINT.take(
        complaint,
        "order_publication",
        by=by,
        on=on,
        words=f"街道办事处责令{complaint.community}公布{notice}：{sentence(order)}"
        f"最晚{long_day(publish_by)}。",
        due={PUBLISH_ORDERED.code: publish_by},
        sets={
            "order": order,
            "owed": owed,
            "publish_by": publish_by,
            "answer": answer,
            "answered_on": on,
        },
    )
    which = f"的{notice}" if notice else ""
    _tell(
        complaint,
        Duty.PUBLISH,
        f"街道责令公布“{complaint.subject}”{which}，请在{long_day(publish_by)}以前公布。",
    )
    return complaint


@transaction.atomic
def correct_order(
    complaint: Complaint, *, by: User, on: date, publish_by: date, reason: str, owed: str = ""
) -> Complaint:
    """The street puts right which notice it ordered, or by when (更正责令); what it wrote stays."""
    dossiers.hold_record(complaint)  # another may have put it right just now
    COMPLAINT.demand(complaint, "correct_order", by=by, on=on)
    fit_for_the_board(reason=reason)
    _can_be_met(complaint, owed, publish_by, on=on, act="更正责令")
    before = _in_short(complaint.owed, complaint.publish_by)
    if (owed, publish_by) == (complaint.owed, complaint.publish_by):
        raise refuse(
            "complaint.same_order",
            f"哪份公示和期限都和原来一样（{before}），没有要更正的，请核对。",
            field="publish_by",
        )
    now = _in_short(owed, publish_by)
    COMPLAINT.take(
        complaint,
        "correct_order",
        by=by,
        on=on,
        words=f"街道办事处更正责令：{now}；原来是{before}。原因：{sentence(reason)}",
        due={PUBLISH_ORDERED.code: publish_by},
        sets={
            "owed": owed,
            "publish_by": publish_by,
            "correction": reason,
            "corrected_on": on,
            "corrections": complaint.corrections + 1,
        },
    )
    _tell(complaint, Duty.PUBLISH, f"街道更正了责令：{now}；原来是{before}。")
    return complaint


@transaction.atomic
def report_published(
    complaint: Complaint,
    *,
    by: User,
    on: date,
    publication: Publication | None = None,
    report: str = "",
) -> Complaint:
    """The community has published what was ordered (登记公布情况): in a notice, or as it writes."""
    COMPLAINT.demand(complaint, "report_published", by=by, on=on)
    fit_for_the_board(report=report)
    only_notice = why_only_the_notice(complaint)
    if publication is None and only_notice:
        raise refuse("complaint.owed_notice", only_notice, field="publication")
    if publication is None and not report:
        raise refuse(
            "complaint.not_said",
            "请选择公布在哪份公示，或者写明在哪里、怎么公布的。",
            field="report",
        )
    if publication and not notices_for(complaint).filter(pk=publication.pk).exists():
        raise refuse(
            "complaint.other_notice",
            f"请选择责令公布以后本社区张贴的{complaint.owed_notice or '公示'}。",
            field="publication",
        )
    said = f"《{publication.title}》（{publication.document_number}）" if publication else report
    COMPLAINT.take(
        complaint,
        "report_published",
        by=by,
        on=on,
        words=f"{by}登记已按要求公布：{said}",
        sets={"publication": publication, "report": report, "published_on": on},
    )
    _tell(complaint, Duty.INVESTIGATE, f"{complaint.community}登记已按要求公布，请核对。")
    return complaint


def meet_orders(publication: Publication, *, by: User, on: date) -> None:
    """The notice of a matter hangs: what the street ordered of it is met (责令公布办结).

    Whoever could not report it himself leaves it to those who can; the notice hangs all the same.
    """
    for complaint in waiting_for(publication):
        dossiers.hold_record(complaint)  # another may have reported it just now
        if COMPLAINT.why_not(complaint, "report_published", by=by, on=on) is None:
            report_published(complaint, by=by, on=on, publication=publication)


def _can_be_met(complaint: Complaint, owed: str, publish_by: date, *, on: date, act: str) -> None:
    """Refuse an order for a notice that cannot be put up, or by a day that is over."""
    if owed not in (dict(owed_choices(complaint)) or ("",)):
        raise refuse("complaint.owed", "请选择责令公布的是哪份公示。", field="owed")
    if publish_by < on:
        raise refuse(
            "complaint.publish_by",
            f"公布的期限不能早于{act}的日期{long_day(on)}，请核对。",
            field="publish_by",
        )


def _in_short(owed: str, publish_by: date | None) -> str:
    """What an order asks: which notice, and by when."""
    assert publish_by  # an order has its day
    which = "别的内容，" if owed == Owed.OTHER else f"{Owed(owed).label}，" if owed else ""
    return f"{which}最晚{long_day(publish_by)}"


def _receive(
    community: Unit,
    *,
    by: User,
    way: str,
    said_on: date,
    wrong: str,
    text: str,
    matter: Matter | None,
    affair: str,
    name: str,
    phone: str,
) -> tuple[Complaint, str]:
    """Open the street's dossier, let its limit run, tell whose it is, give the receipt."""
    if community.level not in COMMUNITIES:
        raise refuse("complaint.unit", f"请选择社区，“{community}”不是社区。", field="community")
    if matter and not public_matters(community).filter(pk=matter.pk).exists():
        raise refuse("complaint.matter", "请从这个社区公开过的事项里选择。", field="matter")
    if matter is None and not affair:
        raise refuse("complaint.nothing", "请选择事项，或者写明是哪件事没有公开。", field="affair")
    for field, words in (("text", text), ("affair", affair), ("name", name)):
        masking.demand_keepable("complaint", words, field=field, box="联系电话")
    street = street_of(community)
    subject = matter.dossier.title if matter else affair
    today = clock.today()
    dossier = dossiers.open_dossier(
        kind=duties.COMPLAINT.code,
        prefix=duties.COMPLAINT.prefix,
        title=f"反映公开问题：{subject}"[:LONGEST_TITLE],
        unit=street,
        by=by,
        opened_on=today,
        state_label=ComplaintState.RECEIVED.label,
    )
    complaint = Complaint.objects.create(
        dossier=dossier,
        community=community,
        wrong=Wrong(wrong),
        matter=matter,
        affair="" if matter else affair,
        way=Way(way),
        said_on=said_on,
        name=name,
        phone=phone,
        text=text,
    )
    dossiers.make_findable(complaint)
    edition = RULES.on(today, street)
    deadlines.open_limit(dossier, ACKNOWLEDGE_COMPLAINT, start=said_on, edition=edition)
    _tell(complaint, Duty.INVESTIGATE, f"居民反映{community}公开方面的问题，请受理。")
    code = receipt.issue(dossier, complaint_receipts.COMPLAINT, subject=complaint.pk, by=by)
    return complaint, code


def _tell(complaint: Complaint, duty: str, words: str) -> None:
    """A line in the inbox of those nearest who hold the duty (发站内通知)."""
    for user in nearest_holders(duty, complaint.dossier.unit):
        notices.tell(
            user,
            words=f"{complaint.dossier.title}：{words}",
            dossier=complaint.dossier,
            url=complaint.get_absolute_url(),
        )
