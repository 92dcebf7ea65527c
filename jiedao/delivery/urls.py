from django.urls import path

from jiedao.delivery import views

app_name = "delivery"

urlpatterns = [
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/export/", views.export, name="export"),
    path("account/reminders/", views.contacts, name="contacts"),
    path("account/reminders/<slug:channel>/", views.keep, name="keep"),
    path("account/reminders/<slug:channel>/confirm/", views.confirm, name="confirm"),
    path("account/reminders/<slug:channel>/code/", views.send_code, name="send_code"),
    path("account/reminders/<slug:channel>/on/", views.switch_on, name="switch_on"),
    path("account/reminders/<slug:channel>/off/", views.switch_off, name="switch_off"),
    path("account/reminders/<slug:channel>/take-back/", views.take_back, name="take_back"),
]
