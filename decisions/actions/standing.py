"""Acting before the residents could be asked, undoing what was decided, and who may decide (授权)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from decisions import catalogue, procedures
from decisions.actions.aside import end_pause
from decisions.actions.striking import strike_resolution
from decisions.actions.words import fit_for_the_board
from decisions.conditions.authorisations import ended, why_not_end, why_not_enter_in
from decisions.conditions.standing import may_undo
from decisions.deadlines import RATIFY
from decisions.duties import Duty
from decisions.models import Authorisation, Emergency, Matter, Revocation
from decisions.models.turns import EARLIER, UNDONE
from decisions.rules import RULES
from decisions.states import Authority, MatterState
from jiedao.access.selectors import holdings
from jiedao.attachments import actions as attachments
from jiedao.attachments.states import AttachmentKind
from jiedao.deadlines import actions as deadlines
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock
from jiedao.lib.numerals import long_day, money
from jiedao.lib.refusals import FORBIDDEN, Refused, refuse, unless
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.publications import actions as publications
from jiedao.publications.states import Struck

AUTHORISED = acts.declare("decisions.authorise", "登记居民会议的授权")
ENDED = acts.declare("decisions.end_authorisation", "停止居民会议的授权")
LONGEST_LINE = 200
ON_PAPER = (Authority.STREET, Authority.COURT)


@transaction.atomic
def act_first(
    matter: Matter,
    *,
    by: User,
    on: date,
    acted_on: date,
    reason: str,
    done: str,
    cost: Decimal,
) -> Emergency:
    """Enter what had to be done before anybody could be asked (登记应急处置); the reason is public."""
    procedures.of(matter).demand(matter, "act_first", by=by, on=on)
    fit_for_the_board(reason=reason, done=done)
    if acted_on > on:
        raise refuse(
            "matter.acted_later", "处置的日期不能晚于登记的日期，请核对。", field="acted_on"
        )
    procedures.of(matter).take(
        matter,
        "act_first",
        by=by,
        on=on,
        words=f"{by}登记{long_day(acted_on)}先行处置，已花费{money(cost)}：{reason}",
        starts={RATIFY.code: acted_on},
        sets={"acted_on": acted_on},
    )
    row = Emergency.objects.create(
        matter=matter, reason=reason, done=done, cost=cost, entered_at=clock.now(), entered_by=by
    )
    _tell(matter, f"情况紧急，已经先行处置，之后提请居民追认。原因：{reason}", by)
    return row


@transaction.atomic
def revoke(
    matter: Matter,
    *,
    by: User,
    on: date,
    authority: str,
    what: str,
    document: str = "",
    document_number: str = "",
    document_on: date | None = None,
    decided_in: Matter | None = None,
    file: UploadedFile | None = None,
) -> Revocation:
    """A decision is undone (撤销, 第三十条、第三十一条、第四十条): nothing of it is erased."""
    procedures.of(matter).demand(matter, "revoke", by=by, on=on)
    _entitled(matter, authority, by, on, document, document_number, document_on, decided_in, file)
    fit_for_the_board(what=what, document=document)
    row = _undone(
        matter,
        authority,
        by,
        on,
        what,
        document,
        document_number,
        document_on,
        decided_in,
        is_final=True,
    )
    if matter.state == MatterState.SUSPENDED:
        end_pause(matter, by=by, on=on)
    procedures.of(matter).take(
        matter,
        "revoke",
        by=by,
        on=on,
        words=f"{by}登记决定已被撤销，依据{row.ground}：{what}",
        sets={"left_state": matter.stands_at},
    )
    _keep_paper(matter, file, by)
    strike_resolution(matter, struck_as=_struck(authority), why=what, by=by, on=on)
    deadlines.close_all(matter.dossier, by=by, on=on)
    publications.close_public_state(
        matter.dossier,
        stage=MatterState.REVOKED.label,
        line=f"决议已被撤销（{row.get_authority_display()}）：{what}"[:LONGEST_LINE],
        by=by,
    )
    return row


@transaction.atomic
def remand(
    matter: Matter,
    *,
    by: User,
    on: date,
    authority: str,
    what: str,
    document: str = "",
    document_number: str = "",
    document_on: date | None = None,
    decided_in: Matter | None = None,
    file: UploadedFile | None = None,
) -> Revocation:
    """A decision has to be made anew (变更, 第三十条、第三十一条): back to the branch's proposal."""
    procedures.of(matter).demand(matter, "remand", by=by, on=on)
    if authority == Authority.COURT:
        raise refuse(
            "matter.court_revokes",
            "人民法院是撤销决定，不是变更；请办理“登记撤销决定”。",
            field="authority",
        )
    _entitled(matter, authority, by, on, document, document_number, document_on, decided_in, file)
    fit_for_the_board(what=what, document=document)
    row = _undone(
        matter,
        authority,
        by,
        on,
        what,
        document,
        document_number,
        document_on,
        decided_in,
        is_final=False,
    )
    back = MatterState.ACTED if matter.is_emergency else MatterState.CONSULTING
    procedures.of(matter).take(
        matter,
        "remand",
        by=by,
        on=on,
        words=f"{by}登记决定要变更，依据{row.ground}：{what}",
        target=back,
        sets=UNDONE | {"proposed_on": None},
    )
    _keep_paper(matter, file, by)
    strike_resolution(matter, struck_as=_struck(authority), why=what, by=by, on=on)
    deadlines.close_all(matter.dossier, by=by, on=on)
    _tell(matter, f"原来的决议要变更，由社区党组织重新提议：{what}", by)
    return row


