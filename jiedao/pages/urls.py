from django.urls import path

from jiedao.accounts.views import signin
from jiedao.pages import elder, manual, views

app_name = "pages"

urlpatterns = [
    path("office/", views.desk, name="desk"),
    path("office/sign-in/", signin.sign_in, name="sign_in"),
    path("office/sign-out/", signin.sign_out, name="sign_out"),
    path("office/search/", views.search, name="search"),
    path("admin/login/", views.back_office_sign_in, name="back_office_sign_in"),
    path("handbook/", manual.contents, name="handbook"),
    path("handbook/residents/", manual.residents, name="residents"),
    path("handbook/procedures/<slug:code>/", manual.procedure, name="handbook_procedure"),
    path("handbook/work/<slug:code>/", manual.work, name="handbook_work"),
    path("handbook/accounts/", manual.accounts, name="handbook_accounts"),
    path("handbook/roles/", manual.roles, name="handbook_roles"),
    path("handbook/rules/", manual.rules, name="handbook_rules"),
    path("handbook/limits/", manual.limits, name="handbook_limits"),
    path("elder/", elder.switch, name="elder"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("favicon.ico", views.favicon, name="favicon"),
]
