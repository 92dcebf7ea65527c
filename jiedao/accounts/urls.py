from django.urls import path

from jiedao.accounts.views import own, people, signin

app_name = "accounts"

urlpatterns = [
    path("sign-in/password/", signin.first_password, name="first_password"),
    path("account/", own.account, name="account"),
    path("account/password/", own.change_password, name="change_password"),
    path("account/devices/<slug:ref>/end/", own.end_device, name="end_device"),
    path("account/devices/end-others/", own.end_other_devices, name="end_other_devices"),
    path("account/still-here/", own.still_here, name="still_here"),
    path("accounts/", people.accounts, name="accounts"),
    path("accounts/export/", people.export_accounts, name="export_accounts"),
    path("accounts/open/", people.open_account, name="open_account"),
    path("accounts/<int:pk>/reset-password/", people.reset_password, name="reset_password"),
    path("accounts/<int:pk>/unlock/", people.unlock, name="unlock"),
    path("accounts/<int:pk>/close/", people.close_account, name="close_account"),
    path("accounts/<int:pk>/reopen/", people.reopen_account, name="reopen_account"),
]
