from django.urls import path

from jiedao.liaison.views import assignments, home, participations

app_name = "liaison"

urlpatterns = [
    path("", home.home, name="home"),
    path("assignments/", assignments.assignment_list, name="assignment_list"),
    path("assignments/export/", assignments.export_assignments, name="export_assignments"),
    path("assignments/assign/", assignments.assign, name="assign"),
    path("assignments/<str:number>/", assignments.assignment_page, name="assignment_page"),
    path("assignments/<str:number>/visit/", assignments.visit, name="visit"),
    path(
        "assignments/<str:number>/visits/<int:pk>/withdraw/",
        assignments.withdraw_visit,
        name="withdraw_visit",
    ),
    path("assignments/<str:number>/end/", assignments.end, name="end"),
    path("participations/<str:number>/", participations.take_part, name="take_part"),
    path(
        "participations/<str:number>/<int:pk>/",
        participations.stop_taking_part,
        name="stop_taking_part",
    ),
]
