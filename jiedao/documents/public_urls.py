from django.urls import path

from jiedao.documents import views

app_name = "forms"

urlpatterns = [path("<str:code>/", views.printed_form, name="printed_form")]
