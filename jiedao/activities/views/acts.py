"""What is done about one activity: held, cancelled, made up, a problem found and solved, a paper added."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from jiedao.activities import actions, conditions, forms
from jiedao.activities.models import Activity
from jiedao.activities.selectors import activities as selectors
from jiedao.activities.views.attaching import attach_page
from jiedao.attachments.states import AttachmentKind
from jiedao.lib.numerals import long_day
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.scans.selectors import pictures_of
from jiedao.web.asking import Asking, about, ask, bound, gate
from jiedao.web.commands import form_page


@form_page
def hold(request: HttpRequest, number: str) -> HttpResponse:
    """Enter that it was held (登记召开)."""
    user, record = _opened(request, number)
    gate(request, conditions.why_not_finish(record, by=user))
    known = {name: getattr(record, name) for name in ("held_on", "begins", "ends", "place")}
    pictures = pictures_of(record.dossier, AttachmentKind.SIGNIN_SHEET, "")
    if pictures:
        # Who signed is ticked by the sheet: nobody is taken to have been there.
        known["present"] = []
    form = bound(request, forms.HoldForm, initial=known, activity=record)
    return ask(
        request,
        form,
        lambda: actions.hold(record, by=user, **form.given()),
        _beside(
            about(record, "登记召开", f"{record}，{record.when}，{record.place}。", "登记召开"),
            pictures,
        ),
        done=_held,
    )


def _beside(asking: Asking, pictures: list[str]) -> Asking:
    """The form with the pages of the signed sheet above it, where one has come back."""
    if not pictures:
        return asking
    return replace(asking, note="jiedao/_activity_sheet.html", also={"pictures": pictures})


def _held(record: Activity) -> tuple[str, str]:
    words = "已登记召开。"
    if record.is_visit:
        words += "发现了问题的，请接着登记。"
    elif record.is_made_up and record.roster.owing().exists():
        words += "没有到会的人要补学，期限已列入待办。"
    return words, record.get_absolute_url()


@form_page
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Call it off (取消)."""
    user, record = _opened(request, number)
    gate(request, conditions.why_not_finish(record, by=user))
    form = bound(request, forms.CancelForm)
    return ask(
        request,
        form,
        lambda: actions.cancel(record, by=user, **form.cleaned_data),
        about(record, "取消", f"{record}，{record.when}。取消以后不能恢复。", "登记取消"),
        done=lambda gone: ("已登记取消。", gone.get_absolute_url()),
    )


@form_page
def make_up(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Who was absent has made it up (补学)."""
    user, record = _opened(request, number)
    attendee = selectors.get_attendee(record, pk)
    gate(request, conditions.why_not_make_up(attendee, by=user))
    form = bound(request, forms.MakeUpForm)
    lead = f"{attendee.name}（{attendee.post}）没有参加{long_day(record.held_on)}的{record}。"
    return ask(
        request,
        form,
        lambda: actions.make_up(attendee, by=user, **form.cleaned_data),
        about(record, "登记补学", lead, "登记补学"),
        done=lambda one: (f"已登记{one.name}补学。", record.get_absolute_url()),
    )


@form_page
def find_problem(request: HttpRequest, number: str) -> HttpResponse:
    """A problem that was found on a visit (登记发现的问题)."""
    user, record = _opened(request, number)
    gate(request, conditions.why_not_find(record, by=user))
    form = bound(request, forms.FindForm, units=selectors.units_beneath(record.dossier.unit))
    return ask(
        request,
        form,
        lambda: actions.find_problem(record, by=user, **form.cleaned_data),
        about(
            record,
            "登记发现的问题",
            "一个问题登记一次。责任单位会收到通知；解决以后，责任单位和街道都能登记。",
            "登记",
        ),
        done=lambda _: ("已登记。还有别的问题，请再登记。", record.get_absolute_url()),
    )


@form_page
def solve(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A problem is solved (登记解决)."""
    user, record = _opened(request, number)
    problem = selectors.get_problem(record, pk)
    gate(request, conditions.why_not_solve(problem, by=user))
    form = bound(request, forms.SolveForm)
    lead = (
        f"{problem.words}。措施：{problem.measure}。由{problem.unit}{problem.whose}"
        f"在{long_day(problem.due_on)}前解决。"
    )
    return ask(
        request,
        form,
        lambda: actions.solve(problem, by=user, **form.cleaned_data),
        about(record, "登记解决", lead, "登记解决"),
        done=lambda _: ("已登记解决。", record.get_absolute_url()),
    )


@form_page
def attach(request: HttpRequest, number: str) -> HttpResponse:
    """A scan or a photograph (附上照片或者扫描件)."""
    user, record = _opened(request, number)
    return attach_page(request, record, user, record.get_absolute_url())


def _opened(request: HttpRequest, number: str) -> tuple[User, Activity]:
    user = signed_in(request)
    return user, selectors.get_visible(user, number)
