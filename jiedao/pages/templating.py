"""Templates as Django compiles them, with the common case of a value on the page taken at once.

Two thirds of a page's time went into the few hundred values it shows: each tried as a key, as an attribute,
as an index, then as a moment, a number, a lazy text. Nearly all are a plain text in a plain object. Those
are found and escaped here directly; everything else goes Django's own way, so that every template
means what it means in Django. Worth a fifth of every page (docs/adr/0020).
"""

import html
import re
from functools import cache, cached_property
from typing import Any, cast

from django.conf import settings
from django.template import Template
from django.template.base import (
    FilterExpression,
    Lexer,
    Node,
    NodeList,
    Parser,
    TextNode,
    Token,
    Variable,
    VariableDoesNotExist,
    VariableNode,
    render_value_in_context,
)
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode, ForNode
from django.template.loader_tags import (
    BLOCK_CONTEXT_KEY,
    BlockContext,
    BlockNode,
    ExtendsNode,
    IncludeNode,
)
from django.template.loaders import cached
from django.templatetags.static import StaticNode
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, SafeString

CONSTANTS = {"True": True, "False": False, "None": None}
_keyed: dict[type, bool] = {}  # of which kinds a value is found by its key
_simple: dict[
    type, bool
] = {}  # of which kinds a value has its fields as attributes, and is no function
_needs_escaping = re.compile("[&<>\"']").search


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
    return text if _needs_escaping(text) is None else html.escape(text)


def escaped(value: Any) -> str:
    """What `conditional_escape` makes of a value, a plain text without its detours."""
    return escape(value) if type(value) is str else conditional_escape(value)


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
                if callable(found):
                    return super().resolve(context)
                found = found[bit] if has_keys(type(found)) else getattr(found, bit)
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

        self._is_bare = self.is_var and not self.filters

    def resolve(self, context: Any, ignore_failures: bool = False) -> Any:
        if self._is_bare:
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


def written(value: Any, context: Context) -> str:
    """A value as the page shows it: a text is escaped and done, a number written out."""
    kind = type(value)
    if kind is SafeString:
        return cast(SafeString, value)
    if kind is str and context.autoescape:
        return escape(value)
    if kind is int and not settings.USE_THOUSAND_SEPARATOR:
        return str(value)
    return str(render_value_in_context(value, context))


class PlainNode(VariableNode):
    """`{{ title }}`: a value, with its filters."""

    def render(self, context: Context) -> SafeString:
        return cast(SafeString, written(self.filter_expression.resolve(context), context))


class PlainField(PlainNode):
    """`{{ row.title }}`: what a page shows a hundred times, a field of something it has."""

    where: str
    field: str

    def render(self, context: Context) -> SafeString:
        for known in reversed(context.dicts):
            if self.where in known:
                found = known[self.where]
                if not is_simple(type(found)):
                    break
                try:
                    value = getattr(found, self.field)
                except AttributeError:
                    break
                if callable(value):
                    break
                return cast(SafeString, written(value, context))
        return super().render(context)


class PlainFor(ForNode):
    """`{% for row in rows %}`: forwards through a list."""

    sequence: Any
    loopvars: Any
    nodelist_loop: Any

    def render(self, context: Context) -> SafeString:
        rows = self.sequence.resolve(context, ignore_failures=True)
        if not isinstance(rows, list | tuple) or not rows:
            return SafeString(super().render(context))
        names, last, written = self.loopvars, len(rows) - 1, []
        name = names[0] if len(names) == 1 else ""
        with context.push(forloop={"parentloop": context.get("forloop", {})}) as known:
            loop = known["forloop"]
            for place, row in enumerate(rows):
                loop["counter0"], loop["counter"] = place, place + 1
                loop["revcounter0"], loop["revcounter"] = last - place, last - place + 1
                loop["first"], loop["last"] = place == 0, place == last
                if name:
                    known[name] = row
                else:
                    known.update(zip(names, row, strict=True))
                written += [node.render_annotated(context) for node in self.nodelist_loop]
        return SafeString("".join(written))


