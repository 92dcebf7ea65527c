"""What kind of exception a day of the calendar is."""

from django.db.models import TextChoices


class DayKind(TextChoices):
    OFF = "off", "休"
    WORK = "work", "班"
