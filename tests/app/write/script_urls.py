"""The site's addresses with the API of the scripts, wherever the site itself already has it."""

from __future__ import annotations

from django.urls import path, resolve
from django.urls.exceptions import Resolver404
from ninja import NinjaAPI

from fangcun import urls as site
from fangcun.write.rest import router

urlpatterns = list(site.urlpatterns)
handler404 = site.handler404

try:
    resolve("/api/scripts", urlconf=site)
except Resolver404:
    api = NinjaAPI(urls_namespace="scripts-under-test")
    api.add_router("/scripts", router)
    urlpatterns.insert(0, path("api/", api.urls))
