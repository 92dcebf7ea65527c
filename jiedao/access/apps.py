from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules, import_string

from jiedao.web import duties


class AccessConfig(AppConfig):
    name = "jiedao.access"
    label = "access"
    verbose_name = "职责与授权"

    def ready(self) -> None:
        duties.answered_by(
            import_string("jiedao.access.selectors.holds"),
            import_string("jiedao.access.selectors.units_within"),
        )
        autodiscover_modules("access", "ties")
        create = import_string("jiedao.access.actions.create_permissions")
        forget = import_string("jiedao.access.numbers.forget")
        post_migrate.connect(forget, sender=self, dispatch_uid="access.forget_numbers")
        post_migrate.connect(create, sender=self, dispatch_uid="access.create_permissions")
