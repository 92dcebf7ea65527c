from django.urls import path

from jiedao.liaison.views import responsibilities as views

app_name = "responsibilities"

urlpatterns = [
    path("", views.responsibility_list, name="responsibility_list"),
    path("export/", views.export, name="export"),
    path("paper.<str:form>", views.paper, name="paper"),
    path("register/", views.register, name="register"),
    path("<str:number>/", views.responsibility_page, name="responsibility_page"),
    path("<str:number>/withdraw/", views.withdraw, name="withdraw"),
]
