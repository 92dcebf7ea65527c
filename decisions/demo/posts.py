"""Who acts in the demo office."""

from dataclasses import dataclass

from jiedao.people.models import User


@dataclass(frozen=True)
class Posts:
    """Who acts for a community: secretary, chair, worker, who supervises them, who archives."""

    secretary: User
    chair: User
    worker: User
    supervisor: User | None = None
    archivist: User | None = None

    @property
    def keeper(self) -> User:
        """Who puts a casefile away: the archivist, where there is one."""
        return self.archivist or self.chair
