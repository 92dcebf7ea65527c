"""Who acts in the demo office."""

from dataclasses import dataclass

from jiedao.people.models import User


@dataclass(frozen=True)
class Posts:
    """Who acts for a community: secretary, chair, worker, and who supervises them."""

    secretary: User
    chair: User
    worker: User
    supervisor: User | None = None
