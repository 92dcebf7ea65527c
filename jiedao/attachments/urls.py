from django.urls import path

from jiedao.attachments import views

app_name = "attachments"
urlpatterns = [path("<int:pk>/<str:name>", views.download, name="download")]
