from django.urls import path

from jiedao.workdays import views

app_name = "workdays"

urlpatterns = [
    path("", views.year_page, name="calendar"),
    path("load/", views.load_year, name="load_year"),
    path("day/", views.set_day, name="set_day"),
]
