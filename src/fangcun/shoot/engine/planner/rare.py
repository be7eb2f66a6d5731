"""The rules that few problems have: ways between sites, rest, minors' minutes, kit and the order of scenes.

They are counted afresh around the scene that moves, before and after, instead of being kept up to date: slower, but
each is a plain sum. What ``Problem`` leaves open is read as ``engine/checking`` reads it.
"""

from __future__ import annotations

import numpy as np

from fangcun.shoot.engine.compiled import compiled
from fangcun.shoot.engine.planner import fields as f
from fangcun.shoot.engine.planner.tables import Ints

BROKEN = 60


@compiled
def near(t: Ints, s: Ints, w: Ints, scene: int, a: int, b: int) -> tuple[int, int]:
    """Cost and points of the rare rules as far as the scene's going between the slots ``a`` and ``b`` touches them."""
    cost, points = 0, 0
    slot = s[t[f.SLOT] + scene]
    if slot >= 0:
        for at in range(t[t[f.EARLIER_AT] + scene], t[t[f.EARLIER_AT] + scene + 1]):
            if s[t[f.SLOT] + t[t[f.EARLIER] + at]] >= slot:
                points += BROKEN
        for at in range(t[t[f.LATER_AT] + scene], t[t[f.LATER_AT] + scene + 1]):
            if 0 <= s[t[f.SLOT] + t[t[f.LATER] + at]] <= slot:
                points += BROKEN
    crew = t[t[f.CREW] + scene]
    for step in range(2):
        slot = a if step == 0 else b
        if slot < 0 or (step == 1 and a == b):
            continue
        for at in range(t[t[f.KITS_AT] + scene], t[t[f.KITS_AT] + scene + 1]):
            points += BROKEN * lacking_kit(t, s, w, t[t[f.KITS] + at], slot)
        if t[f.TRAVELS] == 1:
            way = s[t[f.WAY] + crew * t[f.SLOTS] + slot]
            if way > 0:
                part, load = slot % t[f.PARTS], s[t[f.LOAD] + crew * t[f.SLOTS] + slot]
                over, most = load - t[t[f.PART_MINUTES] + part], load - t[t[f.PART_MOST] + part]
                cost += t[f.OVERTIME] * (max(0, over + way) - max(0, over))
                points += max(0, most + way) - max(0, most)
        day = slot // t[f.PARTS]
        if step == 1 and a >= 0 and a // t[f.PARTS] == day:
            continue
        for at in range(t[t[f.MINORS_AT] + scene], t[t[f.MINORS_AT] + scene + 1]):
            points += minutes_over(t, s, w, t[t[f.MINORS] + at], day)
        if t[f.TRAVELS] == 1:
            points += late_crew(t, s, w, crew, day)
    if t[f.REST] > 0 or t[f.TRAVELS] == 1:
        points += near_people(t, s, w, crew, a, b)
    return cost, points


@compiled
def near_people(t: Ints, s: Ints, w: Ints, crew: int, a: int, b: int) -> int:
    """Points of rest and of ways of all who are with the crew in one of two slots."""
    points = 0
    first = a // t[f.PARTS] if a >= 0 else b // t[f.PARTS]
    second = b // t[f.PARTS]
    for at in range(t[t[f.PLAYERS_OF_CREW_AT] + crew], t[t[f.PLAYERS_OF_CREW_AT] + crew + 1]):
        player = t[t[f.PLAYERS_OF_CREW] + at]
        row = t[f.PLAYER_SLOT] + player * t[f.SLOTS]
        # A scene that lies nowhere yet has people whom no slot shows.
        if a >= 0 and s[row + a] == 0 and s[row + b] == 0:
            continue
        person = t[t[f.PLAYER_PERSON] + player]
        if t[f.REST] > 0:
            points += lacking_rest(t, s, w, person, first - 1) + lacking_rest(t, s, w, person, first)
            if second != first and second != first + 1:
                points += lacking_rest(t, s, w, person, second - 1)
            if second != first and second != first - 1:
                points += lacking_rest(t, s, w, person, second)
        if t[f.TRAVELS] == 1:
            points += late_person(t, s, w, person, first)
            if second != first:
                points += late_person(t, s, w, person, second)
    return points


