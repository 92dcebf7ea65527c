"""What may be asked in the address of a list: what the schema names; anything else is refused.

A word that is not known would be left out in silence, and the program would take the whole list for
the part it asked for. Of what is sent the same is said when it is read (`sent`).
"""

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.routers import SimpleRouter

from jiedao.api import sent
from jiedao.api.declared import schema_of
from jiedao.api.paging import PARAMETER
from jiedao.lib.refusals import refuse
from jiedao.people.models import User

LONGEST = 40


class Router(SimpleRouter):
    """The router of the API: whatever is registered refuses words it does not know."""

    def register(self, prefix: str, viewset: Any, basename: str | None = None) -> None:
        super().register(prefix, _asking(viewset), basename)


def _asking(viewset: Any) -> Any:
    def initial(view: Any, request: Request, *args: Any, **kwargs: Any) -> None:
        # Who may not ask at all is told that first.
        viewset.initial(view, request, *args, **kwargs)
        if request.method in SAFE_METHODS:
            _demand_known(view, request)
        elif sent.asks_nothing(view):
            sent.read(request)

    also = {"initial": initial, "__doc__": viewset.__doc__, "__module__": viewset.__module__}
    return type(viewset.__name__, (viewset,), also)


def _demand_known(view: Any, request: Request) -> None:
    given = [name for name in request.query_params if name]
    known = words_of(view, request) if given else []
    unknown = next((name for name in given if name not in known), "")
    if unknown:
        raise refuse(
            "api.unknown_word",
            f"这里没有“{unknown[:LONGEST]}”这个查询项，没有查询。"
            + (f"可以写：{'、'.join(known)}。" if known else "这个地址不用写查询项。"),
            hint="各项的意思见接口说明（/api/schema/）。",
            status=400,
            field=unknown[:LONGEST],
        )


def words_of(view: Any, request: Request) -> list[str]:
    """What may be asked here: the words of the schema, those of this person's list, and the page."""
    schema = schema_of(view)
    named = [
        one.name
        for one in (schema.get_override_parameters() if schema else ())
        if isinstance(one, OpenApiParameter) and one.location == OpenApiParameter.QUERY
    ]
    more = getattr(view, "also_asked", None)
    if more and isinstance(request.user, User):
        named += more(request.user)
    if view.action == "list" and getattr(view, "pagination_class", None):
        named.append(PARAMETER)
    return list(dict.fromkeys(named))
