"""The room as a Django application."""

from django.apps import AppConfig


class WriteConfig(AppConfig):
    """Scripts: productions and their drafts."""

    name = "fangcun.write"
    label = "write"
    verbose_name = "剧本"

    def ready(self) -> None:
        """Register the permissions."""
        from fangcun.write import permissions  # noqa: F401  registering is the import's purpose
