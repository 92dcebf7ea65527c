from django.urls import path

from jiedao.organisation import views

app_name = "organisation"

urlpatterns = [
    path("", views.units, name="units"),
    path("list/", views.unit_list, name="unit_list"),
    path("export/", views.export_units, name="export_units"),
    path("import/", views.import_units, name="import_units"),
    path("bodies/<int:pk>/term/", views.begin_term, name="begin_term"),
    path("terms/<int:pk>/fill/", views.fill_seat, name="fill_seat"),
    path("seats/<int:pk>/leave/", views.leave_seat, name="leave_seat"),
    path("<slug:code>/", views.unit_page, name="unit_page"),
    path("<slug:code>/add/", views.add_unit, name="add_unit"),
    path("<slug:code>/rename/", views.rename_unit, name="rename_unit"),
    path("<slug:code>/contact/", views.describe_unit, name="describe_unit"),
    path("<slug:code>/close/", views.close_unit, name="close_unit"),
    path("<slug:code>/body/", views.establish_body, name="establish_body"),
    path("<slug:code>/kinship/", views.register_kinship, name="register_kinship"),
    path("<slug:code>/head-count/", views.count_heads, name="count_heads"),
    path("<slug:code>/rosters/", views.export_rosters, name="export_rosters"),
]
