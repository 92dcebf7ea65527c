from django.urls import path

from jiedao.regulations import views

app_name = "regulations"

urlpatterns = [
    path("", views.regulation_list, name="regulation_list"),
    path("export/", views.export, name="export"),
    path("register/", views.register, name="register"),
    path("<str:number>/", views.regulation_page, name="regulation_page"),
    path("<str:number>/revise/", views.revise, name="revise"),
    path("<str:number>/repeal/", views.repeal, name="repeal"),
]
