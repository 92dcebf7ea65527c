"""The forms of points beyond the targets, of who is not graded first, and of what a year is drawn up with."""

from django.http import Http404, HttpRequest, HttpResponse

from jiedao.appraisal import actions, conditions, forms, grading
from jiedao.appraisal.models import Appraisal, VetoMatter
from jiedao.appraisal.rules import RULES
from jiedao.appraisal.scoring import bonus_of, plain
from jiedao.appraisal.selectors import get_appraisal
from jiedao.appraisal.views.marks import answered, opened, opened_entry
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.people.signed_in import signed_in
from jiedao.web.asking import Asking, arrived, ask, bound, gate
from jiedao.web.commands import form_page


@form_page
def add_bonus(request: HttpRequest, number: str) -> HttpResponse:
    """Give points beyond the targets (登记加分)."""
    user, one = opened(request, number, conditions.why_not_add_bonus)
    edition = RULES.on(clock.today(), one.appraisal.street)
    form = bound(request, forms.BonusForm)
    lead = (
        f"{one.whose}已经加{plain(bonus_of(one))}分，合计最多{edition.bonus_most}分"
        f"（{edition.source('bonus_most')}，不是法律规定）。"
    )
    return answered(
        request,
        form,
        one,
        lambda: actions.add_bonus(one, by=user, **form.cleaned_data),
        ("登记加分", lead, "登记"),
        "加分已登记，并通知被考核的单位或者个人。",
    )


@form_page
def withdraw_bonus(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take points back that were wrong (撤销加分)."""
    why_not = conditions.why_not_withdraw_bonus
    user, one, bonus = opened_entry(request, number, "bonuses", pk, why_not)
    form = bound(request, forms.ReasonForm)
    return answered(
        request,
        form,
        one,
        lambda: actions.withdraw_bonus(bonus, by=user, **form.cleaned_data),
        ("撤销加分", f"撤销“{bonus}”{plain(bonus.points)}分，原来的登记仍然留着。", "撤销"),
        "加分已撤销。",
    )


@form_page
def hold_back(request: HttpRequest, number: str) -> HttpResponse:
    """Take a list out of the first grade whose share is used up (不评第一等)."""
    user, one = opened(request, number, grading.why_not_hold_back)
    form = bound(request, forms.ReasonForm)
    lead = (
        f"{one.whose}{plain(one.final_points or bonus_of(one))}分，够“{one.first_word}”。"
        "比例不够的，写明为什么是这一份不评，定等次时评第二等，并通知被考核的单位或者个人。"
    )
    return answered(
        request,
        form,
        one,
        lambda: actions.hold_back(one, by=user, **form.cleaned_data),
        (f"不评“{one.first_word}”", lead, "登记"),
        f"已登记，不评“{one.first_word}”。",
    )


@form_page
def restore_first(request: HttpRequest, number: str) -> HttpResponse:
    """Put a list back among those that may be graded first (恢复评第一等)."""
    user, one = opened(request, number, grading.why_not_restore)
    form = bound(request, forms.ReasonForm)
    return answered(
        request,
        form,
        one,
        lambda: actions.restore_first(one, by=user, **form.cleaned_data),
        (f"恢复评“{one.first_word}”", f"原来的理由：{one.second_because}", "恢复"),
        f"已恢复评“{one.first_word}”。",
    )


def _year(request: HttpRequest, number: str) -> tuple[User, Appraisal]:
    user = signed_in(request)
    appraisal = get_appraisal(user, number)
    gate(request, conditions.why_not_change(appraisal, by=user))
    return user, appraisal


def _about(appraisal: Appraisal, title: str, lead: str, button: str) -> Asking:
    return Asking(title, lead, button, str(appraisal), appraisal.get_absolute_url())


@form_page
def set_shares(request: HttpRequest, number: str) -> HttpResponse:
    """How many in a hundred may be graded first (定第一等比例)."""
    user, appraisal = _year(request, number)
    known = {"first_units": appraisal.first_units, "first_persons": appraisal.first_persons}
    form = bound(request, forms.SharesForm, initial=known)
    lead = "定等次时，得分够第一等的超出比例，要先写明谁不评。比例是内部规定，下达以后不再改。"
    return ask(
        request,
        form,
        lambda: actions.set_shares(appraisal, by=user, **form.cleaned_data),
        _about(appraisal, "定第一等比例", lead, "保存"),
        done=lambda changed: arrived(changed, "比例已定。"),
    )


@form_page
def add_veto_matter(request: HttpRequest, number: str) -> HttpResponse:
    """List what vetoes a good grade this year (列入一票否决情形)."""
    user, appraisal = _year(request, number)
    form = bound(request, forms.MatterForm)
    lead = f"有这些情形的，{appraisal.year}年等次不高于第三等，不能评先。下达以后不再改。"
    return ask(
        request,
        form,
        lambda: actions.add_veto_matter(appraisal, by=user, **form.cleaned_data),
        _about(appraisal, "列入一票否决情形", lead, "列入"),
        done=lambda _: ("已列入。", appraisal.get_absolute_url()),
    )


@form_page
def strike_veto_matter(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Take something off the list of vetoes (删去一票否决情形)."""
    user, appraisal = _year(request, number)
    matter: VetoMatter | None = appraisal.veto_matters.filter(pk=pk).first()
    if matter is None:
        raise Http404
    matter.appraisal = appraisal
    return ask(
        request,
        bound(request, forms.NoWordsForm),
        lambda: actions.strike_veto_matter(matter, by=user),
        _about(
            appraisal, "删去一票否决情形", f"{appraisal.year}年不再一票否决：{matter}。", "删去"
        ),
        done=lambda changed: arrived(changed, "已删去。"),
    )
