"""The room as a Django application."""

from django.apps import AppConfig


class AirConfig(AppConfig):
    """See the README of the room."""

    name = "fangcun.air"
    label = "air"
    verbose_name = "剧场"

    def ready(self) -> None:
        """Register the permissions and the events."""
        from fangcun.air import services  # noqa: F401  registering is the import's purpose
