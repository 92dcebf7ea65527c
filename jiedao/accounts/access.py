"""Whose accounts a security administrator answers for."""

from django.db.models import Q, QuerySet
from django.http import Http404

from jiedao.access import selectors
from jiedao.access.duties import OfficeDuty
from jiedao.organisation.models import Unit
from jiedao.people.models import User, UserKind
from jiedao.web import duties


def within_reach(by: User) -> QuerySet[User]:
    """The accounts of the people in a security administrator's units, and of those without a post.

    Other systems have neither password nor session: they are managed under 接口账号.
    """
    mine = selectors.users_within(by, OfficeDuty.APPOINT)
    accounts = User.objects.filter(kind=UserKind.STAFF)
    return accounts.filter(Q(pk__in=mine) | ~Q(pk__in=selectors.users_with_posts()))


def get_within_reach(by: User, pk: int) -> User:
    """One account a security administrator answers for; Http404 when absent or out of reach."""
    found = within_reach(by).filter(pk=pk).first()
    if found is None:
        raise Http404("没有这个账号，或者不归您管理。")
    return found


def demand_over(user: User, by: User, *, act: str) -> Unit:
    """The unit on whose ledger an act on an account stands; 403 when it is not the person's to do."""
    unit = selectors.last_unit_of(user)
    if unit is None:
        return demand_anywhere(by, act=act)
    duties.demand(by, OfficeDuty.APPOINT, unit, act=act)
    return unit


def demand_anywhere(by: User, *, act: str) -> Unit:
    """The highest unit the person answers for as security administrator; 403 when there is none."""
    duties.demand(by, OfficeDuty.APPOINT, act=act)
    return duties.reach(by, OfficeDuty.APPOINT)[0]
