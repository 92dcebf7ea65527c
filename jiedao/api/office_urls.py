from django.urls import path

from jiedao.api import office

app_name = "clients"

urlpatterns = [
    path("", office.client_list, name="client_list"),
    path("new/", office.open_client, name="open_client"),
    path("<int:pk>/", office.client_page, name="client"),
    path("<int:pk>/change/", office.change_client, name="change_client"),
    path("<int:pk>/close/", office.close_client, name="close_client"),
    path("<int:pk>/token/", office.issue_token, name="issue_token"),
    path("tokens/<int:pk>/renew/", office.renew_token, name="renew_token"),
    path("tokens/<int:pk>/revoke/", office.revoke_token, name="revoke_token"),
]
