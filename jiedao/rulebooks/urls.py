from django.urls import path

from jiedao.rulebooks import views

app_name = "rulebooks"

urlpatterns = [
    path("", views.rules, name="rules"),
    path("schemes/add/", views.register_scheme, name="register_scheme"),
    path("schemes/<int:pk>/end/", views.end_scheme, name="end_scheme"),
    path("local/add/", views.set_local_rule, name="set_local_rule"),
    path("local/<int:pk>/end/", views.end_local_rule, name="end_local_rule"),
]
