"""Templates as Django compiles them, with the common case of a value on the page taken at once.

Two thirds of a page's time went into the few hundred values it shows: each tried as a key, as an attribute,
as an index, then as a moment, a number, a lazy text. Nearly all are a plain text in a plain object. Those
are found and escaped directly (`values`), and written without detours (`nodes`); everything else goes
Django's own way, so that every template means what it means in Django (docs/adr/0020).
"""

from collections.abc import Iterable
from typing import Any

from django.template import Template
from django.template.base import (
    FilterExpression,
    Lexer,
    Node,
    NodeList,
    Parser,
    Token,
    VariableNode,
)
from django.template.loaders import cached

from jiedao.pages.templating import nodes
from jiedao.pages.templating.values import PlainExpression, escape, escaped

__all__ = ["Loader", "PlainTemplate", "escape", "escaped"]


class PlainParser(Parser):
    """Django's parser, putting our nodes where Django would put its own."""

    def compile_filter(self, token: str) -> FilterExpression:
        return PlainExpression(token, self)

    def parse(self, parse_until: Iterable[str] | None = None) -> NodeList:
        found = super().parse(parse_until)
        found.__class__ = nodes.PlainNodes
        return found

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
        if type(node) is VariableNode:
            node = nodes.shown(node.filter_expression)
        else:
            node.__class__ = nodes.plain(node)
        super().extend_nodelist(nodelist, node, token)


class PlainTemplate(Template):
    """A template compiled by our parser."""

    def compile_nodelist(self) -> NodeList:
        parser = PlainParser(
            Lexer(self.source).tokenize(),
            self.engine.template_libraries,
            self.engine.template_builtins,
            self.origin,
        )
        found = parser.parse()
        self.extra_data = parser.extra_data
        return found


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
