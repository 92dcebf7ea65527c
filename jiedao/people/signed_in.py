"""Who sits before a page of the office."""

from django.http import HttpRequest

from jiedao.people.models import User


def signed_in(request: HttpRequest) -> User:
    """The person who is signed in; the middleware lets nobody else through to a page of the office."""
    assert isinstance(request.user, User)
    return request.user
