"""Filters that lists of the office's records have in their addresses."""

from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from jiedao.organisation.models import Unit

UNIT = OpenApiParameter("unit", str, description="单位代码；含下级单位")


def unit_asked(request: Request) -> Unit | None:
    """The unit in the address; one there is not is refused."""
    code: str = request.query_params.get("unit", "")
    if not code:
        return None
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise ValidationError({"unit": [f"没有代码为“{code}”的单位，请核对。"]})
    return found
