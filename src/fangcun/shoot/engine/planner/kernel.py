"""The heart of the search: what a plan's cost changes by when one scene goes from one slot to another.

``peek`` reads what a move would change, ``update`` carries it out, ``shift`` does both with the rare rules. Costs are
exact. Broken rules count in points, one for a minute too many and ``BROKEN`` for anything else; the annealing weighs
them. Each rule is written once.
"""

from __future__ import annotations

from fangcun.shoot.engine.compiled import compiled
from fangcun.shoot.engine.planner import fields as f
from fangcun.shoot.engine.planner.rare import near, way_of
from fangcun.shoot.engine.planner.tables import Ints

BROKEN = 60


@compiled
def peek(t: Ints, s: Ints, w: Ints, scene: int, there: int) -> tuple[int, int]:
    """What the cost and the points would change by if the scene went to the slot ``there``. Ways, rest, kit, minors
    and the order of scenes are left to ``near``. A scene that lies nowhere comes in."""
    here = s[t[f.SLOT] + scene]
    crew, pair, minutes = t[t[f.CREW] + scene], t[t[f.PAIR] + scene], t[t[f.MINUTES] + scene]
    place, parts = t[t[f.PAIR_PLACE] + pair], t[f.PARTS]
    cost, points = 0, 0
    if here >= 0:
        left = minutes
        if s[t[f.PAIR_SLOT] + pair * t[f.SLOTS] + here] == 1:
            left += t[f.MOVE_MINUTES]
            cost -= t[f.SET_MOVE]
            if s[t[f.PLACE_SLOT] + place * t[f.SLOTS] + here] > t[t[f.CAPACITY] + place]:
                points -= BROKEN
        part = here % parts
        load = s[t[f.LOAD] + crew * t[f.SLOTS] + here]
        over = load - t[t[f.PART_MINUTES] + part]
        if over > 0:
            cost -= t[f.OVERTIME] * min(over, left)
            over = load - t[t[f.PART_MOST] + part]
            if over > 0:
                points -= min(over, left)
        if t[t[f.PART_NIGHT] + part] == 1 and s[t[f.SCENES] + crew * t[f.SLOTS] + here] == 1:
            cost -= t[f.NIGHT]
        for at in range(t[t[f.PLAYERS_AT] + scene], t[t[f.PLAYERS_AT] + scene + 1]):
            player = t[t[f.PLAYERS] + at]
            if (
                s[t[f.PLAYER_SLOT] + player * t[f.SLOTS] + here] == 1
                and s[t[f.PERSON_SLOT] + t[t[f.PLAYER_PERSON] + player] * t[f.SLOTS] + here] > 1
            ):
                points -= BROKEN
    grown = minutes
    if s[t[f.PAIR_SLOT] + pair * t[f.SLOTS] + there] == 0:
        grown += t[f.MOVE_MINUTES]
        cost += t[f.SET_MOVE]
        if s[t[f.PLACE_SLOT] + place * t[f.SLOTS] + there] >= t[t[f.CAPACITY] + place]:
            points += BROKEN
    part = there % parts
    load = s[t[f.LOAD] + crew * t[f.SLOTS] + there] + grown
    over = load - t[t[f.PART_MINUTES] + part]
    if over > 0:
        cost += t[f.OVERTIME] * min(over, grown)
        over = load - t[t[f.PART_MOST] + part]
        if over > 0:
            points += min(over, grown)
    if t[t[f.PART_NIGHT] + part] == 1 and s[t[f.SCENES] + crew * t[f.SLOTS] + there] == 0:
        cost += t[f.NIGHT]
    for at in range(t[t[f.PLAYERS_AT] + scene], t[t[f.PLAYERS_AT] + scene + 1]):
        player = t[t[f.PLAYERS] + at]
        if (
            s[t[f.PLAYER_SLOT] + player * t[f.SLOTS] + there] == 0
            and s[t[f.PERSON_SLOT] + t[t[f.PLAYER_PERSON] + player] * t[f.SLOTS] + there] > 0
        ):
            points += BROKEN
    if t[t[f.WAS] + scene] >= 0:
        if here >= 0 and here != t[t[f.WAS] + scene]:
            cost -= t[f.CHANGE]
        if there != t[t[f.WAS] + scene]:
            cost += t[f.CHANGE]
    old, new = here // parts if here >= 0 else -1, there // parts
    if old == new:
        return cost, points
    if old >= 0:
        if s[t[f.CREW_DAYS] + crew * t[f.DAYS] + old] == 1:
            cost -= t[f.CREW_DAY]
        if s[t[f.PAIR_DAY] + pair * t[f.DAYS] + old] == 1:
            cost -= t[t[f.PAIR_COST] + pair]
    if s[t[f.CREW_DAYS] + crew * t[f.DAYS] + new] == 0:
        cost += t[f.CREW_DAY]
    if s[t[f.PAIR_DAY] + pair * t[f.DAYS] + new] == 0:
        cost += t[t[f.PAIR_COST] + pair]
    for at in range(t[t[f.ROLES_AT] + scene], t[t[f.ROLES_AT] + scene + 1]):
        role = t[t[f.ROLES] + at]
        first, last = s[t[f.FIRST] + role], s[t[f.LAST] + role]
        held = last - first + 1
        if old >= 0 and s[t[f.ROLE_DAY] + role * t[f.DAYS] + old] == 1:
            if old == first:
                first += 1
                while first <= last and s[t[f.ROLE_DAY] + role * t[f.DAYS] + first] == 0:
                    first += 1
            if old == last:
                last -= 1
                while last >= first and s[t[f.ROLE_DAY] + role * t[f.DAYS] + last] == 0:
                    last -= 1
        if first > last:
            cost += t[t[f.RATE] + role] * (1 - (held if old >= 0 else 0))
        else:
            cost += t[t[f.RATE] + role] * (max(last, new) - min(first, new) + 1 - held)
    return cost, points


