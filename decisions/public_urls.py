from django.urls import path

from decisions.duties import MATTER
from decisions.views import public, public_complaints, public_objections
from jiedao.publications import doors

app_name = "consultations"
doors.declare(
    MATTER.code,
    objections="consultations:say_objection",
    story="consultations:consultation",
)

urlpatterns = [
    path("", public.consultation_list, name="consultation_list"),
    path("objections/<slug:number>/", public_objections.say_objection, name="say_objection"),
    path(
        "objections/<slug:number>/respond/",
        public_objections.respond_objection,
        name="respond_objection",
    ),
    path("complaints/", public_complaints.choose_community, name="choose_community"),
    path("complaints/<slug:code>/", public_complaints.say_complaint, name="say_complaint"),
    path("<slug:number>/", public.consultation, name="consultation"),
    path("<slug:number>/opinion/", public.say_opinion, name="say_opinion"),
]
