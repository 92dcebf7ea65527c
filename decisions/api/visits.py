"""What every view of the app's API shares: who asks, which matter, how errors are documented."""

from typing import TypeVar

from django.db.models import Model
from drf_spectacular.utils import OpenApiParameter
from rest_framework.viewsets import GenericViewSet

from decisions import access
from decisions.models import Matter
from jiedao.api.choosing import chosen
from jiedao.api.permissions import OFFICE, user_of
from jiedao.api.shapes import failing

__all__ = ["NUMBER", "TAG", "OfMatter", "chosen", "failing"]

RowT = TypeVar("RowT", bound=Model)
TAG = "decisions"
NUMBER = OpenApiParameter(
    "number", str, OpenApiParameter.PATH, description="事项编号，例如JC2026-001003-0042"
)


class OfMatter(GenericViewSet[RowT]):
    """A view that only those who have signed in reach."""

    permission_classes = OFFICE
    metadata_class = None

    def matter(self, number: str) -> Matter:
        """The matter in the address; 404 when it may not be known."""
        return access.get_visible(user_of(self.request), number)
