"""The room as a Django application."""

from django.apps import AppConfig


class FarmConfig(AppConfig):
    """See the README of the room."""

    name = "fangcun.farm"
    label = "farm"

    def ready(self) -> None:
        """Import the ``jobs`` module of every room: the kinds of task must be known wherever a key is computed."""
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("jobs")
