"""The words of a choice are laid ready, and mean what Django's mean."""

from functools import partialmethod

from django.apps import apps
from django.utils.encoding import force_str

from decisions.models import Matter
from decisions.states import MatterState
from jiedao.publications.models import Publication


def test_every_choice_of_every_record_says_what_django_would_say():
    told = 0
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            display = vars(model).get(f"get_{field.name}_display")
            if not field.choices or display is None:
                continue
            assert not isinstance(display, partialmethod), f"{model}.{field.name}"
            for value, word in field.flatchoices:
                assert display(model(**{field.attname: value})) == force_str(word)
                told += 1
    assert told > 200


def test_what_is_none_of_the_choices_stands_as_it_is():
    assert Matter(state=MatterState.ARCHIVED).get_state_display() == "已归档"
    assert Matter(state="elsewhere").get_state_display() == "elsewhere"
    assert Publication(kind="").get_kind_display() == ""
