"""/admin/ is for looking up reference data. Groups are what appointments are made of: not shown."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group

# Importing GroupAdmin has registered it; only appointments (任职) may change who is in a group.
if isinstance(admin.site.get_model_admin(Group), GroupAdmin):
    admin.site.unregister(Group)

admin.site.site_header = admin.site.site_title = "基础数据后台"
admin.site.index_title = "只供查看，办理业务请回工作平台"
