"""The room as a Django application."""

from django.apps import AppConfig


class AirConfig(AppConfig):
    """See the README of the room."""

    name = "fangcun.air"
    label = "air"
