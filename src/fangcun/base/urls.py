"""Addresses of the base."""

from django.urls import path

from fangcun.base import views

app_name = "base"
urlpatterns = [
    path("login/", views.log_in, name="login"),
    path("logout/", views.log_out, name="logout"),
    path("tenant/", views.choose_tenant, name="tenant"),
    path("healthz", views.health, name="health"),
]
