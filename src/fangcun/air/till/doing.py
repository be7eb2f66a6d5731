"""What tells how far a viewer is with each task of ``engine/till/rules.toml``."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import F, QuerySet
from django.utils import timezone

from fangcun.air.contracts import Viewer
from fangcun.air.engine.heat.weights import FINISHED_SHARE
from fangcun.air.engine.talk.standings import Standing
from fangcun.air.models import Danmaku, Follow, Release, Remark, TitleShare, WatchState
from fangcun.air.till.earning import SIGNED_IN, doer


@doer("welcome")
def signed_up(viewer: Viewer, day: date) -> int:
    """Whether the viewer has an account."""
    return int(viewer.key.startswith(SIGNED_IN))


@doer("three_episodes", needs=3)
def episodes_finished(viewer: Viewer, day: date) -> int:
    """Episodes of which the viewer, last today, was credited with nearly all."""
    states = _today(viewer, day).values_list("title_id", "number", "credited_ms")
    lengths = _lengths(list(states))
    return sum(credited >= FINISHED_SHARE * lengths.get((t, n), float("inf")) for t, n, credited in states)


@doer("two_titles", needs=2)
def titles_watched(viewer: Viewer, day: date) -> int:
    """Different titles in which the viewer was credited with ten seconds, last today."""
    states = _today(viewer, day).filter(credited_ms__gte=10_000)
    return states.values("title_id").distinct().count()


@doer("follow_one")
def follows(viewer: Viewer, day: date) -> int:
    """Titles that the viewer follows."""
    return Follow.objects.filter(viewer=viewer.key).count()


@doer("share_one")
def shared(viewer: Viewer, day: date) -> int:
    """Titles shared on the day."""
    return TitleShare.objects.filter(viewer=viewer.key, day=day).count()


@doer("say_one")
def said(viewer: Viewer, day: date) -> int:
    """Comments and danmaku of the day that everybody can see: what is held or refused earns nothing."""
    begins = timezone.make_aware(datetime.combine(day, time.min))
    when = {"created_at__gte": begins, "created_at__lt": begins + timedelta(days=1)}
    return sum(
        kind.objects.filter(author=viewer.key, standing=Standing.SHOWN, **when).count() for kind in (Remark, Danmaku)
    )


def _today(viewer: Viewer, day: date) -> QuerySet[WatchState]:
    begins = timezone.make_aware(datetime.combine(day, time.min))
    within = {"updated_at__gte": begins, "updated_at__lt": begins + timedelta(days=1)}
    return WatchState.objects.filter(viewer=viewer.key, **within)


def _lengths(states: list[tuple[int, int, int]]) -> dict[tuple[int, int], int]:
    rows = Release.objects.across_tenants().filter(title_id__in={t for t, _, _ in states})
    found = rows.annotate(ms=F("duration_ms")).values_list("title_id", "number", "ms")
    return {(t, n): ms for t, n, ms in found}
