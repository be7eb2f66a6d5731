"""Simulated viewers for a demonstration: they watch what stands on the shelf, and leave positions and heat behind."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from django.db import transaction
from django.db.models import Sum

from fangcun.air.discover.heating import GATE_COLUMNS, PART_COLUMNS, score_of
from fangcun.air.engine.counting import Counting
from fangcun.air.engine.events import Event, Kind
from fangcun.air.engine.heat import NOTHING, Heat, Score, added
from fangcun.air.engine.simulate import Setting, World, make_world, stream, title_name
from fangcun.air.engine.trust import Guard
from fangcun.air.models import EMPTY, Release, Title, TitleFare, TitleHeat, WatchState
from fangcun.config import config
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError
from fangcun.kit.errors import Kind as ErrorKind

_DAY_S = 86_400
ALL_FREE = 1_000_000
SIMULATED = "sim"


@dataclass(frozen=True, slots=True)
class Peopled:
    """What simulated viewers did: how many watched how many titles, and how many events and deeds that came to."""

    viewers: int
    titles: int
    events: int
    deeds: int


def people(*, seed: int, viewers: int, days: int) -> Peopled:
    """Let simulated viewers watch the public titles over the last ``days``; the same seed brings the same viewers, who
    then go on from nothing. Raises DENIED on a site that is no demonstration, CONFLICT where nothing can be watched."""
    if not config().demo:
        message = "模拟观众只能用在演示站：真实网站的热度不能掺假。请在 FANGCUN_MODE=demo 下运行。"
        raise FangcunError("air.people_demo_only", ErrorKind.DENIED, message)
    titles = _titles()
    if not titles:
        message = "架上还没有能看的剧，请先运行 ./fangcun demo 或 ./fangcun make。"
        raise FangcunError("air.nothing_to_watch", ErrorKind.CONFLICT, message)
    start = clock.now().timestamp() - days * _DAY_S
    setting = Setting(seed=seed, viewers=viewers, titles=len(titles), days=days, start=start, new_titles=0.0)
    world = _on_our_shelf(make_world(setting), titles)
    heat, states, events, deeds = _watched(world, until=clock.now().timestamp())
    _write(titles, heat, states)
    return Peopled(len({viewer for viewer, _, _ in states}), len(titles), events, deeds)


def is_peopled() -> bool:
    """Whether simulated viewers have been here."""
    return WatchState.objects.filter(viewer__startswith=f"{SIMULATED}:").exists()


@dataclass(frozen=True, slots=True)
class _Ours:
    pk: int
    numbers: tuple[int, ...]
    length_s: int
    free: int


def _titles() -> list[_Ours]:
    rows = Release.objects.across_tenants().filter(title__public=True)
    lengths = dict(rows.values_list("title_id").annotate(Sum("duration_ms")))
    free = dict(TitleFare.objects.across_tenants().values_list("title_id", "free"))
    numbers: dict[int, list[int]] = {}
    for pk, number in rows.order_by("title_id", "number").values_list("title_id", "number"):
        numbers.setdefault(pk, []).append(number)
    return [
        _Ours(pk, tuple(ns), max(1, lengths[pk] // len(ns) // 1000), free.get(pk, ALL_FREE))
        for pk, ns in numbers.items()
    ]


def _on_our_shelf(world: World, titles: list[_Ours]) -> World:
    """The world with episodes as many and as long as ours, locked where ours are."""
    ours = dataclasses.replace(
        world.titles,
        episodes=np.array([len(t.numbers) for t in titles]),
        length_s=np.array([t.length_s for t in titles]),
        lock=np.array([t.free for t in titles]),
    )
    return dataclasses.replace(world, titles=ours)


_States = dict[tuple[str, str, int], Event]


def _watched(world: World, *, until: float) -> tuple[Heat, _States, int, int]:
    """Heat, the last report of each viewer and episode, and how many events and deeds that were."""
    guard, heat = Guard(), Heat()
    lengths = {title_name(i): float(s) for i, s in enumerate(world.titles.length_s.tolist())}
    counting = Counting(guard, length_s=lambda title, _: lengths[title])
    states: _States = {}
    events = deeds = 0
    for event in stream(world):
        if event.at > until:
            break
        events += 1
        found = counting.take(event)
        heat.count_all(found)
        deeds += len(found)
        if event.kind in (Kind.BEAT, Kind.FINISH):
            states[event.viewer, event.title, event.episode] = event
    return heat, states, events, deeds


@transaction.atomic
def _write(titles: list[_Ours], heat: Heat, states: _States) -> None:
    place = {title_name(i): title for i, title in enumerate(titles)}
    rows = [
        WatchState(
            viewer=f"{SIMULATED}:{viewer}",
            title_id=place[title].pk,
            number=place[title].numbers[min(episode, len(place[title].numbers)) - 1],
            position_ms=event.position_ms,
            credited_ms=event.position_ms,  # nobody among them cheats
            updated_at=datetime.fromtimestamp(event.at, UTC),
        )
        for (viewer, title, episode), event in states.items()
    ]
    WatchState.objects.bulk_create(rows, batch_size=1_000, ignore_conflicts=True)
    for name, title in place.items():
        _add(title.pk, heat.score(name))


def _add(title_id: int, score: Score) -> None:
    """Add a score to what the title has."""
    TitleHeat.objects.get_or_create(title=Title.objects.across_tenants().get(pk=title_id))
    row = TitleHeat.objects.select_for_update().get(pk=title_id)
    old = score_of(row)
    row.total = _kept(added(old.total, score.total))
    row.established = _kept(added(old.established, score.established))
    row.newcomers = _kept(added(old.newcomers, score.newcomers))
    for part, column in PART_COLUMNS.items():
        setattr(row, column, _kept(added(old.parts[part], score.parts.get(part, NOTHING))))
    for gate, column in GATE_COLUMNS.items():
        setattr(row, column, _kept(added(old.held[gate], score.held.get(gate, NOTHING))))
    row.save()


def _kept(log: float) -> float:
    return EMPTY if log == NOTHING else log
