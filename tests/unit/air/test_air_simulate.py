"""The simulated viewers behave like viewers: what they finish, what they choose, when they watch."""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np

from fangcun.air.engine.events import Event, Kind
from fangcun.air.engine.simulate import Ring, Setting, Way, World, make_world, stream, viewer_name

WAYS = (
    Ring(Way.FARM, title=3, accounts=120),
    Ring(Way.SCRIPT, title=4, accounts=80),
    Ring(Way.REPLAY, title=5, accounts=50),
    Ring(Way.CLICKS, title=6, accounts=60),
)
SETTING = Setting(seed=5, viewers=1_200, titles=80, days=2, rings=WAYS)


@cache
def world() -> World:
    return make_world(SETTING)


@cache
def told() -> list[Event]:
    return list(stream(world()))


@cache
def honest() -> list[Event]:
    return [e for e in told() if e.viewer not in world().truth]


def of_ring(number: int) -> list[Event]:
    roster = world().roster
    members = {viewer_name(v) for v in roster.viewers[roster.ring == number].tolist()}
    return [e for e in told() if e.viewer in members]


def test_the_same_seed_tells_the_same_and_another_seed_another_story() -> None:
    small = Setting(seed=1, viewers=60, titles=10, days=2, rings=(Ring(Way.FARM, 0, 4),))
    first = list(stream(make_world(small)))
    assert first == list(stream(make_world(small)))
    assert first != list(stream(make_world(Setting(seed=2, viewers=60, titles=10, days=2))))


def test_events_come_in_order_and_everyone_joins_once_before_anything_else() -> None:
    times = [e.at for e in told()]
    assert times == sorted(times)
    joins = Counter(e.viewer for e in told() if e.kind is Kind.JOIN)
    assert set(joins.values()) == {1}
    met: set[str] = set()
    for event in told():
        if event.kind is Kind.JOIN:
            assert event.viewer not in met
        met.add(event.viewer)


def test_some_are_invited_by_somebody_who_was_there() -> None:
    joins = [e for e in honest() if e.kind is Kind.JOIN]
    invited = [e for e in joins if e.other]
    assert 0.3 < len(invited) / len(joins) < 0.5
    old = {viewer_name(i) for i in np.flatnonzero(world().people.joined < 0).tolist()}
    assert {e.other for e in invited} <= old


def test_most_stop_early_and_whoever_stays_sees_nearly_every_episode_to_its_end() -> None:
    opened = Counter(e.episode for e in honest() if e.kind is Kind.OPEN)
    finished = Counter(e.episode for e in honest() if e.kind is Kind.FINISH)
    rate = [finished[n] / opened[n] for n in (1, 2, 3, 7)]
    assert rate == sorted(rate)
    assert 0.5 < rate[0] < 0.85
    assert rate[-1] > 0.9
    reached = [finished[n] for n in range(1, 40)]
    assert reached[0] > 2 * reached[20] > 0


def test_few_titles_take_most_of_the_time_as_zipf_has_it() -> None:
    viewers: dict[str, set[str]] = {}
    for event in honest():
        if event.kind is Kind.OPEN:
            viewers.setdefault(event.title, set()).add(event.viewer)
    counts = np.sort([len(v) for v in viewers.values()])[::-1][:40]
    slope = -np.polyfit(np.log(np.arange(1, 41)), np.log(counts), 1)[0]
    assert 0.4 < slope < 1.2
    assert counts[:8].sum() > 2 * counts[32:40].sum()


def test_evenings_are_full_and_small_hours_empty() -> None:
    hours = Counter(int((e.at - SETTING.start) / 3600 % 24) for e in honest() if e.kind is Kind.OPEN)
    evening = sum(hours[h] for h in (20, 21, 22))
    assert evening > 5 * sum(hours[h] for h in (3, 4, 5))
    assert evening > 1.2 * sum(hours[h] for h in (12, 13, 14))


def test_people_come_back_and_go_on_where_they_stopped() -> None:
    days: dict[str, set[int]] = {}
    resumed = 0
    for event in honest():
        if event.kind is Kind.OPEN:
            days.setdefault(event.viewer, set()).add(int((event.at - SETTING.start) / 86_400))
            resumed += event.position_ms > 0
    assert sum(len(d) > 1 for d in days.values()) > 0.4 * len(days)
    assert resumed > 100


def test_locks_are_opened_by_advertisements_mostly() -> None:
    kinds = Counter(e.kind for e in honest())
    assert kinds[Kind.AD_UNLOCK] > 3 * kinds[Kind.COIN_UNLOCK] > 0
    assert kinds[Kind.LEAVE] > 0
    assert kinds[Kind.OPEN] > 10 * kinds[Kind.LIKE] > 10 * kinds[Kind.COMMENT] > 10 * kinds[Kind.SHARE] > 0


def test_honest_players_tell_of_what_time_allows_except_where_they_skip() -> None:
    last: dict[tuple[str, str, int], Event] = {}
    beats, beyond = 0, 0
    for event in honest():
        key = (event.viewer, event.title, event.episode)
        before = last.get(key)
        if event.kind in (Kind.BEAT, Kind.FINISH) and before is not None:
            wall = event.at - before.at
            beats += 1
            # Twice the speed at most, and what a slow answer of the network makes of it.
            beyond += event.position_ms - before.position_ms > (wall + 6) * 2_000
        if event.kind in (Kind.OPEN, Kind.BEAT, Kind.FINISH):
            last[key] = event
    assert 0 < beyond < 0.02 * beats


def test_rings_work_only_for_their_title_and_each_in_its_way() -> None:
    for number, ring in enumerate(WAYS):
        events = of_ring(number)
        assert {e.title for e in events if e.title} == {f"t{ring.title}"}
        assert len({e.viewer for e in events}) == ring.accounts
    assert not {e.device for n in range(4) for e in of_ring(n)} & {e.device for e in honest()}
    farm, script, replay, clicks = (of_ring(n) for n in range(4))
    assert len({e.address for e in farm}) == 2
    assert len({e.device for e in replay}) == 2
    assert max(Counter(replay_key(e) for e in replay if e.kind is Kind.BEAT).values()) == 3
    assert len({e.address for e in clicks}) == 60
    hours = {int(e.at / 3600) % 24 for e in farm}
    assert len(hours) == 24
    took = [f.at - o.at for o, f in zip(opens(script), finishes(script), strict=True)]
    assert np.mean(took) < 5


def replay_key(event: Event) -> tuple[str, int, int, int]:
    return event.viewer, event.episode, event.position_ms, int(event.at / 600)


def opens(events: list[Event]) -> list[Event]:
    return sorted((e for e in events if e.kind is Kind.OPEN), key=lambda e: (e.viewer, e.episode))


def finishes(events: list[Event]) -> list[Event]:
    return sorted((e for e in events if e.kind is Kind.FINISH), key=lambda e: (e.viewer, e.episode))
