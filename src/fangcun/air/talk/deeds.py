"""Liking, following, sharing: done and undone at will, counted exactly, and taken by heat once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.discover.guarding import keyed
from fangcun.air.discover.heating import count_event
from fangcun.air.engine.heat import Part
from fangcun.air.engine.talk.standings import Standing
from fangcun.air.models import CountedDeed, EpisodeLike, Follow, Release, Remark, RemarkLike, Title, TitleShare
from fangcun.air.talk.places import Spot, count, count_title
from fangcun.air.talk.speakers import limit, makes
from fangcun.air.talk.standing import approve
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind


@dataclass(frozen=True, slots=True)
class Done:
    """How a deed stands now, and how many did it."""

    on: bool
    count: int


@transaction.atomic
def like_episode(place: Spot, visitor: Visitor, *, on: bool) -> Done:
    """Like an episode, or no longer; doing it twice changes nothing. Raises BUSY beyond what fingers can do."""
    limit(visitor, "like", a_minute=60, an_hour=600)
    key = {"viewer": visitor.viewer.key, "title_id": place.title_id, "number": place.number}
    if on:
        changed = int(EpisodeLike.objects.get_or_create(**key, defaults={"at": clock.now()})[1])
        heat_once(place.title_id, place.tenant_id, Part.LIKE, visitor)
    else:
        changed = -EpisodeLike.objects.filter(**key).delete()[0]
    return Done(on, count(place.title_id, place.number, likes=changed).likes)


@transaction.atomic
def like_remark(remark_id: int, visitor: Visitor, *, on: bool) -> Done:
    """Like a comment that is shown, or no longer. Raises NOT_FOUND, BUSY."""
    limit(visitor, "like", a_minute=60, an_hour=600)
    # Held, so that likes and the comment's end take turns.
    row = Remark.objects.select_for_update().filter(pk=remark_id, standing=Standing.SHOWN).first()
    if row is None:
        raise FangcunError("talk.missing", Kind.NOT_FOUND, "这条评论已经不在了。")
    key = {"viewer": visitor.viewer.key, "remark_id": remark_id}
    if on:
        changed = int(RemarkLike.objects.get_or_create(**key, defaults={"at": clock.now()})[1])
    else:
        changed = -RemarkLike.objects.filter(**key).delete()[0]
    if changed:
        approve(remark_id, likes=changed)
    return Done(on, row.likes + changed)


@transaction.atomic
def follow(title: Title, visitor: Visitor, *, on: bool) -> Done:
    """追剧, or no longer. Raises BUSY."""
    limit(visitor, "follow", a_minute=20, an_hour=200)
    key = {"viewer": visitor.viewer.key, "title_id": title.pk}
    if on:
        new = {"at": clock.now(), "known": newest_number(title.pk)}
        changed = int(Follow.objects.get_or_create(**key, defaults=new)[1])
        heat_once(title.pk, title.tenant_id, Part.FOLLOW, visitor)
    else:
        changed = -Follow.objects.filter(**key).delete()[0]
    return Done(on, count_title(title.pk, follows=changed).follows)


@transaction.atomic
def share(title: Title, visitor: Visitor) -> Done:
    """Count that a title was shared: once a viewer and day, on the site's own clock. Raises BUSY."""
    limit(visitor, "share", a_minute=10, an_hour=60)
    today = timezone.localtime(clock.now()).date()
    _, made = TitleShare.objects.get_or_create(viewer=visitor.viewer.key, title_id=title.pk, day=today)
    heat_once(title.pk, title.tenant_id, Part.SHARE, visitor)
    return Done(True, count_title(title.pk, shares=int(made)).shares)


def heat_once(title_id: int, tenant_id: int, part: Part, visitor: Visitor) -> None:
    """Let a deed make heat, the first time that this viewer does it for this title; makers' own make none."""
    if makes(visitor.viewer, tenant_id):
        return
    name = counted_name(visitor.viewer)
    _, first = CountedDeed.objects.get_or_create(name=name, title_id=title_id, part=int(part))
    if first:
        count_event(title_id, part, visitor=visitor)


def counted_name(viewer: Viewer) -> str:
    """How counted deeds name a viewer."""
    return keyed(f"deed:{viewer.key}")


def newest_number(title_id: int) -> int:
    """The greatest number of a title's published episodes; 0 without any."""
    rows = Release.objects.across_tenants().filter(title_id=title_id)
    return int(rows.aggregate(Max("number"))["number__max"] or 0)
