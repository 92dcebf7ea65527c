from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string


class RightsConfig(AppConfig):
    name = "jiedao.rights"
    label = "rights"
    verbose_name = "数据库权限"

    def ready(self) -> None:
        # A table that has just come must be usable by the account the portal runs under.
        grant = import_string("jiedao.rights.granting.after_migrate")
        post_migrate.connect(grant, sender=self, dispatch_uid="rights.after_migrate")
