from django.urls import path

from jiedao.personal import views

app_name = "personal"

urlpatterns = [path("", views.disclosure_list, name="disclosure_list")]
