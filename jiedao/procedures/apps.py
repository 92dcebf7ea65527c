from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules, import_string


class ProceduresConfig(AppConfig):
    name = "jiedao.procedures"
    label = "procedures"
    verbose_name = "程序"

    def ready(self) -> None:
        autodiscover_modules("procedures")
        import_string("jiedao.ledger.selectors.tell_editions")(
            import_string("jiedao.procedures.steps.rules_of")
        )
        keep = import_string("jiedao.procedures.actions.keep_moves")
        post_migrate.connect(keep, sender=self, dispatch_uid="procedures.keep_moves")