@compiled
def lacking_kit(t: Ints, s: Ints, w: Ints, kit: int, slot: int) -> int:
    """How many pieces of a kit are missing in a slot: each crew needs the most that one of its scenes needs."""
    needed, crew, most = 0, -1, 0
    for at in range(t[t[f.OF_KIT_AT] + kit], t[t[f.OF_KIT_AT] + kit + 1]):
        scene = t[t[f.OF_KIT] + at]
        if t[t[f.CREW] + scene] != crew:
            needed += most
            crew, most = t[t[f.CREW] + scene], 0
        if s[t[f.SLOT] + scene] == slot:
            most = max(most, t[t[f.OF_KIT_COUNT] + at])
    return max(0, needed + most - t[t[f.KIT_ROOM] + kit * t[f.SLOTS] + slot]) if needed + most > 0 else 0


@compiled
def minutes_over(t: Ints, s: Ints, w: Ints, person: int, day: int) -> int:
    """The minutes that a minor plays too long on a day."""
    minutes = 0
    for at in range(t[t[f.OF_MINOR_AT] + person], t[t[f.OF_MINOR_AT] + person + 1]):
        scene = t[t[f.OF_MINOR] + at]
        if s[t[f.SLOT] + scene] // t[f.PARTS] == day:
            minutes += t[t[f.MINUTES] + scene]
    return int(max(0, minutes - t[t[f.PERSON_MOST] + person]))


@compiled
def lacking_rest(t: Ints, s: Ints, w: Ints, person: int, day: int) -> int:
    """The minutes of rest that a person lacks after a day: from the real end to the next day's first part."""
    if day < 0 or day >= t[f.DAYS] - 1:
        return 0
    first = 0
    while first < t[f.PARTS] and s[t[f.PERSON_SLOT] + person * t[f.SLOTS] + (day + 1) * t[f.PARTS] + first] == 0:
        first += 1
    if first == t[f.PARTS]:
        return 0
    end = -1
    for part in range(t[f.PARTS]):
        if s[t[f.PERSON_SLOT] + person * t[f.SLOTS] + day * t[f.PARTS] + part] > 0:
            end = max(end, end_of(t, s, w, person, day * t[f.PARTS] + part))
    return max(0, end + t[f.REST] - 24 * 60 - t[t[f.PART_START] + first]) if end >= 0 else 0


@compiled
def end_of(t: Ints, s: Ints, w: Ints, person: int, slot: int) -> int:
    """When the crews with whom a person works in a slot really end, in minutes after midnight; -1 for none."""
    end = -1
    for at in range(t[t[f.PLAYERS_OF_PERSON_AT] + person], t[t[f.PLAYERS_OF_PERSON_AT] + person + 1]):
        player = t[t[f.PLAYERS_OF_PERSON] + at]
        if s[t[f.PLAYER_SLOT] + player * t[f.SLOTS] + slot] > 0:
            end = max(end, crew_end(t, s, w, t[t[f.PLAYER_CREW] + player], slot))
    return end


@compiled
def crew_end(t: Ints, s: Ints, w: Ints, crew: int, slot: int) -> int:
    """When a crew really ends its work of a slot, in minutes after midnight."""
    spent = s[t[f.LOAD] + crew * t[f.SLOTS] + slot] + s[t[f.WAY] + crew * t[f.SLOTS] + slot]
    return int(t[t[f.PART_START] + slot % t[f.PARTS]] + spent)


@compiled
def late_crew(t: Ints, s: Ints, w: Ints, crew: int, day: int) -> int:
    """The minutes by which a crew comes too late from one part of a day to the next that it works in."""
    late, before = 0, -1
    for slot in range(day * t[f.PARTS], (day + 1) * t[f.PARTS]):
        if s[t[f.SCENES] + crew * t[f.SLOTS] + slot] == 0:
            continue
        # The way is looked for only where the longest of all would be too long.
        if before >= 0 and crew_end(t, s, w, crew, before) + t[f.LONGEST] > t[t[f.PART_START] + slot % t[f.PARTS]]:
            way = 1 << 30
            for p in range(t[t[f.PAIRS_OF_CREW_AT] + crew], t[t[f.PAIRS_OF_CREW_AT] + crew + 1]):
                left = t[t[f.PAIRS_OF_CREW] + p]
                if s[t[f.PAIR_SLOT] + left * t[f.SLOTS] + before] > 0:
                    for q in range(t[t[f.PAIRS_OF_CREW_AT] + crew], t[t[f.PAIRS_OF_CREW_AT] + crew + 1]):
                        reached = t[t[f.PAIRS_OF_CREW] + q]
                        if s[t[f.PAIR_SLOT] + reached * t[f.SLOTS] + slot] > 0:
                            way = min(
                                way,
                                t[t[f.TRAVEL] + t[t[f.PAIR_SITE] + left] * t[f.SITES] + t[t[f.PAIR_SITE] + reached]],
                            )
            if way > 0:
                begins = t[t[f.PART_START] + slot % t[f.PARTS]]
                late += max(0, crew_end(t, s, w, crew, before) + way - begins)
        before = slot
    return late


