"""Acts of a record on the API, each declared in a line: its form, its action, whether it is open.

    OF = Acts("regulations", RegulationOutput, example="GZ2026-105001-0001")

    class RegulationViewSet(RecordViewSet):
        acts = OF
        repeal = OF.step("repeal", "废止", actions.repeal, Asks(forms.RepealForm), closed=why_not)

An action judges for itself; `closed` is the same reason its page stands behind, so that who may not is
told so before what is missing in the request.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from jiedao.api import once
from jiedao.api.parsers import FilesParser, SmallJSONParser
from jiedao.api.permissions import user_of
from jiedao.api.records.filled import filled, shape_of
from jiedao.api.shapes import failing
from jiedao.lib.refusals import Refusal, unless
from jiedao.people.models import User
from jiedao.procedures.steps import Procedure
from jiedao.web.forms import OfficeForm

Closed = Callable[..., Refusal | None]
Opening = Callable[[User], None]
KEY = r"[0-9]{1,18}"
ENTRY = OpenApiParameter("entry", int, OpenApiParameter.PATH, description="这一条的键")
NAMED = OpenApiParameter("entry", str, OpenApiParameter.PATH, description="哪一个，例如阶段的代码")
FAILING = (400, 403, 404, 409)


def never(thing: Any, *, by: User) -> Refusal | None:
    """An act nobody is kept from before it is tried."""
    return None


def nothing(thing: Any, user: User) -> dict[str, Any]:
    return {}


def cleaned(form: Any) -> dict[str, Any]:
    return dict(form.cleaned_data)


def at_a_unit(act: Callable[..., Any]) -> Callable[..., Any]:
    """An act whose first thing is the unit that was chosen."""
    return lambda *, by, unit, **given: act(unit, by=by, **given)


def by_procedure(procedure: Procedure, code: str) -> Closed:
    """Whether a step is open by its procedure, with who was first when it no longer is."""

    def closed(record: Any, *, by: User) -> Refusal | None:
        refusal = procedure.why_closed(record, code, by=by)
        return procedure.with_who_was_first(record, refusal) if refusal else None

    return closed


def entry_in(rows: QuerySet[Any], pk: str) -> Any:
    """One entry of a record; Http404 when it has none of that key."""
    found = rows.filter(pk=int(pk)).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Told:
    """An act of a record, for the list of what can be done with it now."""

    code: str
    name: str
    hint: str
    closed: Closed


@dataclass(frozen=True)
class Asks:
    """What an act asks: its form, what the form must know, and what the action is given of it."""

    form: type[OfficeForm] | None = None
    also: Callable[[Any, User], dict[str, Any]] = nothing
    given: Callable[[Any], dict[str, Any]] = cleaned
    blank: dict[str, Any] = field(default_factory=dict)

    @property
    def shape(self) -> Any:
        return shape_of(self.form, **self.blank) if self.form else None

    @property
    def parsers(self) -> list[Any]:
        """JSON; a form with a file is sent as a browser sends it."""
        boxes = self.form.base_fields.values() if self.form else ()
        files = [box for box in boxes if isinstance(box, forms.FileField)]
        if not files:
            return [SmallJSONParser]
        needed = any(box.required for box in files)
        return [FilesParser] if needed else [SmallJSONParser, FilesParser]

    def arguments(self, request: Request, thing: Any) -> dict[str, Any]:
        """What was sent, as the action takes it."""
        if self.form is None:
            return {}
        return self.given(filled(self.form, request, **self.also(thing, user_of(request))))


NOTHING = Asks()


@dataclass(frozen=True)
class Taken:
    """How an act on a record is taken: what is done, what it asks, what closes it, what it answers."""

    act: Callable[..., Any]
    asks: Asks
    closed: Closed
    answer: Callable[[Any, str, Any, User], Response]


def _number_of(record: Any) -> str:
    return str(record.dossier.number)


@dataclass
class Acts:
    """The acts of one kind of record: under which name in the API, and what they answer.

    A record is named in its address by `number_of` it, which people know as `called`.
    """

    tag: str
    answer: type[serializers.Serializer[Any]]
    example: str
    called: str = "编号"
    number_of: Callable[[Any], str] = _number_of
    told: list[Told] = field(default_factory=list)
    opens: str = ""
    open_parsers: list[Any] = field(default_factory=list)

    @property
    def number(self) -> OpenApiParameter:
        said = f"{self.called}，例如{self.example}"
        return OpenApiParameter("number", str, OpenApiParameter.PATH, description=said)

    def opening(
        self, code: str, name: str, act: Callable[..., Any], asks: Asks, *, closed: Opening
    ) -> Any:
        """Registering a new record: a POST at the address of the list."""
        self.opens, self.open_parsers = code, asks.parsers

        def create(view: Any, request: Request) -> Response:
            user = user_of(request)

            def take() -> Response:
                closed(user)
                made = act(by=user, **asks.arguments(request, None))
                return view.made(self.number_of(made), user)

            return once.only_once(request, take)

        return extend_schema(
            operation_id=self._operation(code),
            summary=name,
            parameters=[once.PARAMETER],
            request=asks.shape,
            responses={201: self.answer} | failing(400, 403, 409),
            tags=[self.tag],
        )(create)

    def step(
        self,
        code: str,
        name: str,
        act: Callable[..., Any],
        asks: Asks = NOTHING,
        *,
        closed: Closed = never,
        offered: Closed | None = None,
        hint: str = "",
    ) -> Any:
        """An act on the record itself; it answers the record as it stands then.

        `offered` stands for `closed` where that is too dear to be asked for every list of offers.
        """

        def stands(view: Any, number: str, done: Any, user: User) -> Response:
            return view.shown(number, user)

        taken = Taken(act, asks, closed, stands)
        told = Told(code, name, hint, offered or closed)
        return self._taken(told, taken, {200: self.answer})

    def by_procedure(
        self, procedure: Procedure, code: str, act: Callable[..., Any], asks: Asks
    ) -> Any:
        """A step of a procedure: its name, its hint and whether it is open stand in the table."""
        row = procedure.named(code)
        closed = by_procedure(procedure, code)
        return self.step(code, row.name, act, asks, closed=closed, hint=row.hint)

    def making(
        self,
        code: str,
        name: str,
        act: Callable[..., Any],
        asks: Asks,
        *,
        made: Callable[[], Any],
        answer: type[serializers.Serializer[Any]],
        closed: Closed = never,
        hint: str = "",
    ) -> Any:
        """An act on the record that makes another one, which is answered; `made` says of which kind."""

        def stands(view: Any, number: str, done: Any, user: User) -> Response:
            return made().made(made().acts.number_of(done), user)

        told = Told(code, name, hint, closed)
        return self._taken(told, Taken(act, asks, closed, stands), {201: answer})

    def _taken(self, told: Told, taken: Taken, answered: dict[Any, Any]) -> Any:
        """An act on the record itself, whatever it answers."""
        self.told.append(told)

        def view(view: Any, request: Request, number: str) -> Response:
            user = user_of(request)

            def take() -> Response:
                record = view.one(user, number)
                unless(taken.closed(record, by=user))
                done = taken.act(record, by=user, **taken.asks.arguments(request, record))
                return taken.answer(view, number, done, user)

            return once.only_once(request, take)

        return self.declared(view, told.code, told.name, taken.asks, told.hint, answered)

    def entry(
        self,
        code: str,
        name: str,
        act: Callable[..., Any],
        asks: Asks = NOTHING,
        *,
        path: str,
        of: Callable[[Any, str], Any],
        closed: Closed = never,
        before: Closed = never,
        key: str = KEY,
    ) -> Any:
        """An act on one entry of the record: `path` has {entry}, `of` finds it (404 without).

        `before` asks of the record, before the entry is looked for; `closed` of the entry.
        """

        def view(view: Any, request: Request, number: str, entry: str) -> Response:
            user = user_of(request)

            def take() -> Response:
                record = view.one(user, number)
                unless(before(record, by=user))
                thing = of(record, entry)
                unless(closed(thing, by=user))
                act(thing, by=user, **asks.arguments(request, thing))
                return view.shown(number, user)

            return once.only_once(request, take)

        path = path.format(entry=f"(?P<entry>{key})")
        told = ENTRY if key == KEY else NAMED
        return self.declared(view, code, name, asks, "", {200: self.answer}, path, told)

    def _operation(self, code: str) -> str:
        return f"{self.tag.replace('-', '_')}_{code}"

    def declared(
        self,
        view: Callable[..., Response],
        code: str,
        name: str,
        asks: Asks,
        hint: str,
        answered: dict[Any, Any],
        path: str = "",
        entry: OpenApiParameter = ENTRY,
    ) -> Any:
        """A POST at an address of its own beneath the record's, as the schema tells it."""
        view.__name__ = code
        dashed, parameters = code.replace("_", "-"), [self.number, once.PARAMETER]
        acting = action(
            detail=True,
            methods=["post"],
            url_path=path or dashed,
            url_name=dashed,
            parser_classes=asks.parsers,
        )(view)
        return extend_schema(
            operation_id=self._operation(code),
            summary=name,
            description=hint,
            parameters=[*parameters, entry] if path else parameters,
            request=asks.shape,
            responses=answered | failing(*FAILING),
            tags=[self.tag],
        )(acting)
