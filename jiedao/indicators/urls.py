from django.urls import path

from jiedao.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.figure_list, name="figure_list"),
    path("<str:code>/", views.figure_page, name="figure_page"),
]
