"""The room as a Django application."""

from django.apps import AppConfig


class AirConfig(AppConfig):
    """See the README of the room."""

    name = "fangcun.air"
    label = "air"
    verbose_name = "剧场"

    def ready(self) -> None:
        """Register the permissions, the events and what is done when rooms below tell of something."""
        from fangcun.air import handlers, services  # noqa: F401  registering is the imports' purpose
        from fangcun.air.till import doing, exporting, pricing  # noqa: F401
