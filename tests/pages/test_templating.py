"""Templates mean what they mean in Django, however a value is found and written."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Engine, Template, engines
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from decisions.states import MatterState
from jiedao.pages.templating import PlainTemplate


@dataclass
class Row:
    title: str
    day: date

    def said(self) -> str:
        return f"<{self.title}>"

    def asks(self, what: str) -> str:
        return what

    def remove(self) -> str:
        raise AssertionError("改动数据的方法，模板不能调用")

    vars()["remove"].alters_data = True


VALUES: dict[str, Any] = {
    "text": "<b>&\"'",
    "safe": SafeString("<b>"),
    "number": 1234567,
    "money": Decimal("1234.50"),
    "day": date(2026, 11, 24),
    "nothing": None,
    "row": Row("<照明>", date(2026, 11, 24)),
    "lazy": SimpleLazyObject(lambda: Row("懒", date(2026, 1, 1))),
    "known": {"title": "键", "items": "自己的items", "inner": {"list": ["零", "一"]}},
    "rows": [Row("甲", date(2026, 1, 2)), Row("乙", date(2026, 1, 3))],
    "pairs": [("一", "二"), ("三", "四")],
    "state": MatterState.DRAFT,
    "states": MatterState,
}


@pytest.mark.parametrize(
    "source",
    [
        "{{ text }} {{ safe }} {{ number }} {{ money }} {{ day }} {{ nothing }}",
        "{% autoescape off %}{{ text }}{{ row.title }}{% endautoescape %}",
        "{{ row.title }} {{ row.day|date:'Y' }} {{ row.said }} {{ lazy.title }}",
        "{{ known.title }} {{ known.items }} {{ known.inner.list.1 }} {{ rows.0.title }}",
        "{{ state }} {{ state.label }} {{ states.DRAFT.label }} {{ rows|length }}",
        "{% for one in rows %}{{ forloop.counter }}{{ one.title }}{{ one.said }}{% endfor %}",
        "{% for one in rows %}{% for two in rows %}{{ forloop.parentloop.counter }}{{ forloop.last }}{% endfor %}{% endfor %}",
        "{% for a, b in pairs %}{{ a }}{{ b }}{% endfor %}{% for one in absent %}x{% empty %}空{% endfor %}{% for one in rows reversed %}{{ forloop.revcounter }}{{ one.title }}{% endfor %}{{ one }}",
        "{% for one in rows %}{{ forloop.first }}{{ forloop.last }}{{ forloop.counter0 }}{{ forloop.revcounter }}{{ forloop.revcounter0 }}{{ forloop.absent }}{% if not forloop.last %}、{% endif %}{% endfor %}",
        "{% if absent %}一{% elif row.title == '照明' or number > 3 %}二{% else %}三{% endif %}{% if nothing %}四{% else %}五{% endif %}{% if text|length > 2 %}六{% endif %}{% if row.said %}七{% endif %}",
        "{% if row.absent.more %}一{% elif known.inner.list.1 == '一' %}二{% endif %}{% if lazy.title %}三{% endif %}{% if not absent and rows %}四{% endif %}",
        "一{# 也不写 #}二{# 不写的 #}三{% comment %}四{% endcomment %}五{{ number }}六",
        "{{ safe|lower }} {{ text|lower }} {{ number|add:1 }} {{ row.title|default:text }} {{ text|linebreaks }} {{ day|date:'c' }}",
        "{% if row.title and rows.1 %}有{% endif %}{% with a=row %}{{ a.title }}{% endwith %}",
        "{{ text|upper }} {{ text|safe }} {{ 'x<'|upper }} {{ 5 }} {{ _('x') }}",
        "{{ row.absent }}|{{ absent }}|{{ absent.more }}|{{ row.asks }}|{{ row.remove }}",
        "{{ row.absent|default:'没有' }}{% if row.absent %}有{% else %}无{% endif %}",
    ],
)
def test_a_page_reads_the_same(source: str) -> None:
    engine = Engine(libraries={}, string_if_invalid="")
    plain = PlainTemplate(source, engine=engine).render(Context(VALUES))
    assert plain == Template(source, engine=engine).render(Context(VALUES))


def test_a_part_sees_what_it_is_given_and_nothing_else() -> None:
    parts = {"part": "{{ a }}{{ row.title }}{% if True %}真{% endif %}{{ forloop.counter }}"}
    engine = Engine(loaders=[("django.template.loaders.locmem.Loader", parts)])
    source = "{% for row in rows %}{% include 'part' with a=row.day only %}{% endfor %}{{ a }}"
    plain = PlainTemplate(source, engine=engine).render(Context(VALUES))
    assert plain == Template(source, engine=engine).render(Context(VALUES))


def test_a_page_fills_the_blocks_of_the_page_it_extends() -> None:
    pages = {
        "base": "<{% block title %}题{% endblock %}|{% block body %}体{% endblock %}>",
        "middle": "{% extends 'base' %}{% block body %}中{% block inner %}里{% endblock %}{% endblock %}",
        "page": "{% extends 'middle' %}{% block title %}{{ block.super }}{{ text }}{% endblock %}"
        "{% block inner %}内{{ block.super }}{% endblock %}",
    }
    engine = Engine(loaders=[("django.template.loaders.locmem.Loader", pages)])
    plain = PlainTemplate(pages["page"], engine=engine)
    for _ in range(2):  # the second time from what was looked up the first time
        shown = plain.render(Context(VALUES))
        assert shown == Template(pages["page"], engine=engine).render(Context(VALUES))
        assert shown == "<题&lt;b&gt;&amp;&quot;&#x27;|中内里>"


def test_every_template_of_the_portal_is_compiled_once() -> None:
    engine = engines["django"].engine
    first = engine.get_template("components/_empty.html")
    assert isinstance(first, PlainTemplate)
    assert engine.get_template("components/_empty.html") is first
