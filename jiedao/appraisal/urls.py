from django.urls import path

from jiedao.appraisal.views import lists, marks, results, reviews, years

app_name = "appraisal"

urlpatterns = [
    path("", lists.list_list, name="list_list"),
    path("export/", lists.export, name="export"),
    path("years/open/", years.open_appraisal, name="open_appraisal"),
    path("years/<str:number>/", years.appraisal_page, name="appraisal_page"),
    path("years/<str:number>/add/", years.add_list, name="add_list"),
    path("years/<str:number>/issue/", years.issue, name="issue"),
    path("years/<str:number>/recall/", years.recall, name="recall"),
    path("years/<str:number>/score/", years.score, name="score"),
    path("years/<str:number>/announce/", years.announce, name="announce"),
    path("years/<str:number>/finish/", years.finish, name="finish"),
    path("years/<str:number>/pack/", results.pack, name="pack"),
    path("years/<str:number>/review/", reviews.open_review, name="open_review"),
    path("reviews/", reviews.review_list, name="review_list"),
    path("reviews/export/", reviews.export_reviews, name="export_reviews"),
    path("reviews/<str:number>/", reviews.review_page, name="review_page"),
    path("reviews/<str:number>/deliver/", reviews.deliver, name="deliver"),
    path("reviews/<str:number>/ballots/", reviews.enter_ballots, name="enter_ballots"),
    path("reviews/<str:number>/count/", reviews.count_ballots, name="count_ballots"),
    path("reviews/<str:number>/comment/", reviews.comment, name="comment"),
    path("reviews/<str:number>/problems/<int:pk>/", reviews.settle, name="settle"),
    path("reviews/<str:number>/conclude/", reviews.conclude, name="conclude"),
    path("reviews/<str:number>/close/", reviews.close_review, name="close_review"),
    path("<str:number>/", lists.list_page, name="list_page"),
    path("<str:number>/targets/", marks.add_target, name="add_target"),
    path("<str:number>/targets/<int:pk>/remove/", marks.remove_target, name="remove_target"),
    path("<str:number>/targets/<int:pk>/rate/", marks.rate, name="rate"),
    path("<str:number>/veto/", marks.veto, name="veto"),
    path("<str:number>/vetoes/<int:pk>/lift/", marks.lift_veto, name="lift_veto"),
    path("<str:number>/appeal/", marks.appeal, name="appeal"),
    path("<str:number>/answer/", marks.answer, name="answer"),
    path("<str:number>/award/", results.award, name="award"),
    path("<str:number>/use/", results.use, name="use"),
]
