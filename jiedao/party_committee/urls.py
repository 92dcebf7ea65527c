from django.urls import path

from jiedao.party_committee.procedures import TOPIC
from jiedao.party_committee.views import meetings, members, steps, topics

app_name = "party_committee"

urlpatterns = [
    path("", topics.topic_list, name="topic_list"),
    path("export/", topics.export, name="export"),
    path("submit/", topics.submit, name="submit"),
    path("meetings/", meetings.meeting_list, name="meeting_list"),
    path("meetings/export/", meetings.export_meetings, name="export_meetings"),
    path("meetings/call/", meetings.call_meeting, name="call_meeting"),
    path("meetings/<str:number>/", meetings.meeting_page, name="meeting_page"),
    path("meetings/<str:number>/sign-in/", meetings.sign_in, name="sign_in"),
    path("meetings/<str:number>/cancel/", meetings.cancel_meeting, name="cancel_meeting"),
    path("meetings/<str:number>/minutes/", meetings.issue_minutes, name="issue_minutes"),
    path("members/", members.member_list, name="member_list"),
    path("members/export/", members.export_members, name="export_members"),
    path("members/add/", members.add_member, name="add_member"),
    path("members/<int:pk>/end/", members.end_membership, name="end_membership"),
    path("<str:number>/", topics.topic_page, name="topic_page"),
    *(
        path(
            f"<str:number>/{step.code.replace('_', '-')}/",
            getattr(steps, step.code),
            name=step.code,
        )
        for step in TOPIC.steps
    ),
]
