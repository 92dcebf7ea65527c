from django.urls import path

from jiedao.meetings import views

app_name = "meetings"
urlpatterns = [
    path("<int:pk>/", views.meeting_page, name="page"),
    path("<int:pk>/notice/", views.notice, name="notice"),
    path("<int:pk>/sign-in-sheet/", views.sign_in_sheet, name="sign_in_sheet"),
    path("<int:pk>/count-sheet/", views.count_sheet, name="count_sheet"),
    path("<int:pk>/minutes/", views.minutes, name="minutes"),
]
