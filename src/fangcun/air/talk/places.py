"""What is talked about: an episode that is open to everybody, and the counts that stand beside it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from fangcun.air.models import DanmakuWindow, EpisodeTalk, Release, Title, TitleTalk
from fangcun.kit.errors import FangcunError, Kind


@dataclass(frozen=True, slots=True)
class Spot:
    """An episode that viewers may talk about, and the tenant that made it."""

    title_id: int
    tenant_id: int
    slug: str
    number: int
    duration_ms: int


def spot(slug: str, number: int) -> Spot:
    """An episode of a public title. Raises NOT_FOUND."""
    rows = Release.objects.across_tenants().filter(title__slug=slug, title__public=True, number=number)
    found = rows.values_list("title_id", "title__tenant_id", "duration_ms").first()
    if found is None:
        raise FangcunError("air.episode_missing", Kind.NOT_FOUND, f"没有第{number}集，可能还在制作中。")
    return Spot(found[0], found[1], slug, number, found[2])


def title_of(slug: str) -> Title:
    """A public title. Raises NOT_FOUND."""
    found = Title.objects.across_tenants().filter(slug=slug, public=True).first()
    if found is None:
        raise FangcunError("air.title_missing", Kind.NOT_FOUND, "没有这部剧，可能已下架或链接有误。")
    return found


def count(title_id: int, number: int, **by: int) -> EpisodeTalk:
    """Change counts of an episode (``likes``, ``comments``, ``danmaku``) in one UPDATE; returns them as they now are.
    To be called in the transaction of what is counted."""
    row, _ = EpisodeTalk.objects.get_or_create(title_id=title_id, number=number)
    EpisodeTalk.objects.filter(pk=row.pk).update(**{name: F(name) + n for name, n in by.items()})
    row.refresh_from_db()
    return row


def count_title(title_id: int, **by: int) -> TitleTalk:
    """The same for a title (``follows``, ``shares``)."""
    row, _ = TitleTalk.objects.get_or_create(title_id=title_id)
    TitleTalk.objects.filter(pk=row.pk).update(**{name: F(name) + n for name, n in by.items()})
    row.refresh_from_db()
    return row


def count_window(title_id: int, number: int, window: int, by: int) -> None:
    """Change how many lines of a window are shown; answers of the version before are stale from then on."""
    row, _ = DanmakuWindow.objects.get_or_create(title_id=title_id, number=number, window=window)
    DanmakuWindow.objects.filter(pk=row.pk).update(shown=F("shown") + by, version=F("version") + 1)
