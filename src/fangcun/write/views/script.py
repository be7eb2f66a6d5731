"""The script itself: outline, text, problems; and the original file."""

from __future__ import annotations

import re

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fangcun.base.api import may
from fangcun.kit.errors import FangcunError, Kind
from fangcun.write import api
from fangcun.write.permissions import EDIT
from fangcun.write.views import words
from fangcun.write.views.asked import draft_of, reader_of
from fangcun.write.views.shown import show

HAN = re.compile("[\u4e00-\u9fff]")


@require_GET
def script(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A draft to read; a long one in parts, each whole scenes."""
    asked = draft_of(request, slug, number)
    screenplay, breakdown = api.load(asked.draft.id, reader_of(request))
    shown = show(screenplay, breakdown)
    part = request.GET.get("part", "1")
    context = {
        "production": asked.production,
        "draft": asked.draft,
        "screenplay": screenplay,
        "shown": shown,
        "part": min(max(1, int(part)), shown.parts) if part.isdecimal() else 1,
        "length": words.length(asked.draft.stats.seconds) if asked.draft.stats else "",
        "may_edit": may(reader_of(request), EDIT),
        "latin": not HAN.search(screenplay.source, 0, 4000),
        "tab": "script",
    }
    return render(request, "write/script.html", context)


@require_GET
def original(request: HttpRequest, slug: str, draft_id: int) -> FileResponse:
    """The file as it was given, byte by byte, always as a download."""
    draft, stream = api.open_original(draft_id, reader_of(request))
    if draft.slug != slug:
        raise FangcunError("draft.missing", Kind.NOT_FOUND, "没有这一稿，可能链接有误，请回剧本列表查找。")
    return FileResponse(stream, as_attachment=True, filename=draft.file_name, content_type="application/octet-stream")
