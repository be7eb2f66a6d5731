"""Addresses of the review centre."""

from django.urls import URLPattern, path

from fangcun.review.views import acting, board, desk, films, listed, opinion, submitting

app_name = "review"
urlpatterns: list[URLPattern] = [
    path("", listed.listed, name="list"),
    path("ended/", listed.ended, name="ended"),
    path("new/", submitting.new, name="new"),
    path("board/", board.board, name="board"),
    path("board/promise/", board.promise, name="promise"),
    path("class/", submitting.class_of, name="class"),
    path("<int:pk>/", desk.one, name="one"),
    path("<int:pk>/film/<int:round_>/<int:number>.mp4", films.film, name="film"),
    path("<int:pk>/opinion.pdf", opinion.opinion, name="opinion"),
    path("<int:pk>/do/", acting.act, name="do"),
    path("<int:pk>/again/", submitting.again, name="again"),
    path("<int:pk>/findings/", acting.add, name="add"),
    path("<int:pk>/findings/<str:key>/", acting.rule, name="rule"),
]
