"""The checker as a whole: near looks agree with far ones, and a second, brute reading of the rules agrees with both."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations, pairwise, permutations

from checker_stage import crew, lead, problem, random_plan, random_problem, scene
from hypothesis import given, settings
from hypothesis import strategies as st

from fangcun.shoot.contracts import CostParts, Place, Problem, RuleKind, SceneJob
from fangcun.shoot.engine.checking import check, clashes_of, costs
from fangcun.shoot.engine.checking.ways import way_minutes

seeds = st.integers(0, 10_000)


@given(seeds, st.data())
@settings(max_examples=60, deadline=None)
def test_a_near_look_finds_what_the_far_one_finds(seed: int, data: st.DataObject) -> None:
    posed = random_problem(seed)
    plan = random_plan(posed, seed + 1)
    every = [(c, s) for c, one in enumerate(posed.crews) for s in range(len(one.scenes))]
    touched = data.draw(st.sets(st.sampled_from(every), min_size=1, max_size=4))
    expected = tuple(v for v in check(posed, plan) if touched & set(v.scenes))
    assert clashes_of(posed, plan, touched) == expected


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_a_second_reading_of_the_rules_counts_the_same(seed: int) -> None:
    posed = random_problem(seed)
    plan = random_plan(posed, seed + 2)
    assert Counter(v.rule for v in check(posed, plan)) == brute(posed, plan)


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_every_violation_names_its_scenes_and_reads_as_a_sentence(seed: int) -> None:
    posed = random_problem(seed)
    for violation in check(posed, random_plan(posed, seed)):
        assert violation.scenes
        assert {c for c, _ in violation.scenes} == set(violation.crews)
        assert any(posed.crews[c].scenes[s].key in violation.message for c, s in violation.scenes) or (
            violation.rule in (RuleKind.OVERTIME, RuleKind.REST, RuleKind.TRAVEL)
        )


@given(st.lists(st.lists(st.integers(0, 90), min_size=5, max_size=5), min_size=5, max_size=5))
@settings(max_examples=40, deadline=None)
def test_the_shortest_way_is_the_shortest_of_all_orders(rows: list[list[int]]) -> None:
    travel = [[0 if a == b else rows[min(a, b)][max(a, b)] for b in range(5)] for a in range(5)]
    orders = (sum(travel[a][b] for a, b in pairwise(way)) for way in permutations(range(5)))
    assert way_minutes(travel, range(5)) == min(orders)


def test_cost_by_cause() -> None:
    job = crew(
        "药铺",
        scene("1-1", minutes=250, roles=(0,), was=0),
        scene("1-2", place=1, night=True, roles=(0,), was=2),
        scene("1-3", place=1, was=4),
        roles=(lead(3000),),
    )
    posed = problem(job, places=(Place("聚义厅", day_cost=90), Place("后院", day_cost=7)), set_move_minutes=10)
    assert costs(posed, (0, 5, 5)) == CostParts(
        holding=2 * 3000,
        moves=2 * 400,
        overtime=20 * 20,
        nights=50,
        crew_days=2 * 1000,
        places=90 + 7,
        changes=2 * 300,
    )
    assert costs(posed, (None, None, None)) == CostParts()


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_a_second_reading_of_the_prices_comes_to_the_same(seed: int) -> None:
    posed = random_problem(seed)
    plan = random_plan(posed, seed + 3)
    assert costs(posed, plan) == brute_costs(posed, plan)


def brute(posed: Problem, plan: list[int | None]) -> Counter[RuleKind]:
    """Violations counted scene by scene and pair by pair."""
    found: Counter[RuleKind] = Counter()
    rows = [(c, s, job) for c, one in enumerate(posed.crews) for s, job in enumerate(one.scenes)]
    placed = [(c, s, job, slot) for (c, s, job), slot in zip(rows, plan, strict=True) if slot is not None]
    slot_of = {(c, s): slot for c, s, _, slot in placed}
    who = {(c, s): {posed.crews[c].roles[r].performer for r in job.roles} - {None} for c, s, job in rows}
    found[RuleKind.MISSING] = len(rows) - len(placed)
    for c, s, job, slot in placed:
        dark = slot % 3 == 2
        found[RuleKind.LIGHT] += (job.night and not dark) or (dark and job.exterior and not job.night)
        found[RuleKind.CLOSED] += job.fixed not in (None, slot) or not (job.only is None or slot in job.only)
        found[RuleKind.PLACE_CLOSED] += slot in posed.places[job.place].closed
        found[RuleKind.PERSON_AWAY] += sum(slot in posed.people[p].away for p in who[c, s])
        found[RuleKind.CREW_AWAY] += slot in posed.crews[c].away
        found[RuleKind.ORDER] += sum(slot_of.get((c, e), -1) >= slot for e in job.after)
    ends = {}
    for c in range(len(posed.crews)):
        for slot in range(posed.slots):
            here = [job for cc, _, job, t in placed if (cc, t) == (c, slot)]
            if here:
                sites = {posed.places[job.place].site for job in here}
                ways = [sum(posed.travel[a][b] for a, b in pairwise(w)) for w in permutations(sites)]
                load = sum(job.minutes for job in here) + 20 * len({job.place for job in here}) + min(ways)
                part = posed.parts[slot % 3]
                found[RuleKind.OVERTIME] += load > part.minutes + part.overtime
                ends[c, slot] = part.start + load
    for slot in range(posed.slots):
        here_now = [(c, s, job) for c, s, job, t in placed if t == slot]
        for place, room in enumerate(posed.places):
            found[RuleKind.PLACE_TAKEN] += len({c for c, _, job in here_now if job.place == place}) > room.capacity
        for p in range(len(posed.people)):
            found[RuleKind.PERSON_TAKEN] += len({c for c, s, _ in here_now if p in who[c, s]}) > 1
            found[RuleKind.MINOR] += (
                posed.people[p].no_night and slot % 3 == 2 and any(p in who[c, s] for c, s, _ in here_now)
            )
        lamps: dict[int, int] = defaultdict(int)
        for c, _, job in here_now:
            lamps[c] = max(lamps[c], dict(job.kit).get(0, 0))
        found[RuleKind.KIT] += sum(lamps.values()) > posed.kit[0].count - dict(posed.kit[0].taken).get(slot, 0) and any(
            lamps.values()
        )
    for p, person in enumerate(posed.people):
        work = [(slot, c, job) for c, s, job, slot in placed if p in who[c, s]]
        for day in range(posed.days):
            minutes = sum(job.minutes for slot, _, job in work if slot // 3 == day)
            found[RuleKind.MINOR] += person.day_minutes is not None and minutes > person.day_minutes
            late = [ends[c, slot] for slot, c, _ in work if slot // 3 == day]
            early = [posed.parts[slot % 3].start + 1440 for slot, _, _ in work if slot // 3 == day + 1]
            found[RuleKind.REST] += bool(late and early) and min(early) - max(late) < posed.rest_minutes
        found[RuleKind.TRAVEL] += _late(posed, [(slot, job, ends[c, slot]) for slot, c, job in work])
    for c in range(len(posed.crews)):
        found[RuleKind.TRAVEL] += _late(posed, [(t, job, ends[c, t]) for cc, _, job, t in placed if cc == c])
    return +found


def _late(posed: Problem, work: list[tuple[int, SceneJob, int]]) -> int:
    late = 0
    used = sorted({slot for slot, _, _ in work})
    for a, b in combinations(used, 2):
        if a // 3 != b // 3 or any(a < x < b for x in used):
            continue
        here = {posed.places[job.place].site for slot, job, _ in work if slot == a}
        there = {posed.places[job.place].site for slot, job, _ in work if slot == b}
        way = min(posed.travel[x][y] for x in here for y in there)
        end = max(end for slot, _, end in work if slot == a)
        late += way > 0 and end + way > posed.parts[b % 3].start
    return late


def brute_costs(posed: Problem, plan: list[int | None]) -> CostParts:
    """Prices read once more, from lists of rows."""
    rows = [(c, job) for c, one in enumerate(posed.crews) for job in one.scenes]
    placed = [(c, job, slot) for (c, job), slot in zip(rows, plan, strict=True) if slot is not None]
    holding = overtime = 0
    for c, one in enumerate(posed.crews):
        for r, role in enumerate(one.roles):
            days = [slot // 3 for cc, job, slot in placed if cc == c and r in job.roles]
            holding += role.day_rate * (max(days) - min(days) + 1) if days else 0
        for slot in range(posed.slots):
            here = [job for cc, job, t in placed if (cc, t) == (c, slot)]
            if here:
                sites = {posed.places[job.place].site for job in here}
                load = sum(job.minutes for job in here) + 20 * len({job.place for job in here})
                overtime += max(0, load + way_minutes(posed.travel, sites) - 240)
    return CostParts(
        holding=holding,
        moves=400 * len({(c, job.place, slot) for c, job, slot in placed}),
        overtime=20 * overtime,
        nights=50 * len({(c, slot) for c, _, slot in placed if slot % 3 == 2}),
        crew_days=1000 * len({(c, slot // 3) for c, _, slot in placed}),
        places=sum(posed.places[p].day_cost for _, p, _ in {(c, job.place, slot // 3) for c, job, slot in placed}),
        changes=300 * sum(job.was is not None and job.was != slot for _, job, slot in placed),
    )
