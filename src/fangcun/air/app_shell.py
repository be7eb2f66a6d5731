"""The theatre as an app on a phone: its manifest, its service worker, and the page for when there is no line.

The worker keeps the shell alone: static files, which carry their hash in their name, and the offline page, which says
nothing of anybody. Pages, feeds, media and all that is signed go over the line, always.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import engines
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fangcun.kit import digest

COLOUR = "#0d0c11"
SHELL = ("air/theatre.css", "air/js/offline.js", "base/seal.svg", "air/icons/app-192.png")
"""What the offline page is made of; whatever else is static is kept when it is first used."""


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest (w3.org/TR/appmanifest)."""
    icons = [("app-192.png", "192x192", "any"), ("app-512.png", "512x512", "any")]
    icons.append(("app-maskable-512.png", "512x512", "maskable"))
    told = {
        "id": reverse("home"),
        "name": _("方寸剧场"),
        "short_name": _("方寸剧场"),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "orientation": "any",
        "background_color": COLOUR,
        "theme_color": COLOUR,
        "lang": "zh-Hans" if get_language() != "en" else "en",
        "categories": ["entertainment"],
        "icons": [
            {"src": static(f"air/icons/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in icons
        ],
        "shortcuts": [{"name": _("刷剧"), "url": reverse("air:swipe")}],
    }
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    answer.headers["Content-Type"] = "application/manifest+json; charset=utf-8"
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. Its text changes with the site's static files, and so takes over from the one before."""
    shell = [reverse("air:offline"), *(static(path) for path in SHELL)]
    context = {"shell": shell, "version": version(), "static": static("")}
    text = render_to_string("air/worker.js", context)
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer.headers["Service-Worker-Allowed"] = "/"
    return answer


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page for when there is no line: the same for everybody, so that it may be kept."""
    return render(request, "air/offline.html", {"colour": COLOUR})


def version() -> str:
    """A short name of the static files as they are now, in the reader's language."""
    modules = engines["django"].from_string("{% import_map %}").render()
    files = [modules, *(static(path) for path in SHELL), static("air/player.css")]
    return digest.of_data([files, get_language()])[:12]
