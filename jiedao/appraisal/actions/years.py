"""The steps of the year: issued, recalled, scored, announced, graded."""

from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from jiedao.appraisal import conditions, deadlines, pack, scoring
from jiedao.appraisal.actions.targets import lists_of
from jiedao.appraisal.actions.words import let_in, note, tell, written
from jiedao.appraisal.models import Appraisal, Pack, Score, TargetList
from jiedao.appraisal.procedures import APPRAISAL
from jiedao.appraisal.rules import RULES
from jiedao.appraisal.states import AppraisalState as S
from jiedao.attachments import actions as attachments
from jiedao.attachments.names import size_in_words
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock, text
from jiedao.lib.refusals import unless
from jiedao.people.models import User

ISSUED = acts.declare("target_list.issue", "下达责任书")
RECALLED = acts.declare("target_list.recall", "收回责任书")
SCORED = acts.declare("target_list.score", "计分")
ANNOUNCED = acts.declare("target_list.announce", "公布得分")
PACKED = acts.declare("appraisal.keep_pack", "固定年终材料包")
GRADED = acts.declare("target_list.grade", "定等次")
# The scoring is due by the end of January after the year.
DUE = (1, 31)


@transaction.atomic
def issue(appraisal: Appraisal, *, by: User) -> Appraisal:
    """Issue the target lists (下达责任书): from now on those assessed see them."""
    today = clock.today()
    APPRAISAL.demand(appraisal, "issue", by=by, on=today)
    lists = lists_of(appraisal)
    APPRAISAL.take(
        appraisal,
        "issue",
        by=by,
        words=f"{by}下达{len(list(lists))}份责任书。",
        sets={"issued_on": today},
        due={deadlines.SCORE.code: max(today, date(appraisal.year + 1, *DUE))},
    )
    for one in lists:
        note(one, ISSUED, by=by, words=f"{by}下达。", label=S.ISSUED.label)
        dossiers.make_findable(one, *(target.words for target in one.targets.all()))
        let_in(one)
        tell(one, f"《{one}》已下达，随时可以看现在的得分。", by=by)
    return appraisal


@transaction.atomic
def recall(appraisal: Appraisal, *, by: User, reason: str) -> Appraisal:
    """Take the lists back to be changed (收回修改), with the reason."""
    reason = written(reason, "reason", "请写明为什么收回。")
    said = f"{by}收回修改。原因：{text.sentence(reason)}"
    APPRAISAL.demand(appraisal, "recall", by=by, on=clock.today())
    APPRAISAL.take(appraisal, "recall", by=by, words=said, sets={"issued_on": None})
    for one in lists_of(appraisal):
        note(one, RECALLED, by=by, words=said, label=S.DRAFT.label)
        tell(one, f"《{one}》收回修改：{reason}", by=by)
    return appraisal


@transaction.atomic
def score(appraisal: Appraisal, *, by: User) -> Appraisal:
    """Close the year (年终计分): every automatic score is frozen with the dossiers it counted."""
    today = clock.today()
    APPRAISAL.demand(appraisal, "score", by=by, on=today)
    found = scoring.sheets(lists_of(appraisal), today=today)
    APPRAISAL.take(
        appraisal,
        "score",
        by=by,
        words=f"{by}按{today:%Y-%m-%d}的记录计分，{len(found)}份责任书。",
        sets={"scored_on": today},
    )
    for sheet in found:
        _freeze(sheet, by=by, today=today)
    return appraisal


def _freeze(sheet: scoring.Sheet, *, by: User, today: date) -> None:
    one = sheet.list
    for line in sheet.lines:
        if line.target.is_manual:
            continue
        assert line.points is not None, line.words
        Score.objects.create(
            target=line.target,
            points=line.points,
            value=line.value,
            words=line.words,
            rows=scoring.rows_of(line.target, one, today),
            is_frozen=True,
            given_at=clock.now(),
            given_by=by,
        )
    Score.objects.filter(target__list=one, is_frozen=False).update(is_frozen=True)
    one.points = sheet.total
    one.save(update_fields=["points"])
    given = f"（{sheet.sum_in_words}）" if sheet.bonus else ""
    words = f"{by}计分，合计{sheet.total_words}分{given}，各项得分和计入的案卷已固定。"
    note(one, SCORED, by=by, words=words, label=f"已计分，{sheet.total_words}分")


@transaction.atomic
def announce(appraisal: Appraisal, *, by: User) -> Appraisal:
    """Announce the scores (公布得分); the days to appeal begin to run."""
    today = clock.today()
    APPRAISAL.take(
        appraisal, "announce", by=by, words=f"{by}公布得分。", sets={"announced_on": today}
    )
    window = conditions.window_of(appraisal)
    assert window
    for one in lists_of(appraisal):
        said = f"{scoring.plain(one.final_points or Decimal(0))}分"
        note(one, ANNOUNCED, by=by, words=f"{by}公布得分，{said}。", label=f"已公布，{said}")
        until = f"{window.due_on.month}月{window.due_on.day}日"
        tell(one, f"《{one}》得{said}，有异议的请在{until}前申诉。", by=by)
    return appraisal


@transaction.atomic
def finish(appraisal: Appraisal, *, by: User) -> Appraisal:
    """Grade everyone (定等次) by what the rules say of points and vetoes; the year is closed."""
    today = clock.today()
    APPRAISAL.demand(appraisal, "finish", by=by, on=today)
    lists = lists_of(appraisal)
    APPRAISAL.take(appraisal, "finish", by=by, words=f"{by}按得分定出等次。")
    edition = RULES.on(today, appraisal.street)
    for one in lists:
        _grade(one, scoring.grade_of(one, edition, is_vetoed=conditions.is_vetoed(one)), by=by)
    _freeze_pack(appraisal, by=by)
    return appraisal


@transaction.atomic
def keep_pack(appraisal: Appraisal, *, by: User) -> Pack:
    """Freeze the pack of a year that was graded before packs were kept (固定年终材料包)."""
    dossiers.hold_record(appraisal)
    unless(conditions.why_not_keep_pack(appraisal, by=by))
    return _freeze_pack(appraisal, by=by)


def _freeze_pack(appraisal: Appraisal, *, by: User) -> Pack:
    """The pack as it is now that the grades are out; whoever asks for it later gets these bytes."""
    content = pack.made(appraisal, today=clock.today())
    kept = attachments.keep(SimpleUploadedFile("pack.zip", content))
    made = Pack.objects.create(
        appraisal=appraisal, sha256=kept.sha256, size=kept.size, kept_at=clock.now(), kept_by=by
    )
    ledger.record(
        appraisal.dossier,
        act=PACKED,
        by=by,
        words=f"年终材料包已固定，{size_in_words(kept.size)}，摘要{kept.sha256}。",
        data={"sha256": kept.sha256, "size": kept.size},
    )
    return made


def _grade(one: TargetList, grade: str, *, by: User) -> None:
    one.grade = grade
    one.save(update_fields=["grade"])
    points = scoring.plain(one.final_points or Decimal(0))
    vetoed = "，有一票否决" if conditions.is_vetoed(one) else ""
    words = f"{by}定等次：{points}分{vetoed}，{one.grade_word}。"
    dossiers.mark(
        one.dossier, on=clock.today(), state_label=f"{one.grade_word}，{points}分", is_closed=True
    )
    ledger.record(one.dossier, act=GRADED, by=by, words=words)
    tell(one, f"《{one}》等次：{one.grade_word}。", by=by)
