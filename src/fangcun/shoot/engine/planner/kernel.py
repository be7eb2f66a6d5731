"""The compiled heart of the search: what a plan costs when one scene is put into a slot or taken out of it.

Every move is made of these two, so that each rule is written once. Costs are exact; broken rules are counted in points,
one for a minute too long and `BROKEN` for anything else, and weighed by the annealing.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fangcun.shoot.engine.compiled import counted_free
from fangcun.shoot.engine.planner.tables import Ints, Tables

BROKEN = 60


class State(NamedTuple):
    """A plan with its counters, changed in place. ``slot`` is -1 for a scene that is taken out.

    ``total`` holds the cost and the points of broken rules.
    """

    slot: Ints
    load: Ints  # crew × slot, minutes with moves and ways
    in_slot: Ints  # crew × slot: scenes
    in_day: Ints  # crew × day: scenes
    pair_slot: Ints  # (crew, place) × slot: scenes
    pair_day: Ints  # (crew, place) × day: scenes
    site_slot: Ints  # crew × slot × site: scenes
    sites: Ints  # crew × slot: bits of the sites in use
    place_slot: Ints  # place × slot: crews
    player_slot: Ints  # (crew, person) × slot: scenes
    person_slot: Ints  # person × slot: crews
    person_day: Ints  # person × day: minutes in scenes
    role_day: Ints  # role × day: scenes
    kit_slot: Ints  # kit × slot: pieces
    total: Ints


def empty_state(tables: Tables) -> State:
    """A plan without a scene in it."""
    days, parts = int(tables.numbers[0]), int(tables.numbers[1])
    slots, crews = days * parts, len(tables.crew_scene_start) - 1
    sites = max(1, int(np.log2(len(tables.way)))) if len(tables.way) > 1 else 1

    def zeros(*shape: int) -> NDArray[np.int64]:
        return np.zeros(shape, dtype=np.int64)

    return State(
        np.full(len(tables.crew), -1, dtype=np.int64),
        zeros(crews, slots),
        zeros(crews, slots),
        zeros(crews, days),
        zeros(len(tables.pair_place), slots),
        zeros(len(tables.pair_place), days),
        zeros(crews, slots, sites),
        zeros(crews, slots),
        zeros(len(tables.place_capacity), slots),
        zeros(max(1, len(tables.player_person)), slots),
        zeros(max(1, len(tables.person_limit)), slots),
        zeros(max(1, len(tables.person_limit)), days),
        zeros(max(1, len(tables.rate)), days),
        zeros(*tables.kit_limit.shape),
        zeros(2),
    )


@counted_free
def over(value: int, limit: int) -> int:
    """How much a value passes its limit."""
    return value - limit if value > limit else 0


@counted_free
def span_of(counts: Ints) -> int:
    """Days from the first to the last with anything in them, both counted; 0 for none."""
    last = len(counts) - 1
    while last >= 0 and counts[last] == 0:
        last -= 1
    first = 0
    while first < last and counts[first] == 0:
        first += 1
    return last - first + 1


@counted_free
def put(tables: Tables, state: State, scene: int, slot: int, sign: int) -> None:
    """Put a scene into a slot (``sign`` 1) or take it out of the one it is in (-1), and bring the total up to date."""
    parts = tables.numbers[1]
    day, part = slot // parts, slot % parts
    crew, pair = tables.crew[scene], tables.pair[scene]
    minutes = tables.minutes[scene]
    cost = 0
    points = 0
    rests = tables.numbers[3] > 0
    if rests:
        points -= rest_points(tables, state, crew, day)

    # The slot's load: minutes of scenes, a move for each place, the way through the sites.
    before = state.load[crew, slot]
    grown = sign * minutes
    state.pair_slot[pair, slot] += sign
    if state.pair_slot[pair, slot] == (1 if sign > 0 else 0):
        grown += sign * tables.numbers[2]
        cost += sign * tables.prices[0]
        place = tables.pair_place[pair]
        capacity = tables.place_capacity[place]
        points -= BROKEN * over(state.place_slot[place, slot], capacity)
        state.place_slot[place, slot] += sign
        points += BROKEN * over(state.place_slot[place, slot], capacity)
        site = tables.pair_site[pair]
        state.site_slot[crew, slot, site] += sign
        if state.site_slot[crew, slot, site] == (1 if sign > 0 else 0):
            grown -= tables.way[state.sites[crew, slot]]
            state.sites[crew, slot] ^= 1 << site
            grown += tables.way[state.sites[crew, slot]]
    after = before + grown
    state.load[crew, slot] = after
    normal, most = tables.part_minutes[part], tables.part_minutes[part] + tables.part_overtime[part]
    cost += tables.prices[1] * (over(after, normal) - over(before, normal))
    points += over(after, most) - over(before, most)

    # What is paid by the day.
    state.pair_day[pair, day] += sign
    if state.pair_day[pair, day] == (1 if sign > 0 else 0):
        cost += sign * tables.place_cost[tables.pair_place[pair]]
    state.in_slot[crew, slot] += sign
    if tables.part_night[part] == 1 and state.in_slot[crew, slot] == (1 if sign > 0 else 0):
        cost += sign * tables.prices[2]
    state.in_day[crew, day] += sign
    if state.in_day[crew, day] == (1 if sign > 0 else 0):
        cost += sign * tables.prices[3]
    for at in range(tables.role_start[scene], tables.role_start[scene + 1]):
        role = tables.roles[at]
        counts = state.role_day[role]
        if sign > 0:
            if counts[day] == 0:
                held = span_of(counts)
                counts[day] = 1
                cost += tables.rate[role] * (span_of(counts) - held)
            else:
                counts[day] += 1
        else:
            counts[day] -= 1
            if counts[day] == 0:
                counts[day] = 1
                held = span_of(counts)
                counts[day] = 0
                cost += tables.rate[role] * (span_of(counts) - held)

    # People and kit are shared by all crews.
    for at in range(tables.player_start[scene], tables.player_start[scene + 1]):
        player = tables.players[at]
        person = tables.player_person[player]
        state.player_slot[player, slot] += sign
        if state.player_slot[player, slot] == (1 if sign > 0 else 0):
            points -= BROKEN * over(state.person_slot[person, slot], 1)
            state.person_slot[person, slot] += sign
            points += BROKEN * over(state.person_slot[person, slot], 1)
        limit = tables.person_limit[person]
        if limit >= 0:
            points -= over(state.person_day[person, day], limit)
            state.person_day[person, day] += sign * minutes
            points += over(state.person_day[person, day], limit)
    for at in range(tables.kit_start[scene], tables.kit_start[scene + 1]):
        kit = tables.kit[at, 0]
        limit = tables.kit_limit[kit, slot]
        points -= BROKEN * over(state.kit_slot[kit, slot], limit)
        state.kit_slot[kit, slot] += sign * tables.kit[at, 1]
        points += BROKEN * over(state.kit_slot[kit, slot], limit)

    if tables.was[scene] >= 0 and tables.was[scene] != slot:
        cost += sign * tables.prices[4]
    for at in range(tables.after_start[scene], tables.after_start[scene + 1]):
        other = state.slot[tables.after[at]]
        if other >= slot:
            points += sign * BROKEN
    for at in range(tables.before_start[scene], tables.before_start[scene + 1]):
        other = state.slot[tables.before[at]]
        if 0 <= other <= slot:
            points += sign * BROKEN
    if tables.allowed[scene, slot] == 0:
        points += sign * BROKEN
    state.slot[scene] = slot if sign > 0 else -1
    if rests:
        points += rest_points(tables, state, crew, day)
    state.total[0] += cost
    state.total[1] += points


@counted_free
def rest_points(tables: Tables, state: State, crew: int, day: int) -> int:
    """The minutes of rest that the people of a crew lack before and after a day."""
    points = 0
    for player in range(tables.crew_player_start[crew], tables.crew_player_start[crew + 1]):
        person = tables.player_person[player]
        for evening in range(day - 1, day + 1):
            if 0 <= evening < tables.numbers[0] - 1:
                points += lacking_rest(tables, state, person, evening)
    return points


@counted_free
def lacking_rest(tables: Tables, state: State, person: int, evening: int) -> int:
    """The minutes that a person lacks between the real end of a day's work and the first part of the next day."""
    parts = tables.numbers[1]
    first = 0
    while first < parts and state.person_slot[person, (evening + 1) * parts + first] == 0:
        first += 1
    if first == parts:
        return 0
    end = -1
    for part in range(parts):
        slot = evening * parts + part
        if state.person_slot[person, slot] > 0:
            for at in range(tables.person_player_start[person], tables.person_player_start[person + 1]):
                player = tables.person_players[at]
                if state.player_slot[player, slot] > 0:
                    end = max(end, tables.part_start[part] + state.load[tables.player_crew[player], slot])
    if end < 0:
        return 0
    return over(tables.numbers[3], 1440 + tables.part_start[first] - end)


@counted_free
def fill(tables: Tables, state: State, slots: Ints) -> None:
    """Put every scene into its slot of ``slots`` (-1 leaves it out); the state must be empty."""
    for scene in range(len(slots)):
        if slots[scene] >= 0:
            put(tables, state, scene, slots[scene], 1)
