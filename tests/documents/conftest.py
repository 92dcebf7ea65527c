"""The house looks at matters on their way too."""

from tests.decisions.conftest import posts, walk

__all__ = ["posts", "walk"]