class PlainToken(CsrfTokenNode):
    """`{% csrf_token %}`: a page has one for each of its buttons."""

    def render(self, context: Context) -> SafeString:
        token = context.get("csrf_token")
        if type(token) is not str:
            return SafeString(super().render(context))
        return SafeString(
            f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(token)}">'
        )


class PlainInclude(IncludeNode):
    """`{% include "…" with … only %}`: one known template, which sees nothing else."""

    included: Template | None = None

    def render(self, context: Context) -> SafeString:
        included = self.included
        if included is None:
            engine = cast(Template, context.template).engine
            self.included = included = engine.get_template(self.template.var)
        known = {name: value.resolve(context) for name, value in self.extra_context.items()}
        hidden, context.dicts = context.dicts, [CONSTANTS, known]
        try:
            with context.render_context.push_state(included):
                return SafeString(included.nodelist.render(context))
        finally:
            context.dicts = hidden


class PlainExtends(ExtendsNode):
    """`{% extends "…" %}`: which blocks the outermost page has is looked up once."""

    def render(self, context: Context) -> SafeString:
        parent: Template = self.get_parent(context)
        kept: Any = context.render_context
        blocks: BlockContext = kept.setdefault(BLOCK_CONTEXT_KEY, BlockContext())
        blocks.add_blocks(self.blocks)
        blocks.add_blocks(_blocks_of(parent))
        with context.render_context.push_state(parent, isolated_context=False):
            return SafeString(parent.nodelist.render(context))


@cache
def _blocks_of(parent: Template) -> dict[str, BlockNode]:
    """The blocks of a page that extends no other; one that does adds its own."""
    first = next((node for node in parent.nodelist if not isinstance(node, TextNode)), None)
    if isinstance(first, ExtendsNode):
        return {}
    found: Any = parent.nodelist.get_nodes_by_type(BlockNode)
    return {node.name: node for node in found}


class PlainStatic(StaticNode):
    """`{% static "…" %}`: the address of a file is the same as long as the process lives."""

    @cached_property
    def address(self) -> SafeString:
        return SafeString(escaped(self.handle_simple(self.path.var)))

    def render(self, context: Context) -> SafeString:
        return self.address


class PlainParser(Parser):
    """Django's parser, putting our nodes where Django would put its own."""

    def compile_filter(self, token: str) -> FilterExpression:
        return PlainExpression(token, self)

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
        if type(node) is VariableNode:
            node = _shown(node.filter_expression)
        else:
            plain = _plain(node)
            node.__class__ = plain or type(node)
        super().extend_nodelist(nodelist, node, token)


def _shown(expression: FilterExpression) -> PlainNode:
    """The node that writes a value."""
    if isinstance(expression.var, PlainVariable) and not expression.filters:
        name, *fields = expression.var.lookups or ("",)
        if len(fields) == 1:
            node = PlainField(expression)
            node.where, node.field = name, fields[0]
            return node
    return PlainNode(expression)


def _plain(node: Node) -> type[Node] | None:
    """What takes the place of Django's node, where it is of the simple kind."""
    if type(node) is ForNode and not node.is_reversed:
        return PlainFor
    if type(node) is CsrfTokenNode:
        return PlainToken
    if type(node) is IncludeNode and node.isolated_context and _is_constant(node.template):
        return PlainInclude
    if type(node) is ExtendsNode:
        return PlainExtends
    if type(node) is StaticNode and node.varname is None and _is_constant(node.path):
        return PlainStatic
    return None


def _is_constant(expression: FilterExpression) -> bool:
    return isinstance(expression.var, str) and not expression.filters


class PlainTemplate(Template):
    """A template compiled by our parser."""

    def compile_nodelist(self) -> NodeList:
        parser = PlainParser(
            Lexer(self.source).tokenize(),
            self.engine.template_libraries,
            self.engine.template_builtins,
            self.origin,
        )
        nodes = parser.parse()
        self.extra_data = parser.extra_data
        return nodes


class Loader(cached.Loader):
    """Every template of a process is compiled at its first use and kept."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        if type(template) is Template:
            template = PlainTemplate(
                template.source, template.origin, template.name, template.engine
            )
            self.get_template_cache[self.cache_key(template_name, skip)] = template
        return template
