from django.urls import path

from jiedao.documents import views

app_name = "documents"

urlpatterns = [
    path("<slug:number>/<slug:code>.<str:form>", views.download, name="download"),
    path("<slug:number>/<slug:code>/<slug:key>.<str:form>", views.download, name="download_about"),
    path("<slug:number>/<slug:code>/print/", views.print_form, name="print"),
]
