from django.urls import path

from decisions.views import public

app_name = "consultations"

urlpatterns = [
    path("", public.consultation_list, name="consultation_list"),
    path("<slug:number>/", public.consultation, name="consultation"),
    path("<slug:number>/opinion/", public.say_opinion, name="say_opinion"),
]
