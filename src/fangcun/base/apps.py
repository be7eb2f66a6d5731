"""The base as a Django application."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Users, tenants, audit, blobs, outbox."""

    name = "fangcun.base"
    label = "base"
    verbose_name = "方寸"

    def ready(self) -> None:
        """Register the permissions."""
        from fangcun.base import permissions  # noqa: F401  registering is the import's purpose
