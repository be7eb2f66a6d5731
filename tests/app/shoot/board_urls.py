"""The site's addresses with the pages of the shoot, wherever the site itself already has them."""

from __future__ import annotations

from django.urls import include, path

from fangcun import urls as site

handler404 = site.handler404
urlpatterns = list(site.urlpatterns)
if not any(str(pattern.pattern) == "shoot/" for pattern in urlpatterns):
    urlpatterns.append(path("shoot/", include("fangcun.shoot.urls")))
