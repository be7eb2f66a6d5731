"""The HTTP API of the scripts. Sessions by cookie, so every change carries the CSRF token."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, File, Form, Path, Router, Schema, Status
from ninja.files import UploadedFile
from ninja.security import django_auth

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit.digest import plain
from fangcun.write import api
from fangcun.write.contracts import DraftView
from fangcun.write.permissions import EDIT, SEE

router = Router(auth=django_auth, tags=["scripts"])


class Stats(Schema):
    """A draft in figures."""

    episodes: int
    scenes: int
    characters: int
    seconds: tuple[float, float] = Field(description="Estimated running time, low and high.")
    errors: int
    warnings: int
    infos: int


class Draft(Schema):
    """A draft. `number` and `stats` are null for a file that could not be read; `failure` says why."""

    id: int
    number: int | None
    file_name: str
    blob: str = Field(description="SHA-256 of the original file.")
    size: int
    format: str
    encoding: str | None
    created_at: datetime
    created_by: str
    stats: Stats | None
    failure: str
    note: str


class Production(Schema):
    """A production with its drafts, the newest first."""

    id: int
    name: str
    slug: str
    created_at: datetime
    archived: bool
    drafts: list[Draft]


class Added(Schema):
    """A draft that was just added, with the production it went to."""

    production_id: int
    production_name: str
    slug: str
    draft: Draft


class Text(Schema):
    """A text to be read; its file name's suffix says which layouts to expect."""

    text: str
    file_name: str = "script.txt"


class Findings(Schema):
    """What the reader makes of a text."""

    episodes: int
    scenes: int
    estimated_seconds: tuple[float, float]
    problems: list[dict[str, Any]]


@router.get("", response=list[Production], summary="List the productions")
def list_scripts(request: HttpRequest, archived: bool = False) -> Any:
    """The productions of the actor's tenant with their drafts, the ones touched last first."""
    return [asdict(p) for p in api.productions(_reader(request), archived=archived)]


@router.post("", response={201: Added}, summary="Upload a draft")
def upload_script(
    request: HttpRequest,
    file: File[UploadedFile],
    production: Form[str] = "",
    production_id: Form[int | None] = None,
    note: Form[str] = "",
) -> Any:
    """Keep a script file as the next draft of a production and read it.

    `production_id` names an existing production, `production` one by its name (made if it is new); without either
    the script's title serves. 409 when the same file is there already; 422 when it cannot be read (it is kept).
    """
    actor = require(getattr(request, "actor", None), EDIT)
    api.count_upload(actor)
    api.check_size(file.size or 0)
    target: int | str = production_id if production_id is not None else production
    view = api.add_draft(actor, production=target, file_name=file.name or "", data=file.read(), note=note)
    answer = {
        "production_id": view.production_id,
        "production_name": view.production_name,
        "slug": view.slug,
        "draft": _draft(view),
    }
    return Status(201, answer)


@router.post("/problems", response=Findings, summary="Read a text without keeping it")
def find_problems(request: HttpRequest, body: Text) -> Any:
    """The figures and problems of a posted text. Nothing is kept."""
    actor = require(getattr(request, "actor", None), EDIT)
    api.count_check(actor)
    screenplay = api.read_text(body.text, format=api.text_format(body.file_name))
    breakdown = api.break_down(screenplay)
    return {
        "episodes": len(screenplay.episodes),
        "scenes": len(breakdown.scenes),
        "estimated_seconds": [round(sum(s.estimated_seconds[i] for s in breakdown.scenes), 1) for i in (0, 1)],
        "problems": api.to_json(screenplay, breakdown)["problems"],
    }


@router.get("/comparison", response=dict[str, Any], summary="Compare two drafts")
def compare_drafts(request: HttpRequest, old: int, new: int) -> Any:
    """What became of every scene, and what has to be rescheduled, prepared or reviewed again. `old` and `new` are
    ids of drafts; positions count the scenes of either draft from 0."""
    return plain(api.compare_drafts(old, new, _reader(request)).comparison)


@router.get("/{int:draft_id}", response=dict[str, Any], summary="A draft as data")
def read_script(request: HttpRequest, draft_id: Path[int]) -> Any:
    """The stable contract: docs/reference/screenplay-json.md."""
    return api.to_json(*api.load(draft_id, _reader(request)))


@router.get("/{int:draft_id}/about", response=Draft, summary="A draft's figures")
def about_script(request: HttpRequest, draft_id: Path[int]) -> Any:
    """What is known of a draft without its text."""
    return _draft(api.draft(draft_id, _reader(request)))


@router.get("/{int:draft_id}/export/{form}", summary="A draft in another form")
def export_script(request: HttpRequest, draft_id: Path[int], form: Path[str]) -> HttpResponse:
    """The draft as `xlsx`, `fountain`, `fdx`, `json` or `txt`, as a download."""
    made = api.export_draft(draft_id, _reader(request), form=form)
    answer = HttpResponse(made.data, content_type=made.content_type)
    answer.headers["Content-Disposition"] = api.attachment(made.file_name)
    return answer


def _reader(request: HttpRequest) -> Actor:
    return require(getattr(request, "actor", None), SEE)


def _draft(view: DraftView) -> dict[str, Any]:
    return asdict(view)