@compiled
def late_person(t: Ints, s: Ints, w: Ints, person: int, day: int) -> int:
    """The same for a person, who may go from one crew to another."""
    late, before = 0, -1
    for slot in range(day * t[f.PARTS], (day + 1) * t[f.PARTS]):
        if s[t[f.PERSON_SLOT] + person * t[f.SLOTS] + slot] == 0:
            continue
        if before >= 0:
            spare = t[t[f.PART_START] + slot % t[f.PARTS]] - end_of(t, s, w, person, before)
            if t[f.LONGEST] > spare:
                way = nearest(t, s, w, person, before, slot)
                if way > 0:
                    late += max(0, way - spare)
        before = slot
    return late


@compiled
def nearest(t: Ints, s: Ints, w: Ints, person: int, before: int, slot: int) -> int:
    """Minutes between the nearest two sites of a person's scenes in two slots."""
    way = 1 << 30
    for p in range(t[t[f.PLAYERS_OF_PERSON_AT] + person], t[t[f.PLAYERS_OF_PERSON_AT] + person + 1]):
        player = t[t[f.PLAYERS_OF_PERSON] + p]
        for at in range(t[t[f.OF_PLAYER_AT] + player], t[t[f.OF_PLAYER_AT] + player + 1]):
            left = t[t[f.OF_PLAYER] + at]
            if s[t[f.SLOT] + left] != before:
                continue
            site = t[t[f.PAIR_SITE] + t[t[f.PAIR] + left]]
            for q in range(t[t[f.PLAYERS_OF_PERSON_AT] + person], t[t[f.PLAYERS_OF_PERSON_AT] + person + 1]):
                other = t[t[f.PLAYERS_OF_PERSON] + q]
                for to in range(t[t[f.OF_PLAYER_AT] + other], t[t[f.OF_PLAYER_AT] + other + 1]):
                    reached = t[t[f.OF_PLAYER] + to]
                    if s[t[f.SLOT] + reached] == slot:
                        way = min(way, t[t[f.TRAVEL] + site * t[f.SITES] + t[t[f.PAIR_SITE] + t[t[f.PAIR] + reached]]])
    return way


@compiled
def way_of(t: Ints, s: Ints, w: Ints, crew: int, slot: int) -> int:
    """Minutes of the shortest way through the sites of a crew in a slot, starting and ending anywhere.

    Held and Karp (1962) from four sites on; beyond ten, which no half day holds, the way in the order of the sites,
    which is never too short.
    """
    stops = np.empty(64, dtype=np.int64)
    count = 0
    for at in range(t[t[f.PAIRS_OF_CREW_AT] + crew], t[t[f.PAIRS_OF_CREW_AT] + crew + 1]):
        pair = t[t[f.PAIRS_OF_CREW] + at]
        if s[t[f.PAIR_SLOT] + pair * t[f.SLOTS] + slot] > 0 and count < 64:
            site = t[t[f.PAIR_SITE] + pair]
            known = False
            for i in range(count):
                known = known or stops[i] == site
            if not known:
                stops[count] = site
                count += 1
    if count < 2:
        return 0
    ways, sites = t[f.TRAVEL], t[f.SITES]
    if count == 2:
        return int(t[ways + stops[0] * sites + stops[1]])
    if count == 3:
        x, y = t[ways + stops[0] * sites + stops[1]], t[ways + stops[1] * sites + stops[2]]
        z = t[ways + stops[0] * sites + stops[2]]
        return int(x + y + z - max(x, max(y, z)))
    if count > 10:
        total = 0
        for i in range(count - 1):
            total += t[ways + stops[i] * sites + stops[i + 1]]
        return total
    best = np.full((1 << count, count), 1 << 30, dtype=np.int64)
    for i in range(count):
        best[1 << i, i] = 0
    for seen in range(1, 1 << count):
        for i in range(count):
            if seen >> i & 1:
                for j in range(count):
                    if not seen >> j & 1:
                        grown = best[seen, i] + t[ways + stops[i] * sites + stops[j]]
                        best[seen | 1 << j, j] = min(best[seen | 1 << j, j], grown)
    return int(best[(1 << count) - 1].min())
