from django.apps import AppConfig


class LiaisonConfig(AppConfig):
    name = "jiedao.liaison"
    label = "liaison"
    verbose_name = "小组、试点、分包和责任清单"
