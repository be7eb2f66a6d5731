"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from fangcun.base.contracts import ROLE_NAMES
from fangcun.config import config


def page(request: HttpRequest) -> dict[str, Any]:
    """The actor, the names of their roles, whether this is a demo, and the nonce of the content policy."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "role_names": [ROLE_NAMES[r] for r in sorted(actor.roles)] if actor else [],
        "demo": config().demo,
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }
