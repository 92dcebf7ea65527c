from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "jiedao.meetings"
    label = "meetings"
    verbose_name = "会议"
