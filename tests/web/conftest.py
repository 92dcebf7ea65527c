"""A matter that is open to residents, for the forms they send."""

from tests.decisions.conftest import posts, walk

__all__ = ["posts", "walk"]
