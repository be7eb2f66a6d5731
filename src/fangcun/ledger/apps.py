"""The room as a Django application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Double-entry books."""

    name = "fangcun.ledger"
    label = "ledger"
    verbose_name = "账簿"

    def ready(self) -> None:
        """Register the permissions."""
        from fangcun.ledger import permissions  # noqa: F401  registering is the import's purpose
