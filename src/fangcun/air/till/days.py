"""Days as the site counts them."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from fangcun.kit import clock


def today() -> date:
    """The day on the site's own clock."""
    return timezone.localtime(clock.now()).date()
