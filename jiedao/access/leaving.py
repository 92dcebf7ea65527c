"""Who is told at once that somebody's posts or account changed (任职、离任、停用账号).

What a post's end leaves without anybody is found again by a sweep; told here, it is red at once.
"""

from collections.abc import Callable

from jiedao.people.models import User

Told = Callable[[User], object]
_TOLD: list[Told] = []
_HOLDERS: list[Told] = []


def tell(told: Told, *, hold: Told) -> None:
    """Let a package look after what it has given to a person; called within the act itself.

    `hold` locks the dossiers of it, before the act needs any unit.
    """
    _TOLD.append(told)
    _HOLDERS.append(hold)


def hold(user: User) -> None:
    """Lock what a change of a person's posts writes to; every act locks dossiers first, units last."""
    for holder in _HOLDERS:
        holder(user)


def changed(user: User) -> None:
    """A person's posts or account are not what they were."""
    for told in _TOLD:
        told(user)
