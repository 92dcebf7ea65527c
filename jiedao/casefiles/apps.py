from django.apps import AppConfig


class CasefilesConfig(AppConfig):
    name = "jiedao.casefiles"
    label = "casefiles"
    verbose_name = "案卷封卷"
