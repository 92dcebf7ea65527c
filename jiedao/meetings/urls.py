from django.urls import path

from jiedao.meetings import views

app_name = "meetings"
urlpatterns = [
    path("<int:pk>/", views.meeting_page, name="page"),
]
