"""A small office with a matter in the archive and one that is being consulted on."""

from tests.decisions.conftest import posts, walk

__all__ = ["posts", "walk"]
