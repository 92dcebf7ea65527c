from django.urls import path

from jiedao.activities.views import activities, acts

app_name = "activities"

urlpatterns = [
    path("", activities.activity_list, name="activity_list"),
    path("export/", activities.export, name="export"),
    path("new/", activities.choose, name="choose"),
    path("new/<str:code>/<str:kind>/", activities.plan, name="plan"),
    path("make-up/", activities.owing_list, name="owing_list"),
    path("make-up/export/", activities.export_owing, name="export_owing"),
    path("<str:number>/", activities.activity_page, name="activity_page"),
    path("<str:number>/hold/", acts.hold, name="hold"),
    path("<str:number>/cancel/", acts.cancel, name="cancel"),
    path("<str:number>/attach/", acts.attach, name="attach"),
    path("<str:number>/problems/", acts.find_problem, name="find_problem"),
    path("<str:number>/problems/<int:pk>/solve/", acts.solve, name="solve"),
    path("<str:number>/roster/<int:pk>/make-up/", acts.make_up, name="make_up"),
]
