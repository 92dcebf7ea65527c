from django.urls import path

from jiedao.activities.views import superior

app_name = "superior_documents"

urlpatterns = [
    path("", superior.document_list, name="document_list"),
    path("export/", superior.export, name="export"),
    path("receive/", superior.receive, name="receive"),
    path("<str:number>/", superior.document_page, name="document_page"),
    path("<str:number>/study/", superior.study, name="study"),
    path("<str:number>/relay/", superior.relay, name="relay"),
    path("<str:number>/in-charge/", superior.put_in_charge, name="put_in_charge"),
    path("<str:number>/attach/", superior.attach, name="attach"),
]
