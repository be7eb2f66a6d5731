"""Pages of the cutting room: 定妆, the people of a production as they will be drawn, and how to change them."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from fangcun.base.api import may
from fangcun.base.contracts import Actor
from fangcun.cut.casting import EDIT, decide_look, looks_for
from fangcun.cut.contracts import Look
from fangcun.cut.engine.costumes import COSTUMES
from fangcun.cut.engine.looks import ANCIENT, MEN, MODERN, REPUBLIC, WOMEN, looks_of
from fangcun.cut.portraits import draw_portrait
from fangcun.kit import digest
from fangcun.kit.errors import FangcunError, Kind
from fangcun.write import api as write
from fangcun.write.contracts import ProductionView, Screenplay

MONTH = 30 * 24 * 3600
DRAWN = 6
"""The drawing room's own version, raised when it draws the same look otherwise: portraits are kept by browsers."""


@never_cache
@require_safe
def cast(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody of a production, those with most scenes first."""
    production, screenplay, actor = _asked(request, slug)
    looks = looks_for(actor, production_id=production.id, screenplay=screenplay)
    scenes = Counter(name for scene in screenplay.scenes() for name in {*scene.cast_listed, *scene.cast_speaking})
    order = sorted(looks, key=lambda name: -scenes[name])
    own = looks_of(screenplay)
    people = [_card(slug, looks[name], own=own[name]) | {"scenes": scenes[name]} for name in order]
    return render(request, "cut/cast.html", _choices(request) | {"production": production, "people": people})


@require_POST
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep how somebody looks (``name`` and the fields of the form; ``undo`` takes it back); htmx gets the card."""
    production, screenplay, actor = _asked(request, slug)
    name = request.POST.get("name", "")
    wanted: dict[str, object] = {} if "undo" in request.POST else _wanted(request)
    look = decide_look(actor, production_id=production.id, screenplay=screenplay, name=name, wanted=wanted)
    if not request.headers.get("HX-Request"):
        return redirect(reverse("cut:cast", args=[slug]))
    person = _card(slug, look, own=looks_of(screenplay)[name])
    return render(request, "cut/_person.html", _choices(request) | {"person": person, "production": production})


@require_safe
def portrait(request: HttpRequest, slug: str, version: str, name: str) -> HttpResponse:
    """A person at full length and three faces, as WebP. The address carries the look's digest, so it may be kept."""
    production, screenplay, actor = _asked(request, slug)
    look = looks_for(actor, production_id=production.id, screenplay=screenplay).get(name)
    if look is None or _version(look) != version:
        raise FangcunError("cut.portrait", Kind.NOT_FOUND, _("没有这张定妆图，可能已更换，请刷新页面。"))
    return HttpResponse(
        draw_portrait(look),
        content_type="image/webp",
        headers={"Cache-Control": f"private, max-age={MONTH}, immutable"},
    )


def _asked(request: HttpRequest, slug: str) -> tuple[ProductionView, Screenplay, Actor]:
    """The production, its latest screenplay, and who asks. Raises ``denied``, ``production.missing``."""
    production = write.production(slug, getattr(request, "actor", None))
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the middleware; a guest was refused above
    if production.latest is None:
        raise FangcunError("draft.missing", Kind.NOT_FOUND, _("这部剧还没有读得出的稿子，请先传一稿剧本。"))
    return production, write.load(production.latest.id, actor)[0], actor


def _wanted(request: HttpRequest) -> dict[str, object]:
    """The fields of the form that were filled in, numbers as numbers."""
    wanted: dict[str, object] = {}
    for field in ("sex", "era", "costume", "age", "seed"):
        if value := request.POST.get(field, "").strip():
            whole = field in ("age", "seed") and value.isascii() and value.isdigit() and len(value) < 12
            wanted[field] = int(value) if whole else value
    return wanted


def _card(slug: str, look: Look, *, own: Look) -> dict[str, Any]:
    changed = {field for field, value in asdict(look).items() if asdict(own)[field] != value}
    return {
        "look": look,
        "changed": changed,
        "portrait": reverse("cut:portrait", args=[slug, _version(look), look.name]),
        "next_face": (look.seed * 48271 + 11) % (1 << 31) + 1,  # another one each time, the same after a reload
    }


def _version(look: Look) -> str:
    return digest.of_data([DRAWN, digest.plain(look)])[:16]


def _choices(request: HttpRequest) -> dict[str, Any]:
    chinese = (get_language() or "zh").startswith("zh")  # in English a costume's key says what it is
    return {
        "sexes": [(MEN, _("男")), (WOMEN, _("女"))],
        "eras": [(ANCIENT, _("古代")), (REPUBLIC, _("民国")), (MODERN, _("现代"))],
        "costumes": [(key, name if chinese else key) for key, name in COSTUMES.items()],
        "may_edit": may(getattr(request, "actor", None), EDIT),
    }
