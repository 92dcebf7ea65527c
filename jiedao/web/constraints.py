"""Constraint names of the database, mapped to their Chinese sentence in one place."""

from django.apps import apps
from django.db import IntegrityError

UNKNOWN = "这次保存与已有记录冲突，没有保存。请刷新页面核对后再试。"


def sentence_for(error: IntegrityError) -> str:
    """The sentence a person sees for a violated constraint; never the database's own words."""
    diagnostics = getattr(error.__cause__, "diag", None)
    name = getattr(diagnostics, "constraint_name", None) or ""
    return _sentences().get(name, UNKNOWN)


def _sentences() -> dict[str, str]:
    return {
        constraint.name: str(constraint.get_violation_error_message())
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message != constraint.default_violation_error_message
    }