def _struck(authority: str) -> Struck:
    """What the old notice says of it: put right on the street's order, or undone."""
    return Struck.ORDERED if authority == Authority.STREET else Struck.REVOKED


@transaction.atomic
def authorise(
    unit: Unit,
    *,
    by: User,
    kinds: Iterable[str],
    starts_on: date,
    met_on: date,
    document: str,
    document_number: str = "",
    until: date | None = None,
) -> Authorisation:
    """The residents' meeting has let the representatives' meeting decide kinds of matters (授权, 第三十条)."""
    unless(why_not_enter_in(unit, by=by))
    if unit.level not in (UnitLevel.COMMUNITY, UnitLevel.VILLAGE):
        raise refuse("matter.unit", f"授权要登记在社区，“{unit}”不是社区。", field="unit")
    kinds = list(dict.fromkeys(kinds))
    wrong = [
        code
        for code in kinds
        if code not in catalogue.TYPES or not catalogue.TYPES[code].residents_only
    ]
    if wrong or not kinds:
        raise refuse(
            "authorisation.kinds",
            "请选择授权的事项类型：只有依法由居民会议决定的事项才需要授权。",
            field="kinds",
        )
    edition = RULES.on(met_on)
    if not edition.may_authorise:
        raise refuse(
            "authorisation.not_yet_law",
            f"{long_day(met_on)}施行的法律没有规定居民会议可以授权居民代表会议决定这些事项。",
            basis=edition.source("may_authorise"),
            field="met_on",
        )
    if met_on > clock.today():
        raise refuse("authorisation.future", "居民会议还没有开，不能登记授权。", field="met_on")
    if starts_on < met_on:
        raise refuse(
            "authorisation.before_meeting",
            f"授权不能早于居民会议（{long_day(met_on)}），请核对。",
            field="starts_on",
        )
    if until and until < starts_on:
        raise refuse("authorisation.ends_early", "停止日期不能早于开始日期。", field="until")
    fit_for_the_board(document=document)
    row = Authorisation.objects.create(
        unit=unit,
        kinds=kinds,
        starts_on=starts_on,
        until=until,
        met_on=met_on,
        document=document,
        document_number=document_number,
        granted_at=clock.now(),
        granted_by=by,
    )
    ledger.record(
        unit,
        act=AUTHORISED,
        by=by,
        words=f"居民会议{long_day(met_on)}授权居民代表会议决定{row.kind_names}，依据{row}。",
        edition=edition.code,
        data={"authorisation": row.pk},
    )
    return row


