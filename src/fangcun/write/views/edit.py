"""Writing in the page: the text on one side, what the reader makes of it on the other."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from fangcun.kit.errors import FangcunError
from fangcun.write import api
from fangcun.write.contracts import Screenplay
from fangcun.write.views import words
from fangcun.write.views.asked import draft_of, text_name, text_of, writer_of
from fangcun.write.views.shown import show

# What these files hold is not lines of text, so they are edited as Fountain, which keeps every scene and cue.
EDITED_AS_FOUNTAIN = frozenset({"fdx", "celtx", "fadein", "highland", "fountain"})

# The export notes what Fountain has no words for; under an editor those notes and the text would drift apart.
NOTES = re.compile(r"^(?:Fangcun: \d+|\[\[(?:场|角色)：[^\n]*\]\])\n+", re.M)

SAMPLE = "第1集\n1-1 日 内 客厅\n人物：林夏、周航\n△林夏推门进来。\n林夏（冷）：你还没走？"


@require_GET
def new_script(request: HttpRequest) -> HttpResponse:
    """An empty page to paste a script into, or to drop a file on."""
    writer_of(request)
    return render(request, "write/editor.html", {"text": "", "file_name": "script.txt", "sample": SAMPLE})


@require_GET
def edit_draft(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A draft's text to change; saving makes a new draft."""
    actor = writer_of(request)
    asked = draft_of(request, slug, number)
    screenplay, _ = api.load(asked.draft.id, actor)
    text, suffix = _editable(screenplay, asked.draft.file_name)
    context = {
        "production": asked.production,
        "draft": asked.draft,
        "text": text,
        "file_name": f"{PurePosixPath(asked.draft.file_name).stem}{suffix}",
        "tab": "edit",
    }
    return render(request, "write/editor.html", context)


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """What the reader makes of a text that is being written: outline, figures, problems. Nothing is kept."""
    actor = writer_of(request)
    api.count_check(actor)
    text = text_of(request)
    api.check_size(len(text.encode("utf-8")))
    if not text.strip():
        return render(request, "write/_findings.html", {"empty": True})
    try:
        screenplay = api.read_text(text, format=api.text_format(text_name(request)))
        breakdown = api.break_down(screenplay)
    except FangcunError as error:
        return render(request, "write/_findings.html", {"error": error})
    shown = show(screenplay, breakdown)
    low, high = (sum(s.estimated_seconds[i] for s in breakdown.scenes) for i in (0, 1))
    context = {"shown": shown, "scenes": len(breakdown.scenes), "length": words.length((low, high))}
    return render(request, "write/_findings.html", context)


def _editable(screenplay: Screenplay, file_name: str) -> tuple[str, str]:
    """The text of a draft for an editor and the suffix under which it reads the same."""
    if screenplay.format in EDITED_AS_FOUNTAIN:
        if screenplay.format == "fountain":
            return screenplay.source, ".fountain"
        return NOTES.sub("", api.to_fountain(screenplay)), ".fountain"
    return screenplay.source, ".md" if file_name.lower().endswith(".md") else ".txt"
