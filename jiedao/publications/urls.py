from django.urls import path

from jiedao.publications import views

app_name = "publications"

urlpatterns = [
    path("", views.home, name="home"),
    path("board/", views.board, name="board"),
    path("board/feed.atom", views.feed, name="feed"),
    path("board/<slug:number>/", views.publication, name="publication"),
    path("board/<slug:number>/verify/", views.verify, name="verify"),
    path("board/<slug:number>/qr.svg", views.qr, name="qr"),
    path("board/<slug:number>/notice.pdf", views.notice_pdf, name="notice_pdf"),
    path("board/<slug:number>/poster-a4.pdf", views.poster_a4, name="poster_a4"),
    path("board/<slug:number>/poster-a3.pdf", views.poster_a3, name="poster_a3"),
    path("board/<slug:number>/photo/posted.jpg", views.photo_posted, name="photo_posted"),
    path(
        "board/<slug:number>/photo/taken-down.jpg",
        views.photo_taken_down,
        name="photo_taken_down",
    ),
    path("screen/worker.js", views.screen_worker, name="screen_worker"),
    path("screen/<slug:code>/", views.screen, name="screen"),
    path("verify/", views.verify_code, name="verify_code"),
]
