"""Templates as Django compiles them, with the common case of a value on the page taken at once.

Two thirds of a page's time went into the few hundred values it shows: each tried as a key, as an attribute,
as an index, then as a moment, a number, a lazy text. Nearly all are a plain text in a plain object. Those
are found and escaped here directly; everything else goes Django's own way, so that every template
means what it means in Django. Worth a fifth of every page (docs/adr/0020).
"""

from html import escape
from typing import Any

from django.template import Template
from django.template.base import (
    FilterExpression,
    Lexer,
    Node,
    NodeList,
    Parser,
    Token,
    Variable,
    VariableNode,
    render_value_in_context,
)
from django.template.context import Context
from django.template.loaders import cached
from django.utils.safestring import SafeString


class PlainVariable(Variable):
    """`row.title`: a name in the context, then attributes or keys."""

    def resolve(self, context: Any) -> Any:
        name, *rest = self.lookups or ("",)
        for known in reversed(context.dicts):
            if name in known:
                found = known[name]
                break
        else:
            return super().resolve(context)
        try:
            for bit in rest:
                if callable(found):
                    return super().resolve(context)
                has_keys = hasattr(type(found), "__getitem__")
                found = found[bit] if has_keys else getattr(found, bit)
        except (TypeError, AttributeError, KeyError, ValueError, IndexError):
            return super().resolve(context)
        # What can be called (get_state_display) Django calls, unless it must not be.
        return super().resolve(context) if callable(found) else found


class PlainExpression(FilterExpression):
    """An expression whose variable is found directly; filters are applied as ever."""

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        if isinstance(self.var, Variable) and self.var.lookups and not self.var.translate:
            self.var = PlainVariable(str(self.var.var))


class PlainNode(VariableNode):
    """`{{ row.title }}`: a text is escaped and done."""

    def render(self, context: Context) -> SafeString:
        value = self.filter_expression.resolve(context)
        if type(value) is SafeString:
            return value
        if type(value) is str and context.autoescape:
            return SafeString(escape(value))
        return SafeString(render_value_in_context(value, context))


class PlainParser(Parser):
    """Django's parser, putting our nodes where Django would put its own."""

    def compile_filter(self, token: str) -> FilterExpression:
        return PlainExpression(token, self)

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
        if type(node) is VariableNode:
            node = PlainNode(node.filter_expression)
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
