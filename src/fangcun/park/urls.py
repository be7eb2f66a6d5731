"""Addresses of the base's things."""

from django.urls import URLPattern, path

from fangcun.park.views import bookings, desk, finding, forms, lists, one, overview, sheets

app_name = "park"
urlpatterns: list[URLPattern] = [
    path("", overview.overview, name="overview"),
    path("find/", finding.find, name="find"),
    path("find/hold/", finding.hold, name="find-hold"),
    path("spaces/", lists.spaces, name="spaces"),
    path("spaces/<int:pk>/", one.space, name="spaces-one"),
    path("people/", lists.people, name="people"),
    path("people/<int:pk>/", one.person, name="people-one"),
    path("stock/", lists.stock, name="stock"),
    path("stock/<int:pk>/", one.stock_item, name="stock-one"),
    path("crews/", lists.crews, name="crews"),
    path("crews/<int:pk>/", one.crew, name="crews-one"),
    path("bookings/", bookings.listed, name="bookings"),
    path("bookings/change/", bookings.change, name="change"),
    path("desk/", desk.desk, name="desk"),
    path("desk/new/", desk.new, name="desk-new"),
    path("desk/<int:pk>/", desk.one, name="desk-one"),
    path("desk/<int:pk>/change/", desk.change, name="desk-change"),
    path("import/", sheets.start, name="import"),
    path("import/preview/", sheets.preview, name="preview"),
    path("import/apply/", sheets.apply, name="apply"),
    path("import/refused/", sheets.refused, name="refused"),
    path("export/<str:kind>.<str:form>", sheets.export, name="export"),
    path("template/<str:kind>.xlsx", sheets.empty, name="template"),
    path("things/<int:pk>/retire/", one.retire, name="retire"),
    path("things/<int:pk>/photos/", one.add_photos, name="photos"),
    path("things/<int:pk>/photos/<str:digest>/drop/", one.drop_photo, name="drop-photo"),
    path("things/<int:pk>/photos/<str:digest>.jpg", one.photo, name="photo"),
    path("<str:kind>/new/", forms.edit, name="new"),
    path("<str:kind>/<int:pk>/edit/", forms.edit, name="edit"),
]
