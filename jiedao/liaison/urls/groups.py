from django.urls import path

from jiedao.liaison.views import groups as views

app_name = "groups"

urlpatterns = [
    path("", views.group_list, name="group_list"),
    path("export/", views.export, name="export"),
    path("paper.<str:form>", views.paper, name="paper"),
    path("establish/", views.establish, name="establish"),
    path("<str:number>/", views.group_page, name="group_page"),
    path("<str:number>/change/", views.change, name="change"),
    path("<str:number>/members/", views.add_members, name="add_members"),
    path("<str:number>/members/<int:pk>/", views.remove_member, name="remove_member"),
    path("<str:number>/dissolve/", views.dissolve, name="dissolve"),
]