@transaction.atomic
def end_authorisation(
    authorisation: Authorisation, *, by: User, on: date, reason: str
) -> Authorisation:
    """The authorisation ends (停止授权); matters voted on before keep it."""
    unless(why_not_end(authorisation, by=by))
    fit_for_the_board(reason=reason)
    if authorisation.until and authorisation.until < on:
        raise Refused(ended())
    if on < authorisation.starts_on:
        raise refuse("authorisation.ends_early", "停止日期不能早于开始日期。", field="on")
    authorisation.until, authorisation.end_reason = on, reason
    authorisation.ended_at, authorisation.ended_by = clock.now(), by
    authorisation.save(update_fields=["until", "end_reason", "ended_at", "ended_by"])
    ledger.record(
        authorisation.unit,
        act=ENDED,
        by=by,
        words=f"{authorisation}的授权到{long_day(on)}为止：{reason}",
        data={"authorisation": authorisation.pk},
    )
    return authorisation


def _entitled(
    matter: Matter,
    authority: str,
    by: User,
    on: date,
    document: str,
    document_number: str,
    document_on: date | None,
    decided_in: Matter | None,
    file: UploadedFile | None,
) -> None:
    if authority not in Authority.values:
        raise refuse("matter.authority", "请选择由谁决定撤销或者变更。", field="authority")
    if authority == Authority.STREET and not holdings(by).covers(
        Duty.STREET_REVIEW, matter.dossier.unit
    ):
        raise refuse(
            "matter.street_orders",
            "责令改正由街道办事处作出，请街道负责审核的人登记。",
            basis="第三十一条",
            status=FORBIDDEN,
        )
    if authority in ON_PAPER:
        _paper(on, document, document_number, document_on, file)
        return
    found = may_undo(matter, authority, decided_in, on)
    if found:
        field = "decided_in" if authority == Authority.RESIDENTS else "authority"
        raise refuse(
            "matter.may_not_undo", found.sentence, basis=found.basis, hint=found.hint, field=field
        )


def _paper(
    on: date,
    document: str,
    document_number: str,
    document_on: date | None,
    file: UploadedFile | None,
) -> None:
    missing = [
        (field, f"请写明{name}。")
        for field, name, value in (
            ("document", "文书名称，如“责令改正通知书”“民事判决书”", document),
            ("document_number", "文号或者案号", document_number),
            ("document_on", "文书的日期", document_on),
        )
        if not value
    ]
    if not missing and file is None:
        missing = [("file", "请上传文书的扫描件。")]
    if missing:
        field, sentence = missing[0]
        raise refuse("matter.no_document", sentence, field=field)
    if document_on and document_on > on:
        raise refuse(
            "matter.document_later", "文书的日期不能晚于登记的日期，请核对。", field="document_on"
        )


def _undone(
    matter: Matter,
    authority: str,
    by: User,
    on: date,
    what: str,
    document: str,
    document_number: str,
    document_on: date | None,
    decided_in: Matter | None,
    *,
    is_final: bool,
) -> Revocation:
    on_paper = authority in ON_PAPER
    return Revocation.objects.create(
        matter=matter,
        authority=authority,
        is_final=is_final,
        revoked_on=on,
        what=what,
        document=document if on_paper else "",
        document_number=document_number if on_paper else "",
        document_on=document_on if on_paper else None,
        decided_in=None if on_paper else decided_in,
        from_state=matter.stands_at,
        **{name: getattr(matter, name) for name in EARLIER},
        entered_at=clock.now(),
        entered_by=by,
    )


def _keep_paper(matter: Matter, file: UploadedFile | None, by: User) -> None:
    if file is not None:
        attachments.attach(matter.dossier, file=file, kind=AttachmentKind.OTHER, by=by)


def _tell(matter: Matter, line: str, by: User) -> None:
    publications.set_public_state(
        matter.dossier,
        title=matter.dossier.title,
        stage=MatterState(matter.state).label,
        line=line[:LONGEST_LINE],
        by=by,
    )
