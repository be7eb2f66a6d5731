"""Simulated viewers of a demonstration talk: comments, danmaku, likes, follows, tied to what is said in the film."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from fangcun.air.contracts import Viewer
from fangcun.air.engine.talk import danmaku as engine
from fangcun.air.engine.talk import hot
from fangcun.air.engine.talk.sayings import Comment, Cue, comments, cues, lines
from fangcun.air.engine.talk.standings import Standing
from fangcun.air.models import (
    Danmaku,
    DanmakuWindow,
    EpisodeLike,
    EpisodeTalk,
    Follow,
    Release,
    Remark,
    RemarkLike,
    TitleTalk,
)
from fangcun.air.talk.deeds import newest_number
from fangcun.air.talk.screening import screened
from fangcun.air.talk.speakers import name_of
from fangcun.base.api import blobs
from fangcun.config import config
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind

LONGEST_SUBTITLES = 1_000_000


@dataclass(frozen=True, slots=True)
class Talked:
    """What simulated viewers left: comments with replies, lines of danmaku, likes of episodes, follows."""

    comments: int = 0
    danmaku: int = 0
    likes: int = 0
    follows: int = 0

    def __add__(self, other: Talked) -> Talked:
        return Talked(
            self.comments + other.comments,
            self.danmaku + other.danmaku,
            self.likes + other.likes,
            self.follows + other.follows,
        )


def people_talk(*, seed: int, viewers: int, days: int) -> Talked:
    """Let simulated viewers talk about the public episodes that none of them has talked about yet; the same seed says
    the same. What screening would hold is not said. Raises DENIED on a site that is no demonstration."""
    if not config().demo:
        message = "模拟观众只能用在演示站：真实网站的评论不能掺假。请在 FANGCUN_MODE=demo 下运行。"
        raise FangcunError("air.people_demo_only", Kind.DENIED, message)
    releases = Release.objects.across_tenants().filter(title__public=True).select_related("title__tenant")
    total = Talked()
    for release in releases.order_by("title_id", "number"):
        known = Remark.objects.filter(title_id=release.title_id, number=release.number, author__startswith="sim:")
        if not known.exists():
            total += _talk(release, seed=f"{seed} {release.title.slug} {release.number}", viewers=viewers, days=days)
    return total


def _talk(release: Release, *, seed: str, viewers: int, days: int) -> Talked:
    spoken, random = _spoken(release), Random(seed)
    # Not everybody who watches says something; later episodes are seen by fewer.
    crowd = max(3, int(viewers * 0.6 / (1 + 0.15 * (release.number - 1))))
    said = comments(spoken, title=release.title.name, viewers=crowd, seed=seed, made_by=release.number == 1)
    with transaction.atomic():
        remarks = sum(_comment(release, one, random, crowd, days) for one in said if _fit(one.text))
        flown = _danmaku(release, spoken, seed, crowd, days)
        likes = _likes(release, random, crowd, days)
        follows = _follows(release, random, crowd, days) if release.number == newest_number(release.title_id) else 0
        row, _ = EpisodeTalk.objects.get_or_create(title_id=release.title_id, number=release.number)
        counts = {"comments": F("comments") + remarks, "danmaku": F("danmaku") + flown, "likes": F("likes") + likes}
        EpisodeTalk.objects.filter(pk=row.pk).update(**counts)
    return Talked(remarks, flown, likes, follows)


def _comment(release: Release, one: Comment, random: Random, crowd: int, days: int) -> int:
    """Write one comment with its replies and likes; returns how many that are."""
    at = clock.now() - timedelta(days=days * one.age)
    key = f"sim:{one.who}"
    fans = random.sample(range(crowd), min(one.likes, crowd))
    row = Remark.objects.create(
        title_id=release.title_id,
        number=release.number,
        author=key,
        byline=release.title.tenant.name[:60] if one.maker else name_of(Viewer(key)),
        maker=one.maker,
        text=one.text,
        spoiler=one.spoiler,
        created_at=at,
        pinned_at=at if one.maker else None,
        likes=len(fans),
        replies=len(one.replies),
        score=hot.score(at.timestamp(), likes=len(fans), replies=len(one.replies)),
    )
    RemarkLike.objects.bulk_create(RemarkLike(viewer=f"sim:{fan}", remark=row, at=at) for fan in fans)
    now = clock.now()
    for place, (who, text) in enumerate(one.replies, start=1):
        answered = at + (now - at) * (place / (len(one.replies) + 1))
        Remark.objects.create(
            title_id=release.title_id,
            number=release.number,
            author=f"sim:{who}",
            byline=name_of(Viewer(f"sim:{who}")),
            parent=row,
            text=text,
            created_at=answered,
            score=hot.born(answered.timestamp()),
        )
    return 1 + len(one.replies)


def _danmaku(release: Release, spoken: list[Cue], seed: str, crowd: int, days: int) -> int:
    now, random = clock.now(), Random(f"when {seed}")
    said = lines(spoken, length_ms=release.duration_ms, viewers=crowd, seed=seed)
    rows = [
        Danmaku(
            title_id=release.title_id,
            number=release.number,
            author=f"sim:{line.who}",
            byline=name_of(Viewer(f"sim:{line.who}")),
            text=line.text,
            created_at=now - timedelta(days=days * random.random()),
            at_ms=line.at_ms,
            place=line.place,
            colour=line.colour,
        )
        for line in said
    ]
    Danmaku.objects.bulk_create(rows, batch_size=500)
    windows: dict[int, int] = {}
    for row in rows:
        windows[engine.window_of(row.at_ms)] = windows.get(engine.window_of(row.at_ms), 0) + 1
    for window, count in windows.items():
        key: dict[str, Any] = {"title_id": release.title_id, "number": release.number, "window": window}
        kept, _ = DanmakuWindow.objects.get_or_create(**key)
        DanmakuWindow.objects.filter(pk=kept.pk).update(shown=F("shown") + count, version=F("version") + 1)
    return len(rows)


def _likes(release: Release, random: Random, crowd: int, days: int) -> int:
    fans = random.sample(range(crowd), int(crowd * random.uniform(0.15, 0.4)))
    now = clock.now()
    rows = [
        EpisodeLike(
            viewer=f"sim:{fan}", title_id=release.title_id, number=release.number, at=now - timedelta(days=days)
        )
        for fan in fans
    ]
    kept = EpisodeLike.objects.filter(title_id=release.title_id, number=release.number)
    before = kept.count()
    EpisodeLike.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return kept.count() - before


def _follows(release: Release, random: Random, crowd: int, days: int) -> int:
    fans = random.sample(range(crowd), int(crowd * random.uniform(0.1, 0.3)))
    at = clock.now() - timedelta(days=days)
    rows = [Follow(viewer=f"sim:{n}", title_id=release.title_id, at=at, known=release.number) for n in fans]
    before = Follow.objects.filter(title_id=release.title_id).count()
    Follow.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    new = Follow.objects.filter(title_id=release.title_id).count() - before
    row, _ = TitleTalk.objects.get_or_create(title_id=release.title_id)
    TitleTalk.objects.filter(pk=row.pk).update(follows=F("follows") + new)
    return new


def _spoken(release: Release) -> list[Cue]:
    """What is said in the film, by its Chinese subtitles; nothing where there are none."""
    for path in sorted(release.subtitles, key=lambda p: ("Hant" in p, "Hans" not in p, p)):
        digest = release.media.get(path)
        if digest:
            return cues(blobs().get(digest)[:LONGEST_SUBTITLES].decode("utf-8", "replace"))
    return []


def _fit(text: str) -> bool:
    try:
        return screened(text, on=timezone.localtime(clock.now()).date()).standing == Standing.SHOWN
    except FangcunError:
        return False
