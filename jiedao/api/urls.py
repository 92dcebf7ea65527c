from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView

from jiedao.api import registry, views

app_name = "api"

urlpatterns = [
    path("v1/me/", views.MeView.as_view(), name="me"),
    path("v1/", include(registry.collect().urls)),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    re_path("", views.NothingView.as_view(), name="nothing"),
]
