"""Episodes: under twenty minutes, none missing, none twice."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from review_works import found, work

from fangcun.review.api import Strength


def episodes(*numbers: int, lines: int = 8) -> str:
    """A script with these episodes, each of one scene."""
    rows = []
    for n in numbers:
        rows += [f"第{n}集", f"{n}-1 日 内 茶馆", "人物：阿青、老贺"]
        rows += ["阿青：今天的茶又凉了，你说这是第几回了呢。"] * lines
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("seconds", "is_long"), [(1199, False), (Fraction(1_199_999, 1000), False), (1200, True), (1500, True)]
)
def test_a_finished_episode_of_twenty_minutes_is_too_long(seconds: int | Fraction, is_long: bool) -> None:
    long = found(work(episodes(1, 2), running={2: Fraction(seconds)}), "episode.too_long")
    assert [(f.episode, f.severity) for f in long] == ([(2, Strength.BLOCK)] if is_long else [])
    assert all("20 分 0 秒" in f.measured or "25 分 0 秒" in f.measured for f in long)


def test_an_estimate_never_stops_a_work() -> None:
    (long,) = found(work(episodes(1, lines=400)), "episode.too_long")
    assert long.severity is Strength.ASK
    assert long.measured.startswith("按剧本估算")
    assert long.limit == "不足 20 分钟"


def test_before_the_order_the_limit_was_about_fifteen_minutes() -> None:
    sixteen = work(episodes(1), running={1: Fraction(16 * 60)})
    (asked,) = found(sixteen, "episode.too_long", on=date(2026, 8, 31))
    assert (asked.severity, asked.graded) == (Strength.ASK, "R")
    assert found(sixteen, "episode.too_long") == []


def test_an_episode_of_seconds_is_told() -> None:
    (short,) = found(work(episodes(1, 2), running={1: Fraction(7), 2: Fraction(70)}), "episode.too_short")
    assert (short.episode, short.severity) == (1, Strength.NOTE)


def test_gaps_are_asked_about_with_runs_joined() -> None:
    (gap,) = found(work(episodes(1, 2, 4, 8)), "episode.missing")
    assert "缺第3、5—7集" in gap.message


def test_a_number_twice_shows_both_places() -> None:
    (twice,) = found(work(episodes(1, 2, 2, 3)), "episode.repeated")
    assert twice.episode == 2
    assert len(twice.evidence) == 2
    assert twice.evidence[0].line < twice.evidence[1].line


def test_numbers_that_run_on_raise_nothing() -> None:
    assert found(work(episodes(1, 2, 3)), "episode") == []


def test_an_episode_without_content_is_asked_about() -> None:
    (empty,) = found(work(episodes(1) + "\n第2集\n" + episodes(3)), "episode.empty")
    assert empty.episode == 2
