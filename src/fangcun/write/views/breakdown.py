"""The breakdown: every scene with what it needs, filtered, totalled, exported."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fangcun.kit.errors import FangcunError, Kind
from fangcun.write import api
from fangcun.write.contracts import Category
from fangcun.write.views import words
from fangcun.write.views.asked import draft_of, reader_of
from fangcun.write.views.filters import Filters, choices
from fangcun.write.views.marked import Group, group, mark
from fangcun.write.views.shown import ShownEpisode, ShownScene, show

IN_COLUMNS = frozenset({Category.CAST, Category.EXTRAS})


@dataclass(frozen=True, slots=True)
class Row:
    """One scene as a row of the table."""

    shown: ShownScene
    episode: ShownEpisode
    extras: str
    groups: list[Group]


@require_GET
def table(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The table; htmx gets the rows and totals alone."""
    asked = draft_of(request, slug, number)
    screenplay, breakdown = api.load(asked.draft.id, reader_of(request))
    shown = show(screenplay, breakdown)
    filters = Filters.from_query(request.GET)
    pairs = [(s, e) for e in shown.episodes for s in e.scenes]
    kept = [(s, e) for s, e in pairs if filters.keep(s, episode=e, source=screenplay.source)]
    context = {
        "production": asked.production,
        "draft": asked.draft,
        "filters": filters,
        "choices": choices(shown.episodes),
        "rows": [_row(s, e) for s, e in kept],
        "all": len(pairs),
        "totals": _totals([s for s, _ in kept]),
        "forms": api.EXPORTS,
        "tab": "breakdown",
    }
    index = request.GET.get("scene", "")
    if index.isdecimal() and 0 < int(index) <= len(pairs):
        context |= _drawer(pairs[int(index) - 1][0], source=screenplay.source)
    only_rows = request.headers.get("HX-Target") == "rows"
    return render(request, "write/_rows.html" if only_rows else "write/breakdown.html", context)


@require_GET
def scene(request: HttpRequest, slug: str, number: int, index: int) -> HttpResponse:
    """One scene's drawer: its text with the elements marked."""
    asked = draft_of(request, slug, number)
    screenplay, breakdown = api.load(asked.draft.id, reader_of(request))
    scenes = [s for e in show(screenplay, breakdown).episodes for s in e.scenes]
    if not 0 < index <= len(scenes):
        message = _("这一稿没有第 %(n)s 个场次，共 %(all)s 场。") % {"n": index, "all": len(scenes)}
        raise FangcunError("scene.missing", Kind.NOT_FOUND, message)
    context = {"production": asked.production, "draft": asked.draft}
    return render(request, "write/_scene.html", context | _drawer(scenes[index - 1], source=screenplay.source))


@require_GET
def export(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """A draft in another form, as a download."""
    asked = draft_of(request, slug, number)
    made = api.export_draft(asked.draft.id, reader_of(request), form=form)
    answer = HttpResponse(made.data, content_type=made.content_type)
    answer.headers["Content-Disposition"] = api.attachment(made.file_name)
    return answer


def _row(shown: ShownScene, episode: ShownEpisode) -> Row:
    extras = "、".join(
        f"{e.name}{f'×{e.count}' if e.count is not None else ''}"
        for e in shown.needs.elements
        if e.category is Category.EXTRAS
    )
    groups = [g for g in group(shown.needs) if g.elements[0].category not in IN_COLUMNS]
    return Row(shown, episode, extras, groups)


def _totals(scenes: list[ShownScene]) -> dict[str, object]:
    low, high = (sum(s.needs.estimated_seconds[i] for s in scenes) for i in (0, 1))
    return {
        "scenes": len(scenes),
        "length": words.length((low, high)),
        "cast": len({n for s in scenes for n in s.needs.cast_named}),
        "places": len({p for s in scenes if (p := s.scene.place or s.scene.location)}),
        "extras": sum(e.count or 0 for s in scenes for e in s.needs.elements if e.category is Category.EXTRAS),
        "eighths": sum(s.needs.eighths or 0 for s in scenes),
    }


def _drawer(shown: ShownScene, *, source: str) -> dict[str, object]:
    return {"open": shown, "runs": mark(shown.needs, source), "groups": group(shown.needs)}
