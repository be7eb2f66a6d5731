"""All addresses of the site; each room brings its own."""

from django.urls import include, path

handler404 = "fangcun.base.views.not_found"

urlpatterns = [
    path("", include("fangcun.air.urls")),
    path("account/", include("fangcun.base.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("scripts/", include("fangcun.write.urls")),
]
