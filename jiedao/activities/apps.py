from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "jiedao.activities"
    label = "activities"
    verbose_name = "会议活动和上级文件"
