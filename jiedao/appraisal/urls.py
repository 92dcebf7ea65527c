from django.urls import path

from jiedao.appraisal.views import lists, marks, years

app_name = "appraisal"

urlpatterns = [
    path("", lists.list_list, name="list_list"),
    path("export/", lists.export, name="export"),
    path("years/open/", years.open_appraisal, name="open_appraisal"),
    path("years/<str:number>/", years.appraisal_page, name="appraisal_page"),
    path("years/<str:number>/add/", years.add_list, name="add_list"),
    path("years/<str:number>/issue/", years.issue, name="issue"),
    path("years/<str:number>/recall/", years.recall, name="recall"),
    path("years/<str:number>/score/", years.score, name="score"),
    path("years/<str:number>/announce/", years.announce, name="announce"),
    path("years/<str:number>/finish/", years.finish, name="finish"),
    path("<str:number>/", lists.list_page, name="list_page"),
    path("<str:number>/targets/", marks.add_target, name="add_target"),
    path("<str:number>/targets/<int:pk>/remove/", marks.remove_target, name="remove_target"),
    path("<str:number>/targets/<int:pk>/rate/", marks.rate, name="rate"),
    path("<str:number>/veto/", marks.veto, name="veto"),
    path("<str:number>/vetoes/<int:pk>/lift/", marks.lift_veto, name="lift_veto"),
    path("<str:number>/appeal/", marks.appeal, name="appeal"),
    path("<str:number>/answer/", marks.answer, name="answer"),
]
