"""The room as a Django application."""

from django.apps import AppConfig


class ParkConfig(AppConfig):
    """The base: spaces, people, stock, crews, bookings and the service desk."""

    name = "fangcun.park"
    label = "park"
    verbose_name = "基地资源"

    def ready(self) -> None:
        """Register the permissions."""
        from fangcun.park import permissions  # noqa: F401  registering is the import's purpose
