"""The talent solver finds the cheapest order, says when it is proved, and can be stopped."""

from __future__ import annotations

import random
from itertools import permutations
from pathlib import Path

import pytest

from fangcun.kit.errors import FangcunError
from fangcun.shoot.engine.talent.film import Film, reduce
from fangcun.shoot.engine.talent.layers import prove
from fangcun.shoot.engine.talent.reader import read_film
from fangcun.shoot.engine.talent.solve import solve

DATA = Path(__file__).parents[2] / "data" / "talent"
PUBLISHED = {"small": 54, "concert": 111, "film103.dat": 1031, "film105.dat": 849, "film114.dat": 867, "MobStory": 871}


def film_of(*scenes: str, costs: str, durations: str) -> Film:
    """A film whose scenes are written as the letters of their actors: ``film_of("AB", "A", …)``."""
    casts = tuple(sum(1 << "ABCDEFGH".index(actor) for actor in scene.strip("-")) for scene in scenes)
    return Film("film", casts, tuple(map(int, costs.split())), tuple(map(int, durations.split())))


def draw_film(seed: int, *, scenes: int, actors: int, density: float = 0.4) -> Film:
    chance = random.Random(seed)
    casts = tuple(sum((chance.random() < density) << a for a in range(actors)) for _ in range(scenes))
    costs = tuple(chance.randint(0, 20) for _ in range(actors))
    return Film(f"film {seed}", casts, costs, tuple(chance.randint(0, 4) for _ in range(scenes)))


def test_actors_are_paid_from_their_first_scene_to_their_last() -> None:
    film = film_of("A", "B", "AB", costs="10 1", durations="1 2 3")
    assert film.total([0, 1, 2]) == 10 * 6 + 1 * 5
    assert film.total([0, 2, 1]) == 10 * 4 + 1 * 5


def test_an_order_holds_every_scene_once() -> None:
    film = film_of("A", "B", costs="1 1", durations="1 1")
    with pytest.raises(FangcunError, match="恰好出现一次"):
        film.total([0, 0])


def test_scenes_of_one_cast_become_one_and_actors_of_one_scene_go() -> None:
    film = film_of("AB", "BC", "ABD", "C", "BC", "-", costs="1 2 3 4", durations="1 1 1 1 1 1")
    core = reduce(film)
    assert sorted(core.groups) == [(0, 2), (1, 4), (3,)]
    assert core.idle == (5,)
    assert sorted(core.costs) == [2, 3]


@pytest.mark.parametrize("seed", range(40))
def test_no_order_is_cheaper(seed: int) -> None:
    film = draw_film(seed, scenes=1 + seed % 7, actors=1 + seed % 6, density=0.3 + seed % 4 / 10)
    answer = solve(film, seconds=30, seed=seed)
    assert answer.proved
    assert answer.total == film.total(answer.order)
    assert answer.total == min(film.total(order) for order in permutations(range(len(film.casts))))


@pytest.mark.parametrize("seed", range(20))
def test_a_proof_finds_the_best_order_without_a_good_start(seed: int) -> None:
    film = draw_film(seed, scenes=6, actors=4)
    core = reduce(film)
    found = prove(core, below=1 << 40, stop=lambda: False)
    assert found.done
    if found.order is not None:
        cheapest = min(film.total(order) for order in permutations(range(6)))
        assert film.total(core.unfold(found.order)) == cheapest


def test_a_proof_needs_room_and_time() -> None:
    core = reduce(draw_film(3, scenes=20, actors=10))
    assert not prove(core, below=1 << 40, stop=lambda: False, most=100).done
    assert not prove(core, below=1 << 40, stop=lambda: True).done


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_optima_are_proved(name: str) -> None:
    film = read_film((DATA / name).read_text(encoding="utf-8"))
    answer = solve(film, seconds=60)
    assert (answer.total, answer.proved) == (PUBLISHED[name], True)
    assert film.total(answer.order) == answer.total


def test_a_large_film_is_ordered_and_the_same_seed_gives_the_same_order() -> None:
    film = read_film((DATA / "gen_drama100x20.dat").read_text(encoding="utf-8"))
    first = solve(film, seconds=0, seed=5, workers=2, moves=200_000)
    again = solve(film, seconds=0, seed=5, workers=2, moves=200_000)
    assert first.order == again.order
    assert film.total(first.order) == first.total < 1.05 * 231_544
    assert not first.proved


def test_more_than_sixty_actors_are_no_hindrance() -> None:
    film = draw_film(1, scenes=40, actors=90, density=0.1)
    answer = solve(film, seconds=0, moves=50_000)
    assert film.total(answer.order) == answer.total < film.total(range(40))


def test_better_orders_are_told_as_they_come_and_a_stop_keeps_the_best() -> None:
    film = read_film((DATA / "gen_drama100x20.dat").read_text(encoding="utf-8"))
    told: list[tuple[int, tuple[int, ...]]] = []
    answer = solve(
        film, seconds=600, on_better=lambda total, order: told.append((total, order)), stop=lambda: len(told) > 2
    )
    assert [total for total, _ in told] == [point.cost for point in answer.trace]
    assert all(film.total(order) == total for total, order in told)
    assert told[-1] == (answer.total, answer.order)
    assert not answer.proved


def test_films_with_nothing_to_decide_are_proved_at_once() -> None:
    film = film_of("-", "A", "-", costs="7", durations="1 2 3")
    answer = solve(film, seconds=0)
    assert (answer.total, answer.proved, sorted(answer.order)) == (14, True, [0, 1, 2])
