"""The tables of the package, by noun."""

from jiedao.liaison.models.groups import Charge, Member, WorkGroup, WorkGroupQuerySet

__all__ = ["Charge", "Member", "WorkGroup", "WorkGroupQuerySet"]
