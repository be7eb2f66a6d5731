"""A cast whose voices can be told apart, and who keep them when others join."""

from __future__ import annotations

from itertools import combinations

import pytest

from fangcun.cut.contracts import Look
from fangcun.cut.engine.voice import APART, apart, voice_of, voices_of


def cast(count: int, *, sex: str, age: int = 25) -> dict[str, Look]:
    return {f"某{i:02d}": Look(f"某{i:02d}", i, sex, age, "modern", "suit") for i in range(count)}


@pytest.mark.parametrize("sex", ["男", "女"])
def test_twelve_of_one_age_and_sex_stand_apart(sex: str) -> None:
    looks = cast(12, sex=sex)
    alone = min(apart(a, b) for a, b in combinations([voice_of(look) for look in looks.values()], 2))
    placed = min(apart(a, b) for a, b in combinations(voices_of(looks).values(), 2))
    assert alone < APART <= placed


def test_who_joins_later_gives_way() -> None:
    looks = cast(11, sex="女")
    before = voices_of(looks)
    twin = Look("阿甲", 3, "女", 25, "modern", "suit")  # first by name, and the seed of somebody else
    after = voices_of({"阿甲": twin, **looks}, kept=before)
    assert {name: after[name] for name in before} == before
    assert min(apart(after["阿甲"], other) for other in before.values()) >= APART


def test_a_person_alone_has_the_voice_of_the_sheet() -> None:
    looks = cast(1, sex="男")
    assert voices_of(looks) == {"某00": voice_of(looks["某00"])}
