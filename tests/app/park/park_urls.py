"""The site's addresses with the base's, wherever the site itself already has them."""

from __future__ import annotations

from django.urls import include, path, resolve
from django.urls.exceptions import Resolver404
from ninja import NinjaAPI

from fangcun import urls as site
from fangcun.park.rest import router

urlpatterns = list(site.urlpatterns)
handler404 = site.handler404

try:
    resolve("/park/", urlconf=site)
except Resolver404:
    urlpatterns.insert(0, path("park/", include("fangcun.park.urls")))
try:
    resolve("/api/park/spaces", urlconf=site)
except Resolver404:
    api = NinjaAPI(urls_namespace="park-under-test")
    api.add_router("/park", router)
    urlpatterns.insert(0, path("api/", api.urls))
