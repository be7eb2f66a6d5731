"""What is different on a call sheet since the one that was issued before: marks on the lines, and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fangcun.shoot.contracts import CallPlace, CallRole, CallRow, CallSheetData
from fangcun.shoot.engine.papers.clocks import minutes_of

SHIFT = 15
"""Minutes by which a scene must move before its line is marked: smaller shifts happen on every set."""

_HEAD = {"leaves_at": "出发", "breakfast": "早餐", "weather": "天气", "place": "地点", "director": "导演"}


def changes_between(old: CallSheetData, new: CallSheetData) -> CallSheetData:
    """``new`` with its changed lines marked and all differences in words."""
    before = {row.key: (place.place, row) for place in old.places for row in place.rows}
    now = {row.key for place in new.places for row in place.rows}
    words = list(_head(old, new))
    places: list[CallPlace] = []
    for place in new.places:
        rows: list[CallRow] = []
        for row in place.rows:
            found = list(_row(before.get(row.key), place.place, row))
            words += found
            rows.append(replace(row, changed=bool(found)))
        places.append(replace(place, rows=tuple(rows)))
    words += [f"取消 {key}" for key in before if key not in now]
    was = {role.role: role for role in old.roles}
    roles: list[CallRole] = []
    for role in new.roles:
        found = list(_role(was.get(role.role), role))
        words += found
        roles.append(replace(role, changed=bool(found)))
    words += [f"{name} 今日不叫" for name in was if name not in {role.role for role in new.roles}]
    return replace(new, places=tuple(places), roles=tuple(roles), changes=tuple(words))


def _head(old: CallSheetData, new: CallSheetData) -> Iterator[str]:
    for name, word in _HEAD.items():
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield f"{word} {was or '未定'} → {now or '未定'}"
    for tip in new.tips:
        if tip not in old.tips:
            yield f"新提示：{tip}"


def _row(before: tuple[str, CallRow] | None, place: str, row: CallRow) -> Iterator[str]:
    if before is None:
        yield f"新增 {row.key}"
        return
    was_place, was = before
    if was_place != place:
        yield f"{row.key} 地点 {was_place} → {place}"
    if shifted(was.starts_at, row.starts_at):
        yield f"{row.key} {was.starts_at} → {row.starts_at}"
    if was.minutes != row.minutes:
        yield f"{row.key} 预计 {was.minutes} → {row.minutes} 分钟"
    if was.light is not row.light:
        yield f"{row.key} {was.light.value} → {row.light.value}"
    gone, come = set(was.marks) - set(row.marks), [name for name in row.marks if name not in was.marks]
    if gone or come:
        yield f"{row.key} 角色 " + " ".join([*(f"+{n}" for n in come), *(f"-{n}" for n in sorted(gone))])
    if (was.synopsis, was.needs, was.extras, was.featured) != (row.synopsis, row.needs, row.extras, row.featured):
        yield f"{row.key} 内容或服化道有改"
    if was.note != row.note:
        yield f"{row.key} 备注：{row.note or '删去'}"


def _role(was: CallRole | None, role: CallRole) -> Iterator[str]:
    if was is None:
        yield f"加叫 {role.role}"
        return
    if was.actor != role.actor:
        yield f"{role.role} 演员 {was.actor or '待定'} → {role.actor or '待定'}"
    if was.makeup_place != role.makeup_place:
        yield f"{role.role} 化妆地 → {role.makeup_place}"
    if was.makeup_at != role.makeup_at or was.leaves_at != role.leaves_at:
        yield f"{role.role} 到妆 {was.makeup_at} → {role.makeup_at}，出发 {was.leaves_at} → {role.leaves_at}"


def shifted(was: str, now: str) -> bool:
    """Whether a time moved by enough to be told."""
    a, b = minutes_of(was), minutes_of(now)
    return was != now if a is None or b is None else abs(a - b) >= SHIFT
