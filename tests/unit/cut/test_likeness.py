"""People of one cast can be told apart, and whoever joins later changes nobody."""

from __future__ import annotations

from fangcun.cut.contracts import Look
from fangcun.cut.engine.draw.identity import identity_of
from fangcun.cut.engine.likeness import told_apart

MEN = {f"男{i}": Look(f"男{i}", 7, "男", 26 + i, "modern", "suit") for i in range(8)}


def heads(looks: dict[str, Look]) -> list[tuple[object, ...]]:
    return [(i.hairstyle, i.hair, i.glasses, i.beard) for i in map(identity_of, looks.values())]


def test_eight_men_in_suits_have_eight_heads() -> None:
    assert len(set(heads(told_apart(MEN)))) == len(MEN)


def test_nobody_changes_when_somebody_joins() -> None:
    before = told_apart(MEN)
    after = told_apart(MEN | {"新人": Look("新人", 7, "男", 30, "modern", "suit")})
    assert {name: after[name] for name in MEN} == before


def test_those_who_differ_keep_their_faces() -> None:
    looks = {
        "林晚": Look("林晚", 1, "女", 24, "modern", "dress"),
        "老秦": Look("老秦", 2, "男", 66, "modern", "elder"),
        "小宝": Look("小宝", 3, "男", 7, "modern", "school"),
    }
    assert told_apart(looks) == looks
