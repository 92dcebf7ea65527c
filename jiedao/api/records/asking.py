"""Filters that lists of the office's records have in their addresses."""

from collections.abc import Iterable

from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from jiedao.organisation.models import Unit

UNIT = OpenApiParameter("unit", str, description="单位代码；含下级单位")


def chosen(request: Request, name: str, choices: Iterable[str]) -> str:
    """A filter from the address; what is not on its list is refused."""
    given: str = request.query_params.get(name, "")
    known = [str(one) for one in choices]
    if given and given not in known:
        said = f"没有“{given}”这一项，可以写：{'、'.join(known)}。"
        raise ValidationError({name: [said]})
    return given


def unit_asked(request: Request) -> Unit | None:
    """The unit in the address; one there is not is refused."""
    code: str = request.query_params.get("unit", "")
    if not code:
        return None
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise ValidationError({"unit": [f"没有代码为“{code}”的单位，请核对。"]})
    return found
