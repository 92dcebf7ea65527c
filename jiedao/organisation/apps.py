from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "jiedao.organisation"
    label = "organisation"
    verbose_name = "组织机构"
