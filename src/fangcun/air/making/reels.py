"""Reads for those who make: every episode of a series as it was cut, with its pictures, its files and what the
examination found. Only their own tenant's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fangcun.air.models import Making, Title
from fangcun.base.api import grant, holds, require
from fangcun.base.contracts import Actor, Role
from fangcun.cut.api import files_of
from fangcun.cut.contracts import EpisodeFiles
from fangcun.farm.api import TaskState, results_of, states_of
from fangcun.farm.contracts import Result, TaskKey
from fangcun.kit.digest import Digest
from fangcun.kit.errors import FangcunError, Kind

SEE = "air.see_reels"
WIDE = "wide/"
"""Before the names of the files of the 16:9 edition."""

grant(SEE, holds(Role.PRODUCER, Role.OPERATOR, Role.REVIEWER))


class ReelState(StrEnum):
    """How far an episode is."""

    MADE = "made"
    MAKING = "making"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Series:
    """A series that was commissioned, with how many of its episodes are made."""

    slug: str
    name: str
    episodes: int
    made: int
    public: bool


@dataclass(frozen=True, slots=True)
class Reel:
    """An episode as it was cut; without ``files`` it is not made yet."""

    number: int
    name: str
    state: ReelState
    files: EpisodeFiles | None = None
    wide: EpisodeFiles | None = None
    passed: bool = False

    @property
    def seconds(self) -> float:
        """How long it runs."""
        return self.files.duration_ms / 1000 if self.files else 0.0

    @property
    def findings(self) -> tuple[str, ...]:
        """What the examination found, of the upright edition and then of the wide one."""
        return (self.files.problems if self.files else ()) + (self.wide.problems if self.wide else ())

    @property
    def sheet(self) -> str:
        """The name of its contact sheet, empty when there is none."""
        return next((n for n in self.files.files if n.endswith(".webp") and "/" not in n), "") if self.files else ""

    @property
    def subtitles(self) -> tuple[str, ...]:
        """The names of its subtitle files."""
        if self.files is None:
            return ()
        return tuple(sorted(n for n in self.files.files if "/" not in n and n.endswith((".srt", ".vtt", ".ass"))))


def series(actor: Actor | None) -> list[Series]:
    """The series the tenant is making, newest first. Raises ``denied``."""
    reader = require(actor, SEE)
    rows = list(Making.objects.of(reader.tenant_id).only("task_key", "early_key", "title_id"))
    count = Counter(row.title_id for row in rows)
    results = results_of(key for row in rows for key in row.keys)
    done = Counter(row.title_id for row in rows if _made(row, results))
    titles = Title.objects.of(reader.tenant_id).filter(pk__in=count).order_by("-created_at", "-pk")
    return [Series(t.slug, t.name, count[t.pk], done[t.pk], t.public) for t in titles]


def reels(slug: str, actor: Actor | None) -> tuple[str, list[Reel]]:
    """The name of a series and its episodes. Raises ``denied``, ``air.title_missing``."""
    reader = require(actor, SEE)
    title = _title(slug, reader)
    rows = list(Making.objects.of(reader.tenant_id).filter(title=title).order_by("number"))
    keys = [key for row in rows for key in (*row.keys, row.wide_key) if key]
    results, states = results_of(keys), states_of(keys)
    return title.name, [_reel(row, results, states) for row in rows]


def standing(slug: str, actor: Actor | None) -> tuple[bool, bool, str]:
    """Whether a series is public, whether it was taken down, its number. Raises ``denied``, ``air.title_missing``."""
    title = _title(slug, require(actor, SEE))
    return title.public, title.taken_down_at is not None, title.licence_number


def file_of(slug: str, number: int, path: str, actor: Actor | None) -> Digest:
    """The blob of one file of an episode. Raises ``denied``, ``air.title_missing``, ``air.reel_file``."""
    reader = require(actor, SEE)
    row = Making.objects.of(reader.tenant_id).filter(title=_title(slug, reader), number=number).first()
    wide = path.startswith(WIDE)
    if row is not None:
        results = results_of([row.wide_key] if wide else row.keys)
        found = results.get(row.wide_key) if wide else _made(row, results)
        if found and (name := found.files.get(path.removeprefix(WIDE) if wide else path)):
            return name
    raise FangcunError("air.reel_file", Kind.NOT_FOUND, "这一集没有这个文件，可能已重新制作，请刷新页面。")


def _title(slug: str, reader: Actor) -> Title:
    title = Title.objects.of(reader.tenant_id).filter(slug=slug).first()
    if title is None:
        raise FangcunError("air.title_missing", Kind.NOT_FOUND, "没有这部剧，可能已下架或链接有误。")
    return title


def _made(row: Making, results: Mapping[TaskKey, Result]) -> Result | None:
    """The episode as far as it is made: in all sizes, else in its own."""
    return next((results[key] for key in row.keys if key in results), None)


def _reel(row: Making, results: Mapping[TaskKey, Result], states: Mapping[TaskKey, TaskState]) -> Reel:
    found = _made(row, results)
    if found is None:
        return Reel(row.number, row.name, _state(states.get(row.task_key)))
    wide = results.get(row.wide_key)
    passed = all(bool(result.values.get("passed", False)) for result in (found, wide) if result)
    return Reel(row.number, row.name, ReelState.MADE, files_of(found), files_of(wide) if wide else None, passed)


def _state(state: TaskState | None) -> ReelState:
    match state:
        case TaskState.FAILED:
            return ReelState.FAILED
        case TaskState.WAITING | TaskState.READY | TaskState.RUNNING | TaskState.DONE:
            return ReelState.MAKING
        case _:
            return ReelState.STOPPED
