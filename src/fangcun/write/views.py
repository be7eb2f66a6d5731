"""Pages of the scripts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def script_list(request: HttpRequest) -> HttpResponse:
    """The scripts of the tenant."""
    return render(request, "base/studio.html")
