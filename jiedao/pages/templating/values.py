"""A value on the page: found directly where that is easy, escaped directly where it is plain."""

import html
import re
from typing import Any

from django.conf import settings
from django.template.base import (
    FilterExpression,
    Parser,
    Variable,
    VariableDoesNotExist,
    render_value_in_context,
)
from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, SafeString

_keyed: dict[type, bool] = {}  # of which kinds a value is found by its key
# Of which kinds a value has its fields as attributes, and is no function.
_simple: dict[type, bool] = {}
needs_escaping = re.compile("[&<>\"']").search


def has_keys(kind: type) -> bool:
    """Whether something of this kind is looked into by key, as Django tries first."""
    known = _keyed.get(kind)
    if known is None:
        known = _keyed[kind] = hasattr(kind, "__getitem__")
    return known


def is_simple(kind: type) -> bool:
    """Whether something of this kind is looked into by attribute alone, and not called first."""
    known = _simple.get(kind)
    if known is None:
        known = _simple[kind] = not has_keys(kind) and not _is_called(kind)
    return known


def _is_called(kind: type) -> bool:
    return any("__call__" in vars(each) for each in kind.__mro__)


def escape(text: str) -> str:
    """A text for the page; nearly none holds a sign that means something to a browser."""
    return text if needs_escaping(text) is None else html.escape(text)


def escaped(value: Any) -> str:
    """What `conditional_escape` makes of a value, a plain text without its detours."""
    return escape(value) if type(value) is str else conditional_escape(value)


def written(value: Any, context: Context) -> Any:
    """A value as the page shows it: a text is escaped and done, a number written out."""
    kind = type(value)
    if kind is str and context.autoescape:
        return value if needs_escaping(value) is None else html.escape(value)
    if kind is SafeString:
        return value
    if kind is int and not settings.USE_THOUSAND_SEPARATOR:
        return str(value)
    return render_value_in_context(value, context)


class PlainVariable(Variable):
    """`row.title`: a name in the context, then attributes or keys."""

    def __init__(self, var: str) -> None:
        super().__init__(var)
        self.name, *rest = self.lookups or ("",)
        self.rest = tuple(rest)

    def resolve(self, context: Any) -> Any:
        name = self.name
        for known in reversed(context.dicts):
            if name in known:
                found = known[name]
                break
        else:
            return super().resolve(context)
        try:
            for bit in self.rest:
                kind = type(found)
                if _simple.get(kind):
                    found = getattr(found, bit)
                elif callable(found):
                    return super().resolve(context)
                elif is_simple(kind):
                    found = getattr(found, bit)
                else:
                    found = found[bit] if has_keys(kind) else getattr(found, bit)
        except (TypeError, AttributeError, KeyError, ValueError, IndexError):
            return super().resolve(context)
        # What can be called Django calls, unless it must not be.
        return super().resolve(context) if callable(found) else found


class PlainExpression(FilterExpression):
    """An expression whose variable is found directly, its filters made ready to be called."""

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        if isinstance(self.var, Variable) and self.var.lookups and not self.var.translate:
            self.var = PlainVariable(str(self.var.var))
        # A filter with constant arguments that knows neither time zones nor escaping.
        self._is_plain = not any(
            getattr(function, "expects_localtime", False)
            or getattr(function, "needs_autoescape", False)
            or any(is_looked_up for is_looked_up, _ in arguments)
            for function, arguments in self.filters
        )
        self._ready = [
            (
                function,
                tuple(SafeString(argument) for _, argument in arguments),
                bool(getattr(function, "is_safe", False)),
            )
            for function, arguments in self.filters
            if self._is_plain
        ]
        self.is_bare = self.is_var and not self.filters

    def resolve(self, context: Any, ignore_failures: bool = False) -> Any:
        if self.is_bare:
            try:
                return self.var.resolve(context)
            except VariableDoesNotExist:
                return super().resolve(context, ignore_failures)
        if not (self.is_var and self._is_plain):
            return super().resolve(context, ignore_failures)
        try:
            value = self.var.resolve(context)
        except VariableDoesNotExist:
            return super().resolve(context, ignore_failures)
        for function, arguments, is_safe in self._ready:
            was_safe = is_safe and isinstance(value, SafeData)
            value = function(value, *arguments)
            if was_safe:
                value = SafeString(value)
        return value
