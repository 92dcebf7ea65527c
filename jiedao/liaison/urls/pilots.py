from django.urls import path

from jiedao.liaison.views import pilots, trials

app_name = "pilots"

urlpatterns = [
    path("", pilots.trial_list, name="trial_list"),
    path("export/", pilots.export, name="export"),
    path("designate/", pilots.designate, name="designate"),
    path("trials/<str:number>/", trials.trial_page, name="trial_page"),
    path("trials/<str:number>/finish/", trials.finish, name="finish"),
    path("trials/<str:number>/<slug:kind>/", trials.finish_stage, name="finish_stage"),
    path("trials/<str:number>/<slug:kind>/move/", trials.move_stage, name="move_stage"),
    path("<str:number>/", pilots.pilot_page, name="pilot_page"),
    path("<str:number>/begin/", pilots.begin, name="begin"),
    path("<str:number>/exchange/", pilots.exchange, name="exchange"),
]
