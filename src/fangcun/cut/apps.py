"""The room as a Django application."""

from django.apps import AppConfig


class CutConfig(AppConfig):
    """See the README of the room."""

    name = "fangcun.cut"
    label = "cut"
    verbose_name = "画面与声音"

    def ready(self) -> None:
        """Register who may do what."""
        from fangcun.cut import casting  # noqa: F401  registering is the import's purpose
