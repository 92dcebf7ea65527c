"""The `url` tag of every template of the portal: Django's own, with the addresses known beforehand."""

from html import escape
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.utils.safestring import SafeString

from jiedao.lib.addresses import address

register = template.Library()


class AddressNode(URLNode):
    """An address written straight into the page."""

    def render(self, context: Context) -> SafeString:
        name: str = self.view_name.resolve(context)
        args: list[Any] = [argument.resolve(context) for argument in self.args]
        return SafeString(escape(address(name, *args)))


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    """`{% url %}` as Django has it; named arguments and `as` are left to Django."""
    node = django_url(parser, token)
    if node.kwargs or node.asvar:
        return node
    return AddressNode(node.view_name, node.args, {}, None)
