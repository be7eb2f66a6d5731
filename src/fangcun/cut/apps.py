"""The room as a Django application."""

from django.apps import AppConfig


class CutConfig(AppConfig):
    """See the README of the room."""

    name = "fangcun.cut"
    label = "cut"
