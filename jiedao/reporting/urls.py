from django.urls import path

from jiedao.reporting.views import papers, regime, review
from jiedao.reporting.work_report import views as work_report

app_name = "reporting"

urlpatterns = [
    path("", papers.paper_list, name="paper_list"),
    path("export/", papers.export, name="export"),
    path("regime/", regime.regime_page, name="regime_page"),
    path("regime/<str:code>/set-up/", regime.set_up, name="set_up"),
    path("regime/<str:code>/excuse/", regime.excuse, name="excuse"),
    path("periods/<int:pk>/", papers.period_page, name="period_page"),
    path("work-report/", work_report.work_report, name="work_report"),
    path("work-report/paper.<str:form>", work_report.download, name="work_report_paper"),
    path("work-report/file/", work_report.file, name="work_report_file"),
    path("work-report/override/", work_report.override, name="work_report_override"),
    path("work-report/filed/", work_report.filed_list, name="work_report_filed_list"),
    path("work-report/filed/export/", work_report.export, name="work_report_export"),
    path("work-report/filed/<int:pk>/", work_report.filed_page, name="work_report_filed"),
    path(
        "work-report/filed/<int:pk>/paper.<str:form>",
        work_report.filed_paper,
        name="work_report_filed_paper",
    ),
    path("tasks/<str:number>/", review.task_page, name="task_page"),
    path("urge/<str:number>/", review.urge, name="urge"),
    path("<str:number>/", papers.paper_page, name="paper_page"),
    path("<str:number>/write/", papers.write, name="write"),
    path("<str:number>/override-figure/", papers.override_figure, name="override_figure"),
    path("<str:number>/submit/", papers.submit, name="submit"),
    path("<str:number>/accept/", papers.accept, name="accept"),
    path("<str:number>/send-back/", papers.send_back, name="send_back"),
    path("<str:number>/release/", papers.release, name="release"),
    path("<str:number>/filings/<int:place>/", papers.filing_page, name="filing_page"),
    path("<str:number>/compose/", review.compose, name="compose"),
    path("<str:number>/mention/", review.mention, name="mention"),
    path("<str:number>/assign/", review.assign, name="assign"),
    path("<str:number>/strike/", review.strike, name="strike"),
    path("<str:number>/publish-review/", review.publish_review, name="publish_review"),
]
