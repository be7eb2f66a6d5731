"""Liking, following, sharing: done and undone at will, counted exactly, and taken by heat once.

Everybody takes locks in one order, so that nobody waits for each other in a circle: comments (a thread's first one
before its replies), the counts of the episode, those of the title, heat.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Manager, Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _

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


def like_episode(place: Spot, visitor: Visitor, *, on: bool) -> Done:
    """Like an episode, or no longer; doing it twice changes nothing. Raises BUSY beyond what fingers can do."""
    limit(visitor, "like", a_minute=60, an_hour=600)
    key = {"viewer": visitor.viewer.key, "title_id": place.title_id, "number": place.number}
    with transaction.atomic():
        changed = _put(EpisodeLike, key, on=on, new={"at": clock.now()})
        likes = count(place.title_id, place.number, likes=changed).likes
        if on:
            heat_once(place.title_id, place.tenant_id, Part.LIKE, visitor)
    return Done(on, likes)


def like_remark(remark_id: int, visitor: Visitor, *, on: bool) -> Done:
    """Like a comment that is shown, or no longer. Raises NOT_FOUND, BUSY."""
    limit(visitor, "like", a_minute=60, an_hour=600)
    with transaction.atomic():
        # Held, so that likes and the comment's end take turns.
        row = Remark.objects.select_for_update().filter(pk=remark_id, standing=Standing.SHOWN).first()
        if row is None:
            raise FangcunError("talk.missing", Kind.NOT_FOUND, _("这条评论已经不在了。"))
        key = {"viewer": visitor.viewer.key, "remark_id": remark_id}
        changed = _put(RemarkLike, key, on=on, new={"at": clock.now()})
        if changed:
            approve(remark_id, likes=changed)
    return Done(on, row.likes + changed)


def follow(title: Title, visitor: Visitor, *, on: bool) -> Done:
    """追剧, or no longer. Raises BUSY."""
    limit(visitor, "follow", a_minute=20, an_hour=200)
    key = {"viewer": visitor.viewer.key, "title_id": title.pk}
    with transaction.atomic():
        changed = _put(Follow, key, on=on, new={"at": clock.now(), "known": newest_number(title.pk)})
        follows = count_title(title.pk, follows=changed).follows
        if on:
            heat_once(title.pk, title.tenant_id, Part.FOLLOW, visitor)
    return Done(on, follows)


def share(title: Title, visitor: Visitor) -> Done:
    """Count that a title was shared: once a viewer and day, on the site's own clock. Raises BUSY."""
    limit(visitor, "share", a_minute=10, an_hour=60)
    key = {"viewer": visitor.viewer.key, "title_id": title.pk, "day": timezone.localtime(clock.now()).date()}
    with transaction.atomic():
        shares = count_title(title.pk, shares=_put(TitleShare, key, on=True, new={})).shares
        heat_once(title.pk, title.tenant_id, Part.SHARE, visitor)
    return Done(True, shares)


def _put(model: type[Model], key: dict[str, Any], *, on: bool, new: dict[str, Any]) -> int:
    """Have a row or none; by how many that changes its count."""
    rows: Manager[Any] = model._default_manager
    if on:
        return int(rows.get_or_create(**key, defaults=new)[1])
    return -int(rows.filter(**key).delete()[0])


def heat_once(title_id: int, tenant_id: int, part: Part, visitor: Visitor) -> None:
    """Let a deed make heat, the first time that this viewer does it for this title; makers' own make none."""
    if makes(visitor.viewer, tenant_id):
        return
    name = counted_name(visitor.viewer)
    if CountedDeed.objects.get_or_create(name=name, title_id=title_id, part=int(part))[1]:
        count_event(title_id, part, visitor=visitor)


def counted_name(viewer: Viewer) -> str:
    """How counted deeds name a viewer."""
    return keyed(f"deed:{viewer.key}")


def newest_number(title_id: int) -> int:
    """The greatest number of a title's published episodes; 0 without any."""
    rows = Release.objects.across_tenants().filter(title_id=title_id)
    return int(rows.aggregate(Max("number"))["number__max"] or 0)
