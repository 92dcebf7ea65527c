from django.urls import path

from jiedao.accounts.views import audit, own, people, signin

app_name = "accounts"

urlpatterns = [
    path("sign-in/password/", signin.first_password, name="first_password"),
    path("sign-in/code/", signin.sign_in_code, name="sign_in_code"),
    path("sign-in/two-step/", signin.sign_in_two_step, name="sign_in_two_step"),
    path("account/", own.account, name="account"),
    path("account/password/", own.change_password, name="change_password"),
    path("account/two-step/", own.two_step_page, name="two_step"),
    path("account/two-step/codes/", own.renew_recovery_codes, name="renew_recovery_codes"),
    path("account/two-step/give-up/", own.give_up_two_step, name="give_up_two_step"),
    path("account/confirm/", own.confirm, name="confirm"),
    path("account/devices/<slug:ref>/end/", own.end_device, name="end_device"),
    path("account/devices/end-others/", own.end_other_devices, name="end_other_devices"),
    path("account/still-here/", own.still_here, name="still_here"),
    path("accounts/", people.accounts, name="accounts"),
    path("accounts/export/", people.export_accounts, name="export_accounts"),
    path("accounts/open/", people.open_account, name="open_account"),
    path("accounts/<int:pk>/reset-password/", people.reset_password, name="reset_password"),
    path("accounts/<int:pk>/unlock/", people.unlock, name="unlock"),
    path("accounts/<int:pk>/remove-two-step/", people.remove_two_step, name="remove_two_step"),
    path("accounts/<int:pk>/close/", people.close_account, name="close_account"),
    path("accounts/<int:pk>/reopen/", people.reopen_account, name="reopen_account"),
    path("sign-ins/", audit.sign_ins, name="sign_ins"),
    path("sign-ins/export/", audit.export_sign_ins, name="export_sign_ins"),
]
