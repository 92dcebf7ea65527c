from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "jiedao.publications"
    label = "publications"
    verbose_name = "公开"
