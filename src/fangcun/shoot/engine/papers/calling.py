"""A day's call sheet from the plan: places in order, times of scenes, and when everybody has to be where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from fangcun.shoot.contracts import (
    CallPlace,
    CallRole,
    CallRow,
    CallSheetData,
    Part,
    PlacedStrip,
    RoleView,
    ShootView,
)
from fangcun.shoot.engine.papers.dood import mark_of
from fangcun.shoot.engine.papers.sun import clock_text, sun_times

MOVE_MINUTES = 20
"""Set-up and move at each place, as planned with (``Calendar.set_move_minutes``)."""

TO_SET, BREAKFAST = 20, 40
"""Minutes from the make-up room to the set, and from breakfast to the departure: a base's rule of thumb."""

DEPARTMENTS = ("服装", "化妆", "道具", "车辆")
"""Needs in their own words on the sheet; the other departments follow under their names."""


@dataclass(frozen=True, slots=True)
class SheetSource:
    """All that a sheet is composed from. ``edits`` are what a person typed for the day (``SheetDraft``)."""

    shoot: ShootView
    placed: tuple[PlacedStrip, ...]  # of the whole shoot
    roles: tuple[RoleView, ...]
    parts: tuple[Part, ...]
    contacts: tuple[tuple[str, str, str], ...] = ()
    position: tuple[float, float] | None = None
    makeup_place: str = "化妆间"
    minors: frozenset[str] = frozenset()
    edits: Mapping[str, Any] = field(default_factory=dict)


def compose(source: SheetSource, *, day: date, version: int) -> CallSheetData:
    """The sheet of one day. Times of scenes follow the order of the plan; those typed by hand win."""
    today = [p for p in source.placed if p.day == day]
    days = sorted({p.day for p in source.placed})
    places, starts, ends = _places(source, today)
    first = min((source.parts[p.slot % len(source.parts)].start for p in today), default=0)
    leaves = first - TO_SET
    sunrise, sunset = _sun(source, day)
    edits = source.edits
    return CallSheetData(
        production=source.shoot.production_name,
        unit=source.shoot.unit,
        version=version,
        day=day,
        day_number=days.index(day) + 1 if day in days else 0,
        days=len(days),
        place=str(edits.get("place") or "、".join(dict.fromkeys(p.strip.site for p in today if p.strip.site))),
        director=source.shoot.director,
        breakfast=str(edits.get("breakfast") or clock_text(leaves - BREAKFAST)),
        leaves_at=str(edits.get("leaves_at") or clock_text(leaves)),
        weather=str(edits.get("weather") or ""),
        sunrise=sunrise,
        sunset=sunset,
        contacts=source.contacts,
        tips=(*_tips(source, today), *edits.get("tips", ())),
        roles=_roles(source, today, starts),
        places=places,
        ends_at=clock_text(ends),
        advance=_advance(source, day),
    )


def changes_between(old: CallSheetData, new: CallSheetData) -> CallSheetData:
    """``new`` with what differs from ``old`` marked on its rows and said in words."""
    before = {row.key: row for place in old.places for row in place.rows}
    after = {row.key: row for place in new.places for row in place.rows}
    called = {role.role: role for role in old.roles}
    words = [f"加 {key}" for key in after if key not in before]
    words += [f"减 {key}" for key in before if key not in after]
    places = []
    for place in new.places:
        rows = []
        for row in place.rows:
            known = before.get(row.key)
            changed = known is None or replace(known, changed=False) != row
            if known is not None and changed:
                words.append(_row_words(known, row))
            rows.append(replace(row, changed=changed))
        places.append(replace(place, rows=tuple(rows)))
    roles = []
    for role in new.roles:
        known_role = called.get(role.role)
        changed = known_role is None or replace(known_role, changed=False) != role
        if known_role is not None and known_role.makeup_at != role.makeup_at:
            words.append(f"{role.role} 到妆 {known_role.makeup_at} → {role.makeup_at}")
        roles.append(replace(role, changed=changed))
    for name, was, now in (
        ("出发", old.leaves_at, new.leaves_at),
        ("早餐", old.breakfast, new.breakfast),
        ("地点", old.place, new.place),
    ):
        if was != now:
            words.append(f"{name} {was or '—'} → {now or '—'}")
    return replace(new, places=tuple(places), roles=tuple(roles), changes=tuple(dict.fromkeys(words)))


def _row_words(old: CallRow, new: CallRow) -> str:
    if old.place != new.place:
        return f"{new.key} 场景 {old.place} → {new.place}"
    if old.starts_at != new.starts_at:
        return f"{new.key} 时间 {old.starts_at} → {new.starts_at}"
    if old.marks != new.marks:
        return f"{new.key} 演员有变"
    return f"{new.key} 内容有变"


