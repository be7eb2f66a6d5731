"""The room as a Django application."""

from django.apps import AppConfig


class WriteConfig(AppConfig):
    """See the README of the room."""

    name = "fangcun.write"
    label = "write"
