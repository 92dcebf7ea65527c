"""What a graded result is used for: honours with their document, and other entries with their day."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from jiedao.appraisal import conditions
from jiedao.appraisal.actions.words import note, tell, written
from jiedao.appraisal.models import Award, Consequence, TargetList
from jiedao.attachments import actions as attachments
from jiedao.attachments.states import AttachmentKind
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import acts
from jiedao.lib import clock, document_numbers, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse, unless
from jiedao.people.models import User

AWARDED = acts.declare("target_list.award", "登记评先创优")
USED = acts.declare("target_list.use", "登记结果运用")


@transaction.atomic
def award(
    one: TargetList,
    *,
    by: User,
    name: str,
    awarded_on: date,
    file: UploadedFile,
    document_number: str = "",
) -> Award:
    """Enter an honour given on the grounds of the result (登记评先创优), with its document."""
    dossiers.hold_record(one)
    unless(conditions.why_not_award(one, by=by))
    name = written(name, "name", "请写明荣誉的名称。")
    _not_before(one, awarded_on, "awarded_on")
    if one.awards.filter(name=name).exists():
        raise refuse("appraisal.awarded", "这项荣誉已经登记过，不用重复登记。", field="name")
    try:
        number = document_numbers.read(document_number)
    except ValueError as wrong:
        raise refuse("appraisal.number", str(wrong), field="document_number") from wrong
    document = attachments.attach(one.dossier, file=file, kind=AttachmentKind.OTHER, by=by)
    made = Award.objects.create(
        list=one,
        name=name,
        document_number=number,
        awarded_on=awarded_on,
        document=document,
        recorded_at=clock.now(),
        recorded_by=by,
    )
    cited = f"（{number}）" if number else ""
    words = f"{by}登记评先创优：{name}{cited}，{long_day(awarded_on)}表彰。"
    note(one, AWARDED, by=by, words=words)
    tell(one, f"{one.whose}获{name}，已登记。", by=by)
    return made


@transaction.atomic
def use(one: TargetList, *, by: User, kind: str, words: str, taken_on: date) -> Consequence:
    """Enter what followed from the result (登记结果运用)."""
    dossiers.hold_record(one)
    unless(conditions.why_not_use(one, by=by))
    words = written(words, "words", "请写明做了什么。")
    _not_before(one, taken_on, "taken_on")
    made = Consequence.objects.create(
        list=one,
        kind=kind,
        words=words,
        taken_on=taken_on,
        recorded_at=clock.now(),
        recorded_by=by,
    )
    said = f"{by}登记结果运用（{made.get_kind_display()}）：{text.sentence(words)}"
    note(one, USED, by=by, words=said)
    return made


def _not_before(one: TargetList, day: date, field: str) -> None:
    """A result is used after it is there, and not in the future."""
    graded = one.dossier.closed_on
    if day > clock.today():
        raise refuse("appraisal.future", "日期还没有到，请核对。", field=field)
    if graded and day < graded:
        raise refuse(
            "appraisal.before_grade",
            f"{long_day(graded)}才定等次，日期不能早于这一天。",
            field=field,
        )
