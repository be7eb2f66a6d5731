"""All addresses of the site; each room brings its own."""

from django.urls import include, path
from ninja import NinjaAPI

handler404 = "fangcun.base.views.not_found"

api = NinjaAPI(title="方寸 Fangcun", version="1", urls_namespace="api", description="Every screen has an API.")
api.add_router("", "fangcun.air.rest.router")
api.add_router("", "fangcun.air.discover.rest.router")
api.add_router("/till", "fangcun.air.till.rest.router")
api.add_router("/talk", "fangcun.air.talk.rest.router")
api.add_router("/scripts", "fangcun.write.rest.router")
api.add_router("/ledger", "fangcun.ledger.rest.router")
api.add_router("/park", "fangcun.park.rest.router")
api.add_router("/review", "fangcun.review.rest.router")
api.add_router("/shoot", "fangcun.shoot.rest.router")

urlpatterns = [
    path("", include("fangcun.air.urls")),
    path("api/", api.urls),
    path("account/", include("fangcun.base.urls")),
    path("cast/", include("fangcun.cut.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("ledger/", include("fangcun.ledger.urls")),
    path("park/", include("fangcun.park.urls")),
    path("shoot/", include("fangcun.shoot.urls")),
    path("review/", include("fangcun.review.urls")),
    path("scripts/", include("fangcun.write.urls")),
]
