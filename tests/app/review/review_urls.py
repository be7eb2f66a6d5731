"""The site's addresses with the review centre's board and letters, until the site itself has them."""

from __future__ import annotations

from django.urls import include, path, resolve
from django.urls.exceptions import Resolver404

from fangcun import urls as site
from fangcun.review import urls as room
from fangcun.review.views.board import board, promise
from fangcun.review.views.opinion import opinion

urlpatterns = list(site.urlpatterns)
handler404 = site.handler404

try:
    resolve("/review/board/", urlconf=site)
except Resolver404:
    more = [
        path("board/", board, name="board"),
        path("board/promise/", promise, name="promise"),
        path("<int:pk>/opinion.pdf", opinion, name="opinion"),
    ]
    urlpatterns.insert(0, path("review/", include(([*more, *room.urlpatterns], "review"))))
