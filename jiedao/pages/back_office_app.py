"""Django's admin with our site; a module of its own, for it is read before there are any models."""

from django.contrib.admin.apps import AdminConfig


class BackOfficeConfig(AdminConfig):
    """The app of the back office (基础数据后台)."""

    default_site = "jiedao.pages.back_office.BackOffice"
