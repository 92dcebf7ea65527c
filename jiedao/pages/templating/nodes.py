"""What takes the place of Django's nodes: the same output, the common case without detours."""

import html
from collections.abc import Callable
from functools import cache, cached_property, partial
from typing import Any, cast

from django.template import Template
from django.template.base import (
    Node,
    NodeList,
    TextNode,
    VariableDoesNotExist,
    VariableNode,
)
from django.template.context import Context
from django.template.defaulttags import (
    CsrfTokenNode,
    ForNode,
    IfNode,
    LoadNode,
    TemplateLiteral,
)
from django.template.loader_tags import (
    BLOCK_CONTEXT_KEY,
    BlockContext,
    BlockNode,
    ExtendsNode,
    IncludeNode,
)
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString

from jiedao.pages.templating.values import (
    PlainExpression,
    PlainVariable,
    escape,
    escaped,
    is_simple,
    needs_escaping,
    written,
)

CONSTANTS = {"True": True, "False": False, "None": None}
Part = str | Callable[[Context], str]


def write(parts: list[Part], context: Context) -> list[str]:
    """Each part after the other: words as they stand, the others as they are at this moment."""
    return [part if isinstance(part, str) else part(context) for part in parts]


class PlainNodes(NodeList):
    """What stands between two tags."""

    @cached_property
    def parts(self) -> list[Part]:
        """Words that follow each other are one; what writes nothing is left out."""
        parts: list[Part] = []
        for node in self:
            if isinstance(node, LoadNode):
                continue
            if not isinstance(node, TextNode):
                parts.append(node.render)
            elif parts and isinstance(parts[-1], str):
                parts[-1] += node.s
            else:
                parts.append(str(node.s))
        return parts

    def render(self, context: Context) -> SafeString:
        return SafeString("".join(write(self.parts, context)))


class PlainNode(VariableNode):
    """`{{ title }}`: a value, with its filters."""

    def render(self, context: Context) -> Any:
        return written(self.filter_expression.resolve(context), context)


class PlainField(PlainNode):
    """`{{ row.title }}`: what a page shows a hundred times, a field of something it has."""

    where: str
    field: str

    def render(self, context: Context) -> Any:
        where = self.where
        for known in reversed(context.dicts):
            if where in known:
                found = known[where]
                if not is_simple(type(found)):
                    break
                try:
                    value = getattr(found, self.field)
                except AttributeError:
                    break
                if type(value) is str and context.autoescape:
                    return value if needs_escaping(value) is None else html.escape(value)
                if callable(value):
                    break
                return written(value, context)
        return super().render(context)


class PlainIf(IfNode):
    """`{% if row.title %}`: a value that is there or not is asked for itself."""

    conditions_nodelists: Any

    @cached_property
    def branches(self) -> list[tuple[Callable[[Context], Any] | None, Any]]:
        """What is asked, None for `{% else %}`, and what is written if so."""
        return [
            (condition and _asked(condition), nodes)
            for condition, nodes in self.conditions_nodelists
        ]

    def render(self, context: Context) -> Any:
        for asked, nodes in self.branches:
            try:
                holds = asked is None or asked(context)
            except VariableDoesNotExist:
                holds = False
            if holds:
                return nodes.render(context)
        return ""


def _asked(condition: Any) -> Callable[[Context], Any]:
    """How a condition is asked for."""
    if not isinstance(condition, TemplateLiteral):
        return cast(Callable[[Context], Any], condition.eval)
    value: Any = condition.value
    if (
        isinstance(value, PlainExpression)
        and value.is_bare
        and isinstance(value.var, PlainVariable)
    ):
        return value.var.resolve
    return partial(value.resolve, ignore_failures=True)


class Loop(dict[str, Any]):
    """`forloop`: how far a loop is, reckoned when it is asked for."""

    def __missing__(self, name: str) -> Any:
        place, last = self["counter0"], self["last_place"]
        told = {
            "counter": place + 1,
            "revcounter": last - place + 1,
            "revcounter0": last - place,
            "first": place == 0,
            "last": place == last,
        }
        return told[name]


class PlainFor(ForNode):
    """`{% for row in rows %}`: forwards through a list."""

    sequence: Any
    loopvars: Any
    nodelist_loop: Any

    def render(self, context: Context) -> SafeString:
        rows = self.sequence.resolve(context, ignore_failures=True)
        if not isinstance(rows, list | tuple) or not rows:
            return SafeString(super().render(context))
        names, parts, said = self.loopvars, self.nodelist_loop.parts, []
        name = names[0] if len(names) == 1 else ""
        loop = Loop(parentloop=context.get("forloop", {}), last_place=len(rows) - 1)
        with context.push(forloop=loop) as known:
            for loop["counter0"], row in enumerate(rows):
                if name:
                    known[name] = row
                else:
                    known.update(zip(names, row, strict=True))
                said += write(parts, context)
        return SafeString("".join(said))


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
        state: Any = context.render_context
        before, state.template = state.template, included
        state.dicts.append({})
        try:
            return SafeString(included.nodelist.render(context))
        finally:
            state.dicts.pop()
            state.template, context.dicts = before, hidden


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


def shown(expression: Any) -> PlainNode:
    """The node that writes a value."""
    if isinstance(expression.var, PlainVariable) and not expression.filters:
        name, *fields = expression.var.lookups or ("",)
        if len(fields) == 1:
            node = PlainField(expression)
            node.where, node.field = name, fields[0]
            return node
    return PlainNode(expression)


def plain(node: Node) -> type[Node]:
    """What takes the place of Django's node, where it is of the simple kind; its own otherwise."""
    if type(node) is IfNode:
        return PlainIf
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
    return type(node)


def _is_constant(expression: Any) -> bool:
    return isinstance(expression.var, str) and not expression.filters
