"""Papers of the regime: the list, one of them, every step of its course and of the monthly review."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from jiedao.api import once
from jiedao.api.choosing import chosen
from jiedao.api.paging import KeyPaging
from jiedao.api.parsers import SmallJSONParser
from jiedao.api.permissions import OFFICE, user_of
from jiedao.api.records.acts import NOTHING, Acts, Asks, Closed, entry_in
from jiedao.api.records.asking import UNIT, unit_asked
from jiedao.api.records.report_offers import RELEASE
from jiedao.api.records.report_shapes import NUMBER as EXAMPLE
from jiedao.api.records.report_shapes import ReportOutput, ReportRow, WriteInput
from jiedao.api.shapes import failing
from jiedao.lib import clock
from jiedao.lib.refusals import Refusal, unless
from jiedao.people.models import User
from jiedao.reporting import actions, forms
from jiedao.reporting.models import Assignment, Mention, Paper
from jiedao.reporting.procedures import OF_KIND, RELEASE_HINT, of, why_not_release
from jiedao.reporting.selectors import draft
from jiedao.reporting.selectors import papers as selectors
from jiedao.reporting.states import PaperKind
from jiedao.web import duties
from jiedao.web.duties import OfficeDuty
from jiedao.web.lists import Asked

TAG = "reports"
NUMBER = OpenApiParameter(
    "number", str, OpenApiParameter.PATH, description=f"汇报编号，例如{EXAMPLE}"
)
FILTERS = [
    OpenApiParameter("kind", str, enum=PaperKind.values, description="只看这一类的"),
    OpenApiParameter(
        "state",
        str,
        enum=[str(code) for code, _ in selectors.STANDINGS],
        description="只看现在是这样的",
    ),
    UNIT,
]
ANSWERED = {200: ReportOutput} | failing(400, 403, 404, 409)
WORDS = ("done", "problems", "plans")
OF = Acts(TAG, ReportOutput, EXAMPLE)


def _closed(code: str) -> Closed:
    """Why a step is not open on a paper, by the procedure of its kind."""

    def closed(paper: Paper, *, by: User) -> Refusal | None:
        refusal = of(paper).why_closed(paper, code, by=by)
        return of(paper).with_who_was_first(paper, refusal) if refusal else None

    return closed


def _step(code: str, act: Callable[..., object], asks: Asks = NOTHING) -> Any:
    """A step of a paper that its form asks for: name and hint stand in the table."""
    row = next(one.by_code[code] for one in OF_KIND.values() if code in one.by_code)
    return OF.step(code, row.name, act, asks, closed=_closed(code), hint=row.hint)


def _strike(code: str, name: str, path: str, rows: type[Mention] | type[Assignment]) -> Any:
    """A line of a review is taken out: whether it may be is said before the line is looked for."""

    def strike(what: Mention | Assignment, *, by: User) -> Paper:
        return actions.strike(
            selectors.get_visible(by, what.paper.dossier.number), by=by, what=what
        )

    def line(paper: Paper, key: str) -> Any:
        known = rows.objects.filter(paper=paper)
        return entry_in(known.select_related("unit", "paper__dossier"), key)

    path = f"{path}/{{entry}}/strike"
    return OF.entry(code, name, strike, path=path, of=line, before=_closed("strike"))


def _release_is_closed(paper: Paper, *, by: User) -> Refusal | None:
    return duties.why_not(
        by, OfficeDuty.RECEIVE_REPORTS, paper.unit, act=RELEASE
    ) or why_not_release(paper)


def _composed(form: Any) -> dict[str, Any]:
    """The words that were sent; what was not stays as it was."""
    given = form.cleaned_data
    words = {name: given[name] for name in WORDS if name in form.data}
    return {"words": words, "seen": given["seen"]}


def _units(paper: Paper, user: User) -> dict[str, Any]:
    return {"units": selectors.units_of(paper)}


def _units_and_people(paper: Paper, user: User) -> dict[str, Any]:
    return _units(paper, user) | {"people": selectors.people_of(paper)}


def _figures(paper: Paper, user: User) -> dict[str, Any]:
    return {"figures": draft.figures_of(paper)}


class ReportViewSet(GenericViewSet[Paper]):
    """The papers of the regime (每周汇报、半月小结、每月讲评), as far as the asker may see them."""

    lookup_url_kwarg = "number"
    permission_classes = OFFICE
    parser_classes = (SmallJSONParser,)
    metadata_class = None

    @extend_schema(
        summary="汇报列表",
        description="您能查看的每周汇报、半月小结和每月讲评，新的在前。",
        parameters=FILTERS,
        responses={200: ReportRow(many=True)} | failing(400),
        tags=[TAG],
    )
    def list(self, request: Request) -> Response:
        narrowed = {
            "kind": chosen(request, "kind", PaperKind.choices),
            "state": chosen(request, "state", selectors.STANDINGS),
        }
        asked, today = Asked(selectors.LISTING, chosen=narrowed), clock.today()
        rows, paging = selectors.asked_for(user_of(request), asked, today=today), KeyPaging()
        unit = unit_asked(request)
        if unit:
            rows = rows.filter(unit__path__startswith=unit.path)
        shown = [selectors.row_of(one, today) for one in paging.paginate_queryset(rows, request)]
        return paging.get_paginated_response(ReportRow(shown, many=True).data)

    @extend_schema(
        summary="一份汇报：全文、报送过几次、现在能办什么",
        description="报送过的是报送时的原文和数字；还在起草的是现在的草稿，is_draft 为真。",
        parameters=[NUMBER],
        responses={200: ReportOutput} | failing(404),
        tags=[TAG],
    )
    def retrieve(self, request: Request, number: str) -> Response:
        user = user_of(request)
        return Response(_shown(selectors.get_visible(user, number), user))

    @extend_schema(
        operation_id="reports_write",
        summary="撰写",
        description="写数字以外的话，答复上期事项；可以分几次写，没有提交的各项不变。",
        parameters=[NUMBER, once.PARAMETER],
        request=WriteInput,
        responses=ANSWERED,
        tags=[TAG],
    )
    @action(detail=True, methods=["post"])
    def write(self, request: Request, number: str) -> Response:
        user = user_of(request)

        def take() -> Response:
            paper = self.one(user, number)
            unless(_closed("write")(paper, by=user))
            shape = WriteInput(data=request.data)
            shape.is_valid(raise_exception=True)
            actions.write(paper, by=user, **shape.arguments(paper))
            return self.shown(number, user)

        return once.only_once(request, take)

    @classmethod
    def one(cls, user: User, number: str) -> Paper:
        return selectors.get_visible(user, number)

    @classmethod
    def shown(cls, number: str, user: User) -> Response:
        return Response(_shown(selectors.get_visible(user, number), user))

    submit = _step("submit", actions.submit)
    accept = _step("accept", actions.accept)
    send_back = _step("send_back", actions.send_back, Asks(forms.ReasonForm))
    override_figure = _step(
        "override_figure",
        actions.override_figure,
        Asks(forms.OverrideForm, also=_figures, blank={"figures": ()}),
    )
    release = OF.step(
        "release",
        RELEASE,
        actions.release,
        Asks(forms.ReleaseForm),
        closed=_release_is_closed,
        hint=RELEASE_HINT,
    )
    compose = _step("compose", actions.compose, Asks(forms.ComposeForm, given=_composed))
    mention = _step("mention", actions.mention, Asks(forms.MentionForm, also=_units))
    assign = _step("assign", actions.assign, Asks(forms.AssignForm, also=_units_and_people))
    strike_mention = _strike("strike_mention", "划去一项表扬或者批评", "mentions", Mention)
    strike_task = _strike("strike_task", "划去一项拟交办的任务", "tasks", Assignment)
    publish_review = _step("publish_review", actions.publish_review)


def _shown(paper: Paper, user: User) -> Any:
    """The paper as its page shows it: as it was handed in, or as it stands now."""
    today = clock.today()
    filing = None if paper.is_open else paper.filings.first()
    known = {
        "user": user,
        "is_draft": filing is None,
        "content": filing.content if filing else draft.content_of(paper, today=today),
    }
    return ReportOutput(selectors.row_of(paper, today), context=known).data
