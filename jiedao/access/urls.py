from django.urls import path

from jiedao.access import views

app_name = "access"

urlpatterns = [
    path("", views.appointments, name="appointments"),
    path("export/", views.export_appointments, name="export_appointments"),
    path("roles/", views.roles_overview, name="roles"),
    path("appoint/", views.appoint, name="appoint"),
    path("<int:pk>/dismiss/", views.dismiss, name="dismiss"),
]
