"""The room as a Django application."""

from django.apps import AppConfig


class ShootConfig(AppConfig):
    """The shoot: casting, plans, call sheets and what was really done."""

    name = "fangcun.shoot"
    label = "shoot"
    verbose_name = "拍摄"

    def ready(self) -> None:
        """Register the permissions."""
        from fangcun.shoot import permissions  # noqa: F401  registering is the import's purpose
