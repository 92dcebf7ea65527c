from django.urls import path

from jiedao.auditing import views

app_name = "auditing"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("export/", views.export, name="export"),
]
