"""The room as a Django application."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """The review centre: works are screened by machine and decided by people."""

    name = "fangcun.review"
    label = "review"
    verbose_name = "审核中心"
