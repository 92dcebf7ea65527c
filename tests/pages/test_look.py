"""What templates and forms say and keep; the rules the look has to obey."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template.loader import render_to_string

from jiedao.lib import clock
from jiedao.pages.templatetags import portal

TEMPLATES = Path(settings.ROOT) / "templates"


class MatterForm(forms.Form):
    title = forms.CharField(label="事项名称", help_text="居民一看就懂的名字。")
    proposer = forms.ChoiceField(
        label="提出人", widget=forms.RadioSelect, choices=[("c", "居委会"), ("p", "党组织")]
    )
    budget = forms.IntegerField(label="预算（元）", required=False)
    met_on = forms.DateField(label="开会日期", required=False)


def field(form: forms.Form, name: str) -> str:
    return render_to_string("components/_field.html", {"field": form[name]})


def test_a_day_of_this_year_is_said_without_the_year():
    with clock.moved_to(date(2026, 11, 23)):
        assert portal.cn_day(date(2026, 11, 19)) == "11月19日"
        assert portal.cn_day(date(2025, 12, 31)) == "2025年12月31日"


def test_a_moment_is_told_by_the_clock_of_the_office():
    with clock.moved_to(date(2026, 11, 23)):
        assert portal.cn_moment(datetime(2026, 11, 19, 16, 5, tzinfo=UTC)) == "11月20日 00:05"


def test_nothing_is_said_where_there_is_no_date_and_no_money():
    said = (portal.cn_date(None), portal.cn_day(None), portal.cn_moment(None), portal.money(None))
    assert said == ("", "", "", "")


def test_a_sum_in_a_sentence_stays_on_one_line():
    assert portal.sums("需42人：63 × 2 ÷ 3 ＝ 42，还差1人。") == (
        '需42人：<span class="sum">63 × 2 ÷ 3 ＝ 42</span>，还差1人。'
    )


def test_a_sentence_with_a_sum_cannot_bring_markup_along():
    assert "<script>" not in portal.sums("<script>1 ＋ 1 ＝ 2</script>")


def test_a_telephone_dials_only_its_digits():
    assert portal.dial("0371-6555 0100") == "037165550100"


def test_ticked_names_are_counted():
    assert portal.ticked([{"checked": True}, {"checked": False}, {"checked": True}]) == 2


def test_an_empty_box_gets_a_sentence_that_says_what_to_do():
    form = MatterForm({})
    assert form.errors["title"] == ["请填写，不能空着。"]
    assert form.errors["proposer"] == ["请选择一项。"]


def test_a_form_keeps_its_own_sentence():
    class Named(forms.Form):
        name = forms.CharField(error_messages={"required": "请写姓名。"})

    assert Named({}).errors["name"] == ["请写姓名。"]


def test_the_error_stands_at_its_box_and_is_read_with_it():
    drawn = field(MatterForm({}), "title")
    assert 'aria-describedby="id_title_helptext id_title_error"' in drawn
    assert 'id="id_title_error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_what_was_typed_stays_even_when_it_is_no_number():
    assert 'value="八十万"' in field(MatterForm({"budget": "八十万"}), "budget")


def test_a_day_is_picked_in_the_calendar_of_the_browser():
    drawn = field(MatterForm(initial={"met_on": date(2026, 11, 20)}), "met_on")
    assert 'type="date"' in drawn
    assert 'value="2026-11-20"' in drawn


def test_the_summary_leads_to_every_box_that_must_be_put_right():
    form = MatterForm({})
    drawn = render_to_string("components/_errors.html", {"form": form})
    places = re.findall(r'href="#([^"]+)"', drawn)
    assert places == ["id_title", "id_proposer_box"]
    assert all(f'id="{place}"' in f"{form.as_div()}" for place in places)


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("components/*.html")), ids=lambda p: p.stem)
def test_a_component_says_on_its_first_line_what_it_expects(path: Path):
    assert path.read_text(encoding="utf-8").startswith("{# ")


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: p.stem)
def test_a_template_holds_no_inline_script_style_or_handler(path: Path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
