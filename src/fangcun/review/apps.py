"""The room as a Django application."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """The review centre: works are screened by machine and decided by people."""

    name = "fangcun.review"
    label = "review"
    verbose_name = "审核中心"

    def ready(self) -> None:
        """Register who may do what, and what is done when the farm has screened a film."""
        from fangcun.review import handlers, permissions  # noqa: F401  registering is the import's purpose
