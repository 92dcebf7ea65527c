from django.urls import path

from jiedao.dashboard import views

app_name = "dashboard"

urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("late/", views.late_list, name="late_list"),
    path("late/export/", views.late_export, name="late_export"),
]
