"""Addresses of the books."""

from django.urls import URLPattern, path

from fangcun.ledger.views import accounts, books, holds, periods, transfers

app_name = "ledger"
urlpatterns: list[URLPattern] = [
    path("", books.books, name="books"),
    path("check/", books.check, name="check"),
    path("export/", books.export, name="export"),
    path("accounts/", accounts.listed, name="accounts"),
    path("accounts/<int:pk>/", accounts.one, name="account"),
    path("transfers/<int:pk>/", transfers.one, name="transfer"),
    path("transfers/<int:pk>/reverse/", transfers.reverse, name="reverse"),
    path("holds/", holds.listed, name="holds"),
    path("holds/<int:pk>/release/", holds.release, name="release"),
    path("periods/", periods.listed, name="periods"),
    path("periods/close/", periods.close, name="close"),
]
