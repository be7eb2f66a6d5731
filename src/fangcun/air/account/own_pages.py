"""Whether a request for the API comes from a page of ours."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.utils import check_csrf

from fangcun.kit.errors import FangcunError, Kind


def from_this_site(request: HttpRequest) -> bool:
    """Guests have no login that a router could ask for, and yet a session: deeds must come from our own pages. True;
    raises DENIED where the form's token is missing."""
    if check_csrf(request) is not None:
        raise FangcunError("csrf", Kind.DENIED, _("页面已过期，请刷新后再试。"))
    return True
