"""How a series was asked for, kept so that it can be asked for again."""

from __future__ import annotations

from dataclasses import dataclass

from fangcun.air.models import Order, Title
from fangcun.base.api import blobs
from fangcun.base.contracts import Actor
from fangcun.kit import clock


@dataclass(frozen=True, slots=True)
class Options:
    """What a series is made with: which episodes (None: all), 16:9 too, how subtitles look, other languages."""

    numbers: frozenset[int] | None = None
    wide: bool = False
    style: str = "classic"
    translation: bytes | None = None
    glossary: bytes | None = None
    dubs: tuple[str, ...] = ()


def keep_order(actor: Actor, slug: str, *, draft_id: int, options: Options, licence: str) -> None:
    """Write down how a title was asked for last."""
    title = Title.objects.of(actor.tenant_id).get(slug=slug)
    fields = {
        "draft_id": draft_id,
        "numbers": sorted(options.numbers) if options.numbers is not None else None,
        "wide": options.wide,
        "style": options.style,
        "translation": blobs().put(options.translation) if options.translation is not None else "",
        "glossary": blobs().put(options.glossary) if options.glossary is not None else "",
        "dubs": list(options.dubs),
        "licence": licence,
        "asked_at": clock.now(),
    }
    rows = Order.objects.of(actor.tenant_id)
    rows.update_or_create(title=title, defaults=fields, create_defaults={"tenant_id": actor.tenant_id, **fields})


def order_of(actor: Actor, slug: str) -> tuple[int, Options] | None:
    """The draft and the options that a title was asked for with; None for one that nobody asked for."""
    row = Order.objects.of(actor.tenant_id).filter(title__slug=slug).first()
    if row is None:
        return None
    options = Options(
        numbers=frozenset(row.numbers) if row.numbers is not None else None,
        wide=row.wide,
        style=row.style,
        translation=blobs().get(row.translation) if row.translation else None,
        glossary=blobs().get(row.glossary) if row.glossary else None,
        dubs=tuple(row.dubs),
    )
    return row.draft_id, options
