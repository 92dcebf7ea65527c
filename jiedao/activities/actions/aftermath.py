"""What comes after an activity: studies made up, problems found and solved, papers added."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from jiedao.access.desks import nearest_holders
from jiedao.activities import conditions
from jiedao.activities.actions.settling import note, said, settle
from jiedao.activities.models import Activity, Attendee, Problem
from jiedao.attachments import actions as attachments
from jiedao.attachments.models import Attachment
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import DossierRecord
from jiedao.ledger import acts
from jiedao.lib import clock, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse, unless
from jiedao.notices import actions as notices
from jiedao.organisation.models import Unit
from jiedao.people.models import User

MADE_UP = acts.declare("activity.make_up", "登记补学")
FOUND = acts.declare("activity.find_problem", "登记督导发现的问题")
SOLVED = acts.declare("activity.solve", "登记问题解决")


@transaction.atomic
def make_up(attendee: Attendee, *, by: User, on: date, how: str) -> Attendee:
    """Who was absent has made the study up (补学), on a day and somehow."""
    activity = attendee.activity
    dossiers.hold_record(activity)
    attendee.refresh_from_db(fields=["present", "made_up_on"])
    unless(conditions.why_not_make_up(attendee, by=by))
    unless(conditions.not_yet(on, "on", "补学日期"))
    unless(conditions.too_early(on, activity.held_on, "on", "补学日期"))
    attendee.made_up_how = said("how", how, "请写明怎么补的。")
    attendee.made_up_on, attendee.made_up_at, attendee.made_up_by = on, clock.now(), by
    attendee.save(update_fields=["made_up_on", "made_up_how", "made_up_at", "made_up_by"])
    settle(activity, by=by, on=on)
    words = f"{by}登记{attendee.name}补学，{long_day(on)}。"
    note(activity, MADE_UP, by=by, on=on, words=words, data={"attendee": attendee.pk})
    return attendee


@transaction.atomic
def find_problem(
    activity: Activity,
    *,
    by: User,
    words: str,
    measure: str,
    unit: Unit,
    whose: str,
    due_on: date,
) -> Problem:
    """Enter a problem found on a visit (登记发现的问题): what is done about it, whose, by when."""
    dossiers.hold_record(activity)
    unless(conditions.why_not_find(activity, by=by))
    if not unit.is_within(activity.dossier.unit):
        raise refuse("activity.problem_unit", "请选择本街道的单位。", field="unit")
    unless(conditions.too_early(due_on, activity.held_on, "due_on", "解决期限"))
    words = said("words", words, "请写明发现了什么问题。")
    if activity.problems.filter(words=words, unit=unit).exists():
        raise refuse("activity.problem_known", "这个问题已经登记过，没有重复登记。", field="words")
    problem = Problem.objects.create(
        activity=activity,
        words=words,
        measure=said("measure", measure, "请写明用什么措施解决。"),
        unit=unit,
        whose=said("whose", whose, "请写明责任人。"),
        due_on=due_on,
        found_at=clock.now(),
        found_by=by,
    )
    settle(activity, by=by, on=activity.held_on)
    line = f"{by}登记发现的问题：{text.sentence(words)}由{unit}解决，期限{long_day(due_on)}。"
    note(activity, FOUND, by=by, on=activity.held_on, words=line, data={"problem": problem.pk})
    for user in nearest_holders(conditions.DUTY, unit):
        if user != by:
            notices.tell(
                user,
                words=f"督导发现的问题请在{long_day(due_on)}前解决：{words}"[:300],
                dossier=activity.dossier,
            )
    return problem


@transaction.atomic
def solve(problem: Problem, *, by: User, on: date, how: str) -> Problem:
    """A problem is solved (登记解决), on a day and by what was done."""
    activity = problem.activity
    dossiers.hold_record(activity)
    problem.refresh_from_db(fields=["solved_on"])
    unless(conditions.why_not_solve(problem, by=by))
    unless(conditions.not_yet(on, "on", "解决日期"))
    unless(conditions.too_early(on, activity.held_on, "on", "解决日期"))
    problem.solved_how = said("how", how, "请写明怎么解决的。")
    problem.solved_on, problem.solved_at, problem.solved_by = on, clock.now(), by
    problem.save(update_fields=["solved_on", "solved_how", "solved_at", "solved_by"])
    settle(activity, by=by, on=on)
    words = f"{by}登记问题解决：{text.sentence(problem.words)}{text.sentence(problem.solved_how)}"
    note(activity, SOLVED, by=by, on=on, words=words, data={"problem": problem.pk})
    return problem


@transaction.atomic
def attach(record: DossierRecord, *, by: User, kind: str, file: UploadedFile) -> Attachment:
    """Add a scan or a photograph to an activity or a paper from above (附上材料)."""
    dossiers.hold_record(record)
    unless(conditions.why_not_act(record.dossier, by=by))
    return attachments.attach(record.dossier, file=file, kind=kind, by=by)
