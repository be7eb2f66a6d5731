"""Addresses of the review centre."""

from django.urls import URLPattern, path

from fangcun.review.views import acting, desk, listed, submitting

app_name = "review"
urlpatterns: list[URLPattern] = [
    path("", listed.listed, name="list"),
    path("ended/", listed.ended, name="ended"),
    path("new/", submitting.new, name="new"),
    path("class/", submitting.class_of, name="class"),
    path("<int:pk>/", desk.one, name="one"),
    path("<int:pk>/do/", acting.act, name="do"),
    path("<int:pk>/again/", submitting.again, name="again"),
    path("<int:pk>/findings/", acting.add, name="add"),
    path("<int:pk>/findings/<str:key>/", acting.rule, name="rule"),
]
