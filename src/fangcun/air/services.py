"""Writes of the theatre: announcing a title, publishing an episode, remembering how far a viewer got."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django.db import transaction

from fangcun.air import entitlement
from fangcun.air.contracts import Published, ReleasePublished, Viewer, Visitor
from fangcun.air.engine import manifests
from fangcun.air.inlining import playlists_of
from fangcun.air.models import Release, Title
from fangcun.air.noting import Report, note
from fangcun.air.shelved import shelved
from fangcun.base.api import audit, blobs, emit, grant, holds, require
from fangcun.base.contracts import Actor, Role
from fangcun.kit import clock, digest
from fangcun.kit.digest import Digest
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review import api as review

MOST_EPISODES = 10_000
LONGEST_NUMBER = 80
_SLUG = re.compile(r"\w[\w-]{0,79}")

grant("air.publish_release", holds(Role.PRODUCER, Role.OPERATOR))


@transaction.atomic
def announce(
    actor: Actor,
    *,
    slug: str,
    name: str,
    synopsis: str = "",
    planned_episodes: int | None = None,
    ai_generated: bool = False,
    poster: Digest | None = None,
    public: bool | None = True,
    licence_number: str | None = None,
) -> str:
    """Put a title on the shelf, or bring what stands there up to date; returns its slug.

    ``planned_episodes``, ``poster``, ``public`` and ``licence_number`` keep their value when None (a new title is then
    public only where nothing has to pass review first); the number is kept as it has to
    read, and every episode that is made after this opens with it. Raises DENIED, INVALID for a slug, a poster or a
    number that cannot be, CONFLICT for a slug that another tenant uses.
    """
    _check_poster(poster)
    return _announce(
        actor,
        slug=slug,
        name=name,
        synopsis=synopsis,
        planned_episodes=planned_episodes,
        ai_generated=ai_generated,
        poster=poster,
        public=public,
        licence_number=licence_number,
    ).slug


def publish(
    actor: Actor,
    *,
    slug: str,
    name: str,
    number: int,
    duration_ms: int,
    files: Mapping[str, Digest],
    episode_name: str = "",
    synopsis: str = "",
    poster: Digest | None = None,
    cover: Digest | None = None,
    ai_generated: bool = False,
    planned_episodes: int | None = None,
    public: bool = True,
    source: Digest | str = "",
    shown_as: str = "",
) -> Published:
    """Publish one episode, and its title with it; publishing the same again changes nothing and tells nobody.

    ``files`` maps relative paths to blobs that are in the store already. The ``cover`` of the first episode, or its
    poster where it has none, is the title's poster too. ``source`` is the digest of the script it was made from,
    ``shown_as`` the number in its opening: where there is a review centre, only what passed is published. Raises
    DENIED, INVALID for what cannot be played or served, CONFLICT for another tenant's slug and for what has not passed
    (``air.not_passed``).
    """
    require(actor, "air.publish_release")
    # The store may be far away: asked before the transaction, which on SQLite keeps every other writer waiting.
    parts = _check(number, duration_ms, files)
    _check_poster(poster)
    _check_poster(cover)
    fields: dict[str, object] = {
        "name": episode_name.strip()[:120],
        "duration_ms": duration_ms,
        "media": dict(files),
        "manifest": digest.of_data(dict(files)),
        "playlist": parts.playlist,
        "film": parts.film,
        "subtitles": list(parts.subtitles),
        "thumbs": parts.thumbs,
        "inline": playlists_of(files),
        "poster": poster or "",
        "source": source,
        "shown_as": shown_as,
    }
    _check_passed(actor, slug, name, number, fields)
    with transaction.atomic():
        title = _announce(
            actor,
            slug=slug,
            name=name,
            synopsis=synopsis,
            planned_episodes=planned_episodes,
            ai_generated=ai_generated,
            poster=None,
            public=public,
        )
        return _release(actor, title, number, fields, files=files, cover=cover)


def remember(viewer: Viewer, *, slug: str, number: int, position_ms: int, visitor: Visitor | None = None) -> None:
    """Keep how far the viewer got in a published episode; what time allows of it is credited, and makes heat, where
    ``visitor`` says on what and from where. It is there when this returns. Raises NOT_FOUND when there is no such
    episode."""
    title = shelved(slug)
    episode = next((e for e in title.episodes if e.number == number), None) if title else None
    if title is None or episode is None:
        raise FangcunError("air.episode_missing", Kind.NOT_FOUND, f"没有第{number}集，可能还在制作中。")
    position = max(0, min(position_ms, episode.duration_ms))
    # What is not open to somebody can have been seen by nobody: it is neither credited nor does it make heat.
    is_open = number in entitlement.opened_of(viewer, slug, [number], fare=title.fare).numbers
    credited_to = visitor if is_open else None
    note(Report(viewer, title.title_id, number, episode.duration_ms, position, clock.now(), credited_to))


@transaction.atomic
def describe(actor: Actor, *, slug: str, people: Sequence[str], tags: Sequence[str]) -> None:
    """Name the people and the tags of a tenant's own title, by which it is found and recommended; at most thirty of
    each, without repeats. Raises DENIED, NOT_FOUND."""
    require(actor, "air.publish_release")
    title = Title.objects.of(actor.tenant_id).select_for_update().filter(slug=slug).first()
    if title is None:
        raise FangcunError("air.title_missing", Kind.NOT_FOUND, "没有这部剧，可能已下架或链接有误。")
    title.people, title.tags = _words(people), _words(tags)
    title.save(update_fields=["people", "tags"])


def _words(given: Sequence[str]) -> list[str]:
    cleaned = (" ".join(word.split())[:40] for word in given)
    return list(dict.fromkeys(filter(None, cleaned)))[:30]


def _announce(
    actor: Actor,
    *,
    slug: str,
    name: str,
    synopsis: str,
    planned_episodes: int | None,
    ai_generated: bool,
    poster: Digest | None,
    public: bool | None,
    licence_number: str | None = None,
) -> Title:
    require(actor, "air.publish_release")
    if not _SLUG.fullmatch(slug):
        message = f"代号“{slug[:80]}”不合规，请用 1 到 80 个字母、数字、汉字或连字符。"
        raise FangcunError("air.slug", Kind.INVALID, message, slug=slug)
    if not name.strip():
        raise FangcunError("air.name", Kind.INVALID, "剧名不能为空。")
    everyone = Title.objects.across_tenants()
    new = {"tenant_id": actor.tenant_id, "created_at": clock.now(), "public": not review.gated()}
    everyone.get_or_create(slug=slug, defaults=new)
    # Held until the end, so that two workers who publish episodes of one title take turns.
    title = everyone.select_for_update().get(slug=slug)
    if title.tenant_id != actor.tenant_id:
        raise FangcunError("air.slug_taken", Kind.CONFLICT, f"代号“{slug}”已被其他机构使用，请换一个。", slug=slug)
    title.name = name.strip()[:120]
    title.synopsis = synopsis.strip()
    title.ai_generated = ai_generated
    title.public = title.public if public is None else public
    title.planned_episodes = title.planned_episodes if planned_episodes is None else planned_episodes
    title.poster = poster or title.poster
    if licence_number is not None:
        title.licence_number = _checked_number(licence_number)
    title.save()
    return title


def _checked_number(text: str) -> str:
    """A licence number as it will stand on the screen. Raises INVALID for one that is too long to be one."""
    number = " ".join(text.split())
    if len(number) > LONGEST_NUMBER:
        message = f"许可证号最多 {LONGEST_NUMBER} 个字，现在有 {len(number)} 个。请只填号码本身。"
        raise FangcunError("air.licence_number", Kind.INVALID, message)
    return number


def _check(number: int, duration_ms: int, files: Mapping[str, Digest]) -> manifests.Parts:
    """The parts of what is to be published. Raises INVALID for what nobody could play."""
    if not 1 <= number <= MOST_EPISODES:
        raise FangcunError("air.number", Kind.INVALID, f"集号 {number} 不合规，请用 1 到 {MOST_EPISODES}。")
    if duration_ms <= 0:
        raise FangcunError("air.duration", Kind.INVALID, f"第{number}集的时长为零，请检查成片。")
    parts = manifests.check(files)
    missing = next((path for path, name in files.items() if not blobs().has(name)), None)
    if missing is not None:
        raise FangcunError("air.media_missing", Kind.INVALID, f"第{number}集的“{missing}”不在存储中，请重新打包。")
    return parts


def _check_passed(actor: Actor, slug: str, name: str, number: int, fields: Mapping[str, object]) -> None:
    """Refuse what has not passed review, or does not show its number. Raises CONFLICT ``air.not_passed``."""
    down = Title.objects.of(actor.tenant_id).filter(slug=slug).values_list("taken_down_at", flat=True).first()
    found = review.clearance(
        actor.tenant_id,
        slug,
        sources=frozenset(filter(None, (str(fields["source"]), str(fields["manifest"])))),
        shown_as=str(fields["shown_as"]),
        since=down,
    )
    if not found.cleared:
        raise FangcunError("air.not_passed", Kind.CONFLICT, f"《{name}》第{number}集还不能上架：{found.why}")


def _check_poster(poster: Digest | None) -> None:
    if poster and not blobs().has(poster):
        raise FangcunError("air.poster_missing", Kind.INVALID, "海报不在存储中，请重新生成。")


EARLIER = 4
"""How many manifests before this one stay good, when each only added to the one before."""


def _release(
    actor: Actor,
    title: Title,
    number: int,
    fields: Mapping[str, object],
    *,
    files: Mapping[str, Digest],
    cover: Digest | None,
) -> Published:
    """Write the release where it differs from what stands there; tell and audit it."""
    row = Release.objects.of(title.tenant_id).filter(title=title, number=number).first()
    if row is not None and all(getattr(row, key) == value for key, value in fields.items()):
        return Published(title.slug, number, row.pk, changed=False)
    release = row or Release(tenant_id=title.tenant_id, title=title, number=number)
    # Who watches already goes on with the address they have, when nothing behind it was taken away.
    going_on = row is not None and manifests.only_adds(row.media, files)
    release.earlier = [*release.earlier, release.manifest][-EARLIER:] if going_on else []
    for key, value in fields.items():
        setattr(release, key, value)
    release.published_at = clock.now()
    release.save()
    _adopt_poster(title, number, cover or release.poster)
    fact = ReleasePublished(
        tenant_id=title.tenant_id,
        slug=title.slug,
        number=number,
        release_id=release.pk,
        duration_ms=release.duration_ms,
        manifest=release.manifest,
        replaced=row is not None,
    )
    emit(fact, tenant_id=title.tenant_id)
    audit("air.release_published", by=actor, subject=f"{title.slug}/{number}", manifest=release.manifest)
    return Published(title.slug, number, release.pk, changed=True)


def _adopt_poster(title: Title, number: int, poster: Digest | str) -> None:
    """The first episode's poster is the title's as well, whichever episode came first."""
    earlier = Release.objects.of(title.tenant_id).filter(title=title, number__lt=number).exists()
    if poster and (not title.poster or not earlier):
        title.poster = poster
        title.save(update_fields=["poster"])
