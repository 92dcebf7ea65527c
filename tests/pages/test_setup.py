"""manage.py setup, and the back office that only shows."""

from io import StringIO

from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from jiedao.access.read_only import ReadOnlyAdmin
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.workdays.models import CalendarYear
from tests.support import statements


def set_up() -> str:
    said = StringIO()
    call_command("setup", stdout=said)
    return said.getvalue()


def test_an_empty_database_gets_units_calendar_duties_and_actors(db: None):
    set_up()
    assert Unit.objects.filter(code="410105001003").exists()
    assert CalendarYear.objects.filter(year=2026).exists()
    assert Permission.objects.filter(codename="decisions_view").exists()
    assert set(User.objects.values_list("username", flat=True)) == {"system", "visitor"}


def test_a_second_time_changes_nothing(db: None):
    set_up()
    before = (Unit.objects.count(), User.objects.count(), Permission.objects.count())
    assert statements(set_up) < 20
    assert (Unit.objects.count(), User.objects.count(), Permission.objects.count()) == before


def test_nothing_in_the_back_office_can_be_changed():
    for model, shown in admin.site._registry.items():
        assert isinstance(shown, ReadOnlyAdmin), f"{model.__name__} 的后台页面要继承 ReadOnlyAdmin"
    assert Group not in admin.site._registry
