"""The cost of a plan as the objective of a constraint model (``modelling.Rules``).

What standing scenes cost anyway is left out.
"""

from __future__ import annotations

from typing import Any

from fangcun.shoot.engine.modelling import Rules

_MISSING = 1000  # a scene without a slot costs as much as so many moves of the dearest kind


def price(rules: Rules, *, missing: int | None = None) -> None:
    """Minimise the cost of ``Prices``, roles and places. ``missing`` is charged for each scene that finds no slot."""
    terms: list[Any] = [
        *_moves(rules),
        *_overtime(rules),
        *_days(rules),
        *_holding(rules),
        *_place_days(rules),
        *_changes(rules),
    ]
    prices = rules.problem.prices
    dear = max(1, prices.set_move, prices.change, prices.crew_day, prices.overtime_minute * 60)
    dear = max([dear, *(role.day_rate for crew in rules.problem.crews for role in crew.roles)])
    worth = missing if missing is not None else _MISSING * dear
    rules.model.minimize(sum(terms) + worth * sum(rules.missing.values()))


def _moves(rules: Rules) -> list[Any]:
    return [rules.problem.prices.set_move * used for used in rules.used_place.values()]


def _overtime(rules: Rules) -> list[Any]:
    price, parts = rules.problem.prices.overtime_minute, rules.problem.parts
    terms: list[Any] = []
    if price:
        for (_, slot), load in rules.load.items():
            part = parts[slot % len(parts)]
            over = rules.model.new_int_var(0, 24 * 60, "")
            rules.model.add(over >= load - part.minutes)
            terms.append(price * over)
    return terms


def _days(rules: Rules) -> list[Any]:
    prices, parts = rules.problem.prices, rules.problem.parts
    terms: list[Any] = []
    nights: dict[tuple[int, int], Any] = {}
    days: dict[tuple[int, int], Any] = {}
    worked = {(crew, slot // len(parts)) for crew, slot in rules.stood}
    for (scene, slot), literal in rules.at.items():
        crew, day = scene[0], slot // len(parts)
        if prices.night and parts[slot % len(parts)].night and (crew, slot) not in rules.stood:
            rules.model.add_implication(literal, _bool(rules, nights, (crew, slot)))
        if prices.crew_day and (crew, day) not in worked:
            rules.model.add_implication(literal, _bool(rules, days, (crew, day)))
    terms += [prices.night * used for used in nights.values()]
    terms += [prices.crew_day * used for used in days.values()]
    return terms


def _holding(rules: Rules) -> list[Any]:
    problem, parts = rules.problem, len(rules.problem.parts)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for (crew, index), slot in rules.standing.items():
        for role in problem.crews[crew].scenes[index].roles:
            first, last = spans.get((crew, role), (slot // parts, slot // parts))
            spans[crew, role] = (min(first, slot // parts), max(last, slot // parts))
    free: dict[tuple[int, int], list[Any]] = {}
    for scene in rules.free:
        for role in problem.crews[scene[0]].scenes[scene[1]].roles:
            free.setdefault((scene[0], role), []).append(scene)
    terms: list[Any] = []
    for (crew, role), scenes in free.items():
        rate = problem.crews[crew].roles[role].day_rate
        if not rate:
            continue
        held = (crew, role) in spans
        first, last = spans.get((crew, role), (problem.days - 1, 0))
        start = rules.model.new_int_var(0, first, "")
        end = rules.model.new_int_var(last, problem.days - 1, "")
        for scene in scenes:
            for slot in rules.slots_of[scene]:
                day, literal = slot // parts, rules.at[scene, slot]
                if day < first or not held:
                    rules.model.add(start <= day).only_enforce_if(literal)
                if day > last or not held:
                    rules.model.add(end >= day).only_enforce_if(literal)
        terms.append(rate * (end - start))
        if not held:  # all may be missing: then start may pass end, and only the model's constant is off
            terms.append(rate)
    return terms


def _place_days(rules: Rules) -> list[Any]:
    problem, parts = rules.problem, len(rules.problem.parts)
    used: dict[tuple[int, int, int], Any] = {}
    stood = {(s[0], problem.crews[s[0]].scenes[s[1]].place, slot // parts) for s, slot in rules.standing.items()}
    for (scene, slot), literal in rules.at.items():
        place = problem.crews[scene[0]].scenes[scene[1]].place
        key = (scene[0], place, slot // parts)
        if problem.places[place].day_cost and key not in stood:
            rules.model.add_implication(literal, _bool3(rules, used, key))
    return [problem.places[place].day_cost * literal for (_, place, _), literal in used.items()]


def _changes(rules: Rules) -> list[Any]:
    change = rules.problem.prices.change
    return [change * (1 - literal) for literal in stays(rules).values()] if change else []


def stays(rules: Rules) -> dict[tuple[int, int], Any]:
    """Free scene → the literal of its old slot, for those that can stay."""
    found: dict[tuple[int, int], Any] = {}
    for scene in rules.free:
        was = rules.problem.crews[scene[0]].scenes[scene[1]].was
        if was is not None and (scene, was) in rules.at:
            found[scene] = rules.at[scene, was]
    return found


def _bool(rules: Rules, known: dict[tuple[int, int], Any], key: tuple[int, int]) -> Any:
    if key not in known:
        known[key] = rules.model.new_bool_var("")
    return known[key]


def _bool3(rules: Rules, known: dict[tuple[int, int, int], Any], key: tuple[int, int, int]) -> Any:
    if key not in known:
        known[key] = rules.model.new_bool_var("")
    return known[key]