@compiled
def update(t: Ints, s: Ints, w: Ints, scene: int, there: int) -> None:
    """Carry a move out in all counters but the total. ``there`` is -1 for a scene that goes out."""
    here = s[t[f.SLOT] + scene]
    crew, pair, parts = t[t[f.CREW] + scene], t[t[f.PAIR] + scene], t[f.PARTS]
    place = t[t[f.PAIR_PLACE] + pair]
    for step in range(2):
        slot = here if step == 0 else there
        if slot < 0:
            continue
        sign = -1 if step == 0 else 1
        edge = 0 if step == 0 else 1
        day = slot // parts
        s[t[f.LOAD] + crew * t[f.SLOTS] + slot] += sign * t[t[f.MINUTES] + scene]
        s[t[f.SCENES] + crew * t[f.SLOTS] + slot] += sign
        s[t[f.PAIR_SLOT] + pair * t[f.SLOTS] + slot] += sign
        if s[t[f.PAIR_SLOT] + pair * t[f.SLOTS] + slot] == edge:
            s[t[f.LOAD] + crew * t[f.SLOTS] + slot] += sign * t[f.MOVE_MINUTES]
            s[t[f.PLACE_SLOT] + place * t[f.SLOTS] + slot] += sign
            if t[f.TRAVELS] == 1:
                s[t[f.WAY] + crew * t[f.SLOTS] + slot] = way_of(t, s, w, crew, slot)
        for at in range(t[t[f.PLAYERS_AT] + scene], t[t[f.PLAYERS_AT] + scene + 1]):
            player = t[t[f.PLAYERS] + at]
            s[t[f.PLAYER_SLOT] + player * t[f.SLOTS] + slot] += sign
            if s[t[f.PLAYER_SLOT] + player * t[f.SLOTS] + slot] == edge:
                s[t[f.PERSON_SLOT] + t[t[f.PLAYER_PERSON] + player] * t[f.SLOTS] + slot] += sign
        s[t[f.CREW_DAYS] + crew * t[f.DAYS] + day] += sign
        s[t[f.PAIR_DAY] + pair * t[f.DAYS] + day] += sign
        for at in range(t[t[f.ROLES_AT] + scene], t[t[f.ROLES_AT] + scene + 1]):
            s[t[f.ROLE_DAY] + t[t[f.ROLES] + at] * t[f.DAYS] + day] += sign
    s[t[f.SLOT] + scene] = there
    old = here // parts if here >= 0 else -1
    new = there // parts if there >= 0 else -1
    if old == new:
        return
    for at in range(t[t[f.ROLES_AT] + scene], t[t[f.ROLES_AT] + scene + 1]):
        role = t[t[f.ROLES] + at]
        if new >= 0:
            s[t[f.FIRST] + role] = min(s[t[f.FIRST] + role], new)
            s[t[f.LAST] + role] = max(s[t[f.LAST] + role], new)
        if old >= 0 and s[t[f.ROLE_DAY] + role * t[f.DAYS] + old] == 0:
            first, last = s[t[f.FIRST] + role], s[t[f.LAST] + role]
            while first <= last and s[t[f.ROLE_DAY] + role * t[f.DAYS] + first] == 0:
                first += 1
            while last >= first and s[t[f.ROLE_DAY] + role * t[f.DAYS] + last] == 0:
                last -= 1
            if first > last:
                first, last = t[f.DAYS], -1
            s[t[f.FIRST] + role], s[t[f.LAST] + role] = first, last


@compiled
def shift(t: Ints, s: Ints, w: Ints, scene: int, there: int) -> None:
    """Put a scene into a slot and bring the total up to date."""
    if s[t[f.SLOT] + scene] == there:
        return
    cost, points = peek(t, s, w, scene, there)
    if t[f.RARE] == 1:
        here = s[t[f.SLOT] + scene]
        less, fewer = near(t, s, w, scene, here, there)
        update(t, s, w, scene, there)
        more, further = near(t, s, w, scene, here, there)
        cost += more - less
        points += further - fewer
    else:
        update(t, s, w, scene, there)
    w[f.COST] += cost
    w[f.POINTS] += points


def fill(t: Ints, s: Ints, w: Ints, slots: Ints) -> None:
    """Make the plan equal to ``slots``."""
    for scene, slot in enumerate(slots.tolist()):
        if slot >= 0:
            shift(t, s, w, scene, slot)


def settle(t: Ints, s: Ints, w: Ints, scenes: Ints, *, weight: float) -> None:
    """Put each of the scenes into the slot open to it that costs the least, a point at ``weight``."""
    for scene in scenes.tolist():
        here = int(s[t[f.SLOT] + scene])
        prices: list[tuple[float, int]] = []
        start = t[f.CHOICES]
        for there in t[start + t[t[f.CHOICES_AT] + scene] : start + t[t[f.CHOICES_AT] + scene + 1]].tolist():
            before = w.copy()
            shift(t, s, w, scene, there)
            prices.append((float(w[f.COST] - before[f.COST] + weight * (w[f.POINTS] - before[f.POINTS])), there))
            update(t, s, w, scene, here)
            w[:] = before
        shift(t, s, w, scene, min(prices)[1])
