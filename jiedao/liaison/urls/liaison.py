from django.urls import path

from jiedao.liaison.views import home

app_name = "liaison"

urlpatterns = [path("", home.home, name="home")]
