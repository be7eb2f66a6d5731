"""Scripts read a moment ago are kept up to a weight, the ones used last longest."""

from __future__ import annotations

from fangcun.write.memory import Recent


def test_a_result_is_made_once_while_it_is_kept() -> None:
    made: list[str] = []
    recent: Recent[str] = Recent(most=10, weigh=len)
    for _ in range(3):
        assert recent.get("a", lambda: made.append("a") or "four") == "four"
    assert made == ["a"]


def test_what_was_used_longest_ago_goes_first() -> None:
    recent: Recent[str] = Recent(most=10, weigh=len)
    for key in "ab":
        recent.get(key, lambda: "four")
    recent.get("a", lambda: "never made")
    recent.get("c", lambda: "four")
    assert len(recent) == 2
    assert recent.get("a", lambda: "made again") == "four"
    assert recent.get("b", lambda: "anew") == "anew"


def test_one_result_heavier_than_all_is_still_kept_until_the_next() -> None:
    recent: Recent[str] = Recent(most=3, weigh=len)
    assert recent.get("big", lambda: "too heavy") == "too heavy"
    assert len(recent) == 1
    recent.get("small", lambda: "x")
    assert len(recent) == 1