def _places(source: SheetSource, today: Sequence[PlacedStrip]) -> tuple[tuple[CallPlace, ...], dict[int, int], int]:
    """The places in order, when each strip starts (minutes after midnight), and when the day ends."""
    places: list[CallPlace] = []
    starts: dict[int, int] = {}
    end, site = 0, ""
    typed: Mapping[str, Any] = source.edits.get("rows", {})
    for slot, in_slot in groupby(today, key=lambda p: p.slot):
        part = source.parts[slot % len(source.parts)]
        cursor = part.start
        for name, block in groupby(in_slot, key=lambda p: p.strip.space_name or p.strip.script_place):
            strips = [p.strip for p in block]
            move = _move(part, strips[0].site, site, first=not places, new_part=cursor == part.start)
            cursor += MOVE_MINUTES
            rows = []
            for strip in strips:
                starts[strip.id] = cursor
                edit = typed.get(strip.key, {})
                rows.append(
                    CallRow(
                        key=strip.key,
                        light=strip.light,
                        int_ext=strip.int_ext,
                        atmosphere=strip.time,
                        minutes=strip.minutes,
                        place=strip.script_place,
                        synopsis=strip.synopsis,
                        marks=strip.cast,
                        extras=tuple(f"{who}×{count}" if count else who for who, count in strip.extras),
                        needs=strip.needs,
                        note=str(edit.get("note") or strip.note),
                        starts_at=str(edit.get("starts_at") or clock_text(cursor)),
                    )
                )
                cursor += strip.minutes
            site = strips[0].site
            places.append(CallPlace(name, site, move, tuple(rows)))
        end = max(end, cursor)
    return tuple(places), starts, end


def _move(part: Part, site: str, before: str, *, first: bool, new_part: bool) -> str:
    if first:
        return ""
    if new_part:
        return f"{part.name} {clock_text(part.start)} 开机" + (f"，转场至 {site}" if site != before else "")
    return f"转场至 {site}（约 {MOVE_MINUTES} 分钟）" if site != before else f"换景（约 {MOVE_MINUTES} 分钟）"


def _roles(source: SheetSource, today: Sequence[PlacedStrip], starts: Mapping[int, int]) -> tuple[CallRole, ...]:
    worked: dict[str, set[date]] = {}
    for placed in source.placed:
        for name in placed.strip.cast:
            worked.setdefault(name, set()).add(placed.day)
    called = []
    typed: Mapping[str, Any] = source.edits.get("roles", {})
    for role in source.roles:
        mine = [p for p in today if role.name in p.strip.cast]
        if not mine:
            continue
        first = min(starts[p.strip.id] for p in mine)
        leaves = (first - TO_SET) // 5 * 5
        edit = typed.get(role.name, {})
        called.append(
            CallRole(
                role=role.name,
                actor=role.person_name,
                makeup_place=str(edit.get("makeup_place") or source.makeup_place),
                makeup_at=str(edit.get("makeup_at") or clock_text(leaves - role.makeup_minutes)),
                leaves_at=str(edit.get("leaves_at") or clock_text(leaves)),
                scenes=tuple(p.strip.key for p in mine),
                status=mark_of(mine[0].day, worked[role.name]),
            )
        )
    return tuple(called)


def _sun(source: SheetSource, day: date) -> tuple[str, str]:
    if source.position is None:
        return "", ""
    return sun_times(day, latitude=source.position[0], longitude=source.position[1])


def _tips(source: SheetSource, today: Sequence[PlacedStrip]) -> tuple[str, ...]:
    """What the day itself asks to be careful of."""
    strips = [p.strip for p in today]
    tips = []
    crowd = [s for s in strips if sum(count or 1 for _, count in s.extras) >= 20]
    if crowd:
        most = max(sum(count or 1 for _, count in s.extras) for s in crowd)
        tips.append(f"{'、'.join(s.key for s in crowd[:4])} 大场面，群演最多 {most} 人，副导演提前一小时到场。")
    stunts = [s.key for s in strips if s.needs.get("武行")]
    if stunts:
        tips.append(f"{'、'.join(stunts[:6])} 有武行动作，先走位、查护具。")
    effects = [s.key for s in strips if s.needs.get("特效")]
    if effects:
        tips.append(f"{'、'.join(effects[:6])} 有特效，注意用火用电安全。")
    young = sorted({name for s in strips for name in s.cast if name in source.minors})
    if young:
        tips.append(f"{'、'.join(young)} 为未成年演员，监护人到场，不排夜戏，按时收工。")
    if any(s.light.value.endswith("外") for s in strips):
        tips.append("有外景：留意天气与日落时间，备好雨天预案。")
    return tuple(tips)


def _advance(source: SheetSource, day: date) -> tuple[str, ...]:
    """Tomorrow in a line for each place."""
    following = [p for p in source.placed if p.day == day + timedelta(days=1)]
    lines = []
    for name, block in groupby(following, key=lambda p: p.strip.space_name or p.strip.script_place):
        keys = [p.strip.key for p in block]
        lines.append(f"{name}：{'、'.join(keys)}")
    return tuple(lines[:8])
