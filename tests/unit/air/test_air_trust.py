"""Watch time is credited as far as time allows it, and bought traffic shows by its signs."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangcun.air.engine.counting import Counting
from fangcun.air.engine.events import Event, Kind
from fangcun.air.engine.heat import Heat, Part, explain
from fangcun.air.engine.simulate import Ring, Setting, Way, World, make_world, stream, viewer_name
from fangcun.air.engine.trust import FASTEST, SUSPICIOUS, Credits, Guard, Payout, Sign, Verdict, payout
from fangcun.air.engine.trust.credit import _START_S

T = 1_767_225_600.0


def seen(
    kind: Kind, at: float, position_s: float = 0, *, viewer: str = "v", device: str = "d", episode: int = 1
) -> Event:
    return Event(T + at, kind, viewer, device, "a", "剧", episode, int(position_s * 1000))


def credited(*events: Event) -> float:
    credits = Credits()
    return sum(credits.see(e).seconds for e in events)


def test_ordinary_watching_is_credited_whole_at_any_speed_the_player_has() -> None:
    for speed in (1.0, 1.5, 2.0):
        beats = [seen(Kind.BEAT, 15 * n + 0.1, 15 * n * speed) for n in range(1, 5)]
        assert credited(seen(Kind.OPEN, 0), *beats) == pytest.approx(60 * speed)


def test_a_claim_beyond_time_is_cut_to_what_time_allows() -> None:
    assert credited(seen(Kind.OPEN, 0), seen(Kind.FINISH, 3, 90)) <= (3 + _START_S) * FASTEST
    assert Credits().see(seen(Kind.FINISH, 3, 90)).excess_s > 80


def test_what_is_told_twice_counts_once() -> None:
    once = [seen(Kind.OPEN, 0), seen(Kind.BEAT, 15, 15), seen(Kind.BEAT, 30, 30)]
    credits = Credits()
    found = [credits.see(e) for event in once for e in (event, event._replace(at=event.at + 0.4))]
    assert sum(c.seconds for c in found) == pytest.approx(30)
    assert sum(c.repeats for c in found) == 3


def test_going_back_and_standing_still_earn_nothing() -> None:
    assert credited(seen(Kind.OPEN, 0, 60), seen(Kind.BEAT, 15, 20), seen(Kind.BEAT, 40, 20)) == 0


claims = st.lists(
    st.tuples(
        st.sampled_from([Kind.OPEN, Kind.BEAT, Kind.FINISH]),
        st.floats(0, 60),
        st.floats(0, 120),
        st.sampled_from("vw"),
        st.sampled_from("de"),
        st.integers(1, 3),
    ),
    max_size=60,
)


@settings(deadline=None)
@given(claims)
def test_nobody_is_credited_with_more_than_the_clock_allows_however_they_claim(
    made: list[tuple[Kind, float, float, str, str, int]],
) -> None:
    credits, at = Credits(), 0.0
    viewers: dict[str, float] = {}
    devices: dict[str, float] = {}
    for kind, pause, position, viewer, device, episode in made:
        at += pause
        event = seen(kind, at, position, viewer=viewer, device=device, episode=episode)
        seconds = credits.see(event).seconds
        for totals, name in ((viewers, viewer), (devices, device)):
            totals[name] = totals.get(name, 0.0) + seconds
            assert totals[name] <= FASTEST * (at + _START_S) + 1e-6


# --- rings ---------------------------------------------------------------------------------------------------------

RINGS = (
    Ring(Way.FARM, title=3, accounts=60),
    Ring(Way.SCRIPT, title=4, accounts=80),
    Ring(Way.REPLAY, title=5, accounts=50),
    Ring(Way.CLICKS, title=6, accounts=100),
)


@cache
def world() -> World:
    return make_world(Setting(seed=11, viewers=900, titles=50, days=2, rings=RINGS))


@cache
def watched() -> tuple[Guard, Heat, dict[str, Event], float]:
    """A guard and the heat after the whole stream, the last event of each viewer, and when it ended."""
    events = list(stream(world()))
    guard = Guard()
    return guard, heat_of(events, guard=guard), {e.viewer: e for e in events}, events[-1].at


def heat_of(events: list[Event], *, guard: Guard | None = None) -> Heat:
    heat, lengths = Heat(), world().titles.length_s.tolist()
    counting = Counting(guard or Guard(), length_s=lambda title, _: float(lengths[int(title[1:])]))
    for event in events:
        heat.count_all(counting.take(event))
    return heat


def verdict(viewer: str) -> Verdict:
    guard, _, last, _ = watched()
    return guard.verdict(viewer, device=last[viewer].device, address=last[viewer].address)


def members(number: int) -> list[str]:
    roster = world().roster
    return [viewer_name(v) for v in roster.viewers[roster.ring == number].tolist()]


def test_machines_are_recognised_and_honest_viewers_left_alone() -> None:
    flagged = {v for v in watched()[2] if verdict(v).suspicion >= SUSPICIOUS}
    for number in (0, 1, 2):
        assert len(flagged & set(members(number))) >= 0.95 * len(members(number))
    honest = flagged - world().truth
    assert len(honest) <= 0.002 * len(world().people)
    assert len(flagged & world().truth) / len(flagged) >= 0.98


def test_each_way_shows_by_its_own_signs() -> None:
    assert Sign.SLEEPLESS in verdict(members(0)[0]).signs
    assert Sign.TOO_FAST in verdict(members(1)[0]).signs
    assert {Sign.REPEATED, Sign.CROWDED_DEVICE} <= set(verdict(members(2)[0]).signs)
    assert "播放进度比真实时间走得快" in verdict(members(1)[0]).reasons


def test_paid_people_pass_for_people() -> None:
    """What no heartbeat shows: they are bounded by their small weight and by the gates of heat alone."""
    assert all(verdict(v).suspicion < SUSPICIOUS for v in members(3))


def test_bought_heat_stays_small() -> None:
    """Beside the same world without its rings: honest viewers do the same there, event by event."""
    _, heat, _, now = watched()
    clean = heat_of([e for e in stream(world()) if e.viewer not in world().truth])
    hottest = clean.points(clean.ranks()[0], now=now)
    for ring in RINGS:
        name = f"t{ring.title}"
        assert heat.points(name, now=now) - clean.points(name, now=now) < 0.05 * hottest
    assert explain(heat.score("t3"), now=now).held[0].name == "可疑流量"


def test_likes_count_once_an_episode_was_seen() -> None:
    counting = Counting(Guard(), length_s=lambda *_: 60.0)
    early = [seen(Kind.OPEN, 0), seen(Kind.LIKE, 9, 9), seen(Kind.LIKE, 10, 10), seen(Kind.BEAT, 12, 12)]
    assert [d.part for e in early for d in counting.take(e)] == [Part.PLAY]
    rest = [*(seen(Kind.BEAT, 15 * n, 15 * n) for n in (1, 2, 3)), seen(Kind.FINISH, 60, 60), seen(Kind.SHARE, 61)]
    assert [d.part for e in rest for d in counting.take(e)] == [Part.FINISH, Part.LIKE, Part.SHARE]


def test_the_end_alone_is_no_episode_seen() -> None:
    counting = Counting(Guard(), length_s=lambda *_: 60.0)
    told = [seen(Kind.OPEN, 0), seen(Kind.FINISH, 3, 60), seen(Kind.OPEN, 4), seen(Kind.FINISH, 8, 5)]
    assert Part.FINISH not in [d.part for e in told for d in counting.take(e)]


def test_payment_counts_at_once() -> None:
    counting = Counting(Guard(), length_s=lambda *_: 60.0)
    assert [d.part for d in counting.take(seen(Kind.COIN_UNLOCK, 0))] == [Part.COIN_UNLOCK]
    assert counting.take(seen(Kind.LEAVE, 0)) == []


@pytest.mark.parametrize(
    ("suspicion", "hours", "comes"),
    [
        (0.0, 1, Payout.WAIT),
        (0.3, 25, Payout.PAY),
        (0.6, 25, Payout.HOLD),
        (0.6, 1, Payout.HOLD),
        (0.95, 90, Payout.REFUSE),
    ],
)
def test_rewards_wait_a_day_and_suspicion_holds_them(suspicion: float, hours: float, comes: Payout) -> None:
    assert payout(Verdict(suspicion, (), 0.0), earned_at=T, now=T + hours * 3600) is comes


def test_trust_falls_with_suspicion() -> None:
    trusts = [Verdict(s, (), 0.0).trust for s in (0.0, 0.49, 0.5, 0.8, 1.0)]
    assert trusts == sorted(trusts, reverse=True)
    assert (trusts[0], trusts[-1]) == (1.0, 0.0)
