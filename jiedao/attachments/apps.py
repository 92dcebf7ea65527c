from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "jiedao.attachments"
    label = "attachments"
    verbose_name = "附件"
