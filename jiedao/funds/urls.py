from django.urls import path

from jiedao.funds import views

app_name = "funds"

urlpatterns = [
    path("", views.project_list, name="project_list"),
    path("export/", views.export, name="export"),
    path("projects/open/", views.open_project, name="open_project"),
    path("projects/template/", views.receipts_template, name="receipts_template"),
    path("projects/payments-template/", views.payments_template, name="payments_template"),
    path("projects/<str:number>/", views.project_page, name="project_page"),
    path("projects/<str:number>/export/", views.export_account, name="export_account"),
    path("projects/<str:number>/amend/", views.amend, name="amend"),
    path("projects/<str:number>/begin/", views.begin, name="begin"),
    path("projects/<str:number>/finish/", views.finish, name="finish"),
    path("projects/<str:number>/receive/", views.receive, name="receive"),
    path("projects/<str:number>/import/", views.import_receipts, name="import_receipts"),
    path("projects/<str:number>/import-payments/", views.import_payments, name="import_payments"),
    path("projects/<str:number>/publications/", views.name_publication, name="name_publication"),
    path(
        "projects/<str:number>/publications/<int:pk>/drop/",
        views.drop_publication,
        name="drop_publication",
    ),
    path("projects/<str:number>/pay/", views.pay, name="pay"),
    path(
        "projects/<str:number>/receipts/<int:pk>/correct/",
        views.correct_receipt,
        name="correct_receipt",
    ),
    path(
        "projects/<str:number>/payments/<int:pk>/correct/",
        views.correct_payment,
        name="correct_payment",
    ),
    path("budgets/", views.budget_list, name="budget_list"),
    path("budgets/export/", views.export_budgets, name="export_budgets"),
    path("budgets/open/", views.open_budget, name="open_budget"),
    path("budgets/<str:number>/", views.budget_page, name="budget_page"),
    path("budgets/<str:number>/export/", views.export_spendings, name="export_spendings"),
    path("budgets/<str:number>/adjust/", views.adjust, name="adjust"),
    path("budgets/<str:number>/spend/", views.spend, name="spend"),
    path("budgets/<str:number>/import/", views.import_spendings, name="import_spendings"),
    path("budgets/<str:number>/settle/", views.settle, name="settle"),
    path(
        "budgets/<str:number>/payments/<int:pk>/correct/",
        views.correct_spending,
        name="correct_spending",
    ),
    path("wages/", views.wages_list, name="wages_list"),
    path("wages/export/", views.export_wages, name="export_wages"),
    path("wages/open/", views.open_wages, name="open_wages"),
    path("wages/<str:number>/", views.wages_page, name="wages_page"),
    path("wages/<str:number>/export/", views.export_wage_payments, name="export_wage_payments"),
    path("wages/<str:number>/standard/", views.set_standard, name="set_standard"),
    path("wages/<str:number>/pay/", views.pay_wages, name="pay_wages"),
    path(
        "wages/<str:number>/payments/<int:pk>/correct/", views.correct_wages, name="correct_wages"
    ),
    path("supports/", views.support_list, name="support_list"),
    path("supports/export/", views.export_supports, name="export_supports"),
    path("supports/send/", views.send_down, name="send_down"),
    path("supports/<str:number>/", views.support_page, name="support_page"),
    path("supports/<str:number>/end/", views.end_support, name="end_support"),
]
