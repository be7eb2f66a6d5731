"""Addresses of the theatre."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def home(request: HttpRequest) -> HttpResponse:
    """The front page."""
    return render(request, "base/studio.html")


urlpatterns = [path("", home, name="home")]
