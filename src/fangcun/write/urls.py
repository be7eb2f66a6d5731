"""Addresses of the scripts."""

from django.urls import URLPattern, path

from fangcun.write import views

app_name = "write"
urlpatterns: list[URLPattern] = [path("", views.script_list, name="list")]
