"""What a request asks for: who asks, which draft, which text."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.write import api
from fangcun.write.contracts import DraftView, ProductionView
from fangcun.write.permissions import EDIT, SEE


@dataclass(frozen=True, slots=True)
class Asked:
    """A draft in its production."""

    production: ProductionView
    draft: DraftView


def reader_of(request: HttpRequest) -> Actor:
    """Who reads. Raises ``denied``."""
    return require(getattr(request, "actor", None), SEE)


def writer_of(request: HttpRequest) -> Actor:
    """Who writes. Raises ``denied``."""
    return require(getattr(request, "actor", None), EDIT)


def draft_of(request: HttpRequest, slug: str, number: int) -> Asked:
    """The draft of an address. Raises ``production.missing``, ``draft.missing``."""
    production = api.production(slug, reader_of(request))
    return Asked(production, numbered(production, number))


def numbered(production: ProductionView, number: int) -> DraftView:
    """One draft of a production by its number. Raises ``draft.missing``."""
    for draft in production.drafts:
        if draft.number == number:
            return draft
    message = _("《%(name)s》没有第 %(n)s 稿，请从列表里选一稿。") % {"name": production.name, "n": number}
    raise FangcunError("draft.missing", Kind.NOT_FOUND, message)


def text_of(request: HttpRequest) -> str:
    """The text of an editor. It comes as a file where scripts run, because form fields are limited to 5 MB."""
    sent = request.FILES.get("text")
    if isinstance(sent, UploadedFile):
        api.check_size(sent.size or 0)
        data: bytes = sent.read()
        return data.decode("utf-8", errors="replace")
    return request.POST.get("text", "").replace("\r\n", "\n")


def text_name(request: HttpRequest) -> str:
    """The file name under which an editor's text is read; only text formats can be edited."""
    name = api.clean_file_name(request.POST.get("file_name") or "script.txt")
    return name if name.lower().endswith(f".{api.text_format(name)}") else f"{name}.txt"
