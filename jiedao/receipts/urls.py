from django.urls import path

from jiedao.receipts import views

app_name = "receipts"

urlpatterns = [path("", views.look_up, name="look_up")]
