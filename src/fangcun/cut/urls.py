"""Addresses of the cutting room: how the people of a production look."""

from django.urls import path

from fangcun.cut import views

app_name = "cut"

urlpatterns = [
    path("<str:slug>/", views.cast, name="cast"),
    path("<str:slug>/look", views.decide, name="look"),
    path("<str:slug>/portrait/<str:version>/<str:name>", views.portrait, name="portrait"),
]
