"""The room as a Django application."""

from django.apps import AppConfig


class FarmConfig(AppConfig):
    """See the README of the room."""

    name = "fangcun.farm"
    label = "farm"
