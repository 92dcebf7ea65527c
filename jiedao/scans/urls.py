from django.urls import path

from jiedao.scans import views

app_name = "scans"

urlpatterns = [
    path("", views.scan_list, name="scan_list"),
    path("<int:pk>/", views.paper, name="paper"),
    path("<int:pk>/file/", views.file_scan, name="file_scan"),
    path("<int:pk>/dismiss/", views.dismiss, name="dismiss"),
    path("<int:pk>/page-<int:place>.jpg", views.picture, name="picture"),
    path("<int:pk>/original", views.original, name="original"),
]
