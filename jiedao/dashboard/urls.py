from django.urls import path

from jiedao.dashboard import views

app_name = "dashboard"

urlpatterns = [path("", views.dashboard, name="dashboard")]
