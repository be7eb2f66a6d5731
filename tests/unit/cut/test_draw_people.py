"""People: one sheet is one person, two sheets are two."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from drawing_stage import FONTS, SMALL, person, shot

from fangcun.cut.contracts import Expression, Framing, Look, Pose
from fangcun.cut.engine.draw import WARDROBE, draw_panel
from fangcun.cut.engine.draw.color import distance
from fangcun.cut.engine.draw.expression import FACES
from fangcun.cut.engine.draw.figure import Stance, draw_figure
from fangcun.cut.engine.draw.hair_styles import STYLES
from fangcun.cut.engine.draw.identity import identity_of, wearing
from fangcun.cut.engine.draw.layers import Layers
from fangcun.cut.engine.draw.legs import legs_of
from fangcun.cut.engine.draw.pose import arms_of

SHE = Look("苏晚", 2, "女", 25, "modern", "dress")


def portrait(look: Look, expression: Expression = Expression.NEUTRAL, gesture: str | None = None) -> np.ndarray:
    """A person on white, from head to hip, 240 × 360."""
    layers = Layers(240, 360)
    layers.open().drawColor(0xFFFFFFFF)
    draw_figure(
        layers, Stance(identity_of(look), 120, 90, 0.5, expression=expression, gesture=gesture, toward=1, legs=True)
    )
    return layers.render()[..., :3].astype(int)


def palette(picture: np.ndarray) -> np.ndarray:
    """How much of each of 64 colours a picture holds."""
    bins = (picture // 64).reshape(-1, 3) @ np.array([16, 4, 1])
    return np.bincount(bins, minlength=64) / len(bins)


def test_every_expression_has_a_face():
    assert set(FACES) == set(Expression)


@pytest.mark.parametrize(("one", "other"), list(combinations(Expression, 2)))
def test_no_two_expressions_look_alike(one, other):
    a, b = portrait(SHE, one), portrait(SHE, other)
    face = np.s_[30:150, 60:180]
    assert np.abs(a[face] - b[face]).mean() > 0.6, (one, other)


def test_a_person_keeps_her_colours_through_every_expression():
    calm = palette(portrait(SHE))
    for expression in Expression:
        assert np.abs(palette(portrait(SHE, expression)) - calm).sum() < 0.16, expression


def test_identity_follows_from_the_sheet_alone():
    identity_of.cache_clear()
    first = identity_of(SHE)
    identity_of.cache_clear()
    assert identity_of(SHE) == first


def test_a_cast_of_strangers_can_be_told_apart():
    costumes = ("suit", "hoodie", "jacket", "dress", "blouse", "coat")
    cast = [Look(f"人{i}", i * 7919, "男女"[i % 2], 20 + i * 3, "modern", costumes[i % 6]) for i in range(12)]
    pictures = [portrait(look) for look in cast]
    for (i, a), (j, b) in combinations(enumerate(pictures), 2):
        assert np.abs(a - b).mean() > 4, (cast[i], cast[j])


def test_the_same_costume_on_many_people_comes_in_several_colours():
    mains = {identity_of(Look(f"人{i}", i, "男", 30, "modern", "suit")).outfit.main for i in range(30)}
    assert len(mains) >= 4
    assert all(distance(a, b) > 12 for a, b in combinations(mains, 2))


@pytest.mark.parametrize("costume", sorted(WARDROBE))
def test_every_costume_dresses_both_sexes_and_is_like_no_other(costume):
    era = "ancient" if costume in {"hanfu", "noble", "court", "emperor", "armour", "bride"} else "modern"
    mine = portrait(Look("甲", 5, "女", 30, era, costume))
    portrait(Look("乙", 6, "男", 30, era, costume))
    rivals = [c for c in sorted(WARDROBE) if c != costume][:: max(1, len(WARDROBE) // 6)]
    for rival in rivals:
        theirs = portrait(Look("甲", 5, "女", 30, era, rival))
        assert np.abs(mine - theirs).mean() > 1.0, rival


def test_an_unknown_costume_gives_what_the_era_wears():
    assert identity_of(Look("某", 1, "女", 20, "ancient", "spacesuit")).outfit.key == "hanfu"
    assert identity_of(Look("某", 1, "男", 20, "republic", "")).outfit.key == "changshan"


@pytest.mark.parametrize("style", sorted(STYLES))
def test_someone_wears_every_hair_style(style):
    sheets = [
        Look(f"{sex}{era}{age}{i}", i, sex, age, era, costume)
        for sex in "男女"
        for era in ("modern", "republic", "ancient")
        for age in (8, 25, 70)
        for costume in ("shirt", "armour")
        for i in range(80)
    ]
    assert any(identity_of(look).hairstyle == style for look in sheets)


def test_age_shows():
    assert identity_of(Look("老", 3, "女", 75, "modern", "elder")).hair > 0x909090
    child = identity_of(Look("小", 3, "女", 6, "modern", "hoodie"))
    assert child.child
    assert child.beard is None
    assert child.height < 0.8


GESTURES = ["point", "fist", "raise", "hold", "bow", "cover", "cross", "fold", "hip", "tears", "drink", "think"]


@pytest.mark.parametrize("gesture", [None, *GESTURES])
def test_every_gesture_has_two_arms_whose_bones_are_of_plausible_length(gesture):
    for toward in (-1, 1):
        arms = arms_of(identity_of(SHE), gesture, toward)
        assert sorted(arm.side for arm in arms) == [-1, 1]
        for arm in arms:
            upper = np.hypot(arm.elbow[0] - arm.shoulder[0], arm.elbow[1] - arm.shoulder[1])
            fore = np.hypot(arm.wrist[0] - arm.elbow[0], arm.wrist[1] - arm.elbow[1])
            assert 120 < upper < 240, (gesture, arm)
            assert 60 < fore < 260, (gesture, arm)


@pytest.mark.parametrize("gesture", GESTURES)
def test_a_gesture_changes_the_picture(gesture):
    assert np.abs(portrait(SHE, gesture=gesture) - portrait(SHE)).mean() > 2


@pytest.mark.parametrize("pose", [Pose.WALK, Pose.RUN])
def test_a_gait_is_seen_at_more_than_one_moment(pose):
    who = identity_of(SHE)
    wide, passing = (legs_of(who, pose, 1, stride=stride) for stride in (0, 1))
    assert abs(wide[0].ankle[0] - wide[1].ankle[0]) > 1.5 * abs(passing[0].ankle[0] - passing[1].ankle[0])
    assert arms_of(who, None, 1, pose) != arms_of(who, None, 1, pose, stride=1)


def test_faces_of_a_cast_have_jaws_and_eyes_of_their_own():
    cast = [identity_of(Look(f"人{i}", i * 7919, "男", 30, "modern", "suit")) for i in range(12)]
    for trait in ("jaw", "square", "eye_round", "eye_slant", "brow_weight", "nose"):
        values = sorted(getattr(who, trait) for who in cast)
        assert len(set(values)) == len(cast), trait


def test_a_face_is_the_same_in_whatever_costume():
    plain, dressed = identity_of(SHE), wearing(SHE, "hanfu")
    assert replace(dressed, outfit=plain.outfit) == plain


def test_an_unknown_gesture_rests():
    assert np.array_equal(portrait(SHE, gesture="moonwalk"), portrait(SHE))


def test_a_pair_looks_at_each_other():
    looks = {"苏晚": SHE, "顾言": Look("顾言", 1, "男", 28, "modern", "suit")}
    panel = draw_panel(
        shot("1", person("苏晚"), person("顾言"), framing=Framing.MEDIUM), looks, size=SMALL, fonts=FONTS
    )
    left, right = sorted(panel.faces, key=lambda name: panel.faces[name].x)

    def lean(name: str) -> float:
        face, eyes = panel.faces[name], panel.blinks[name].box
        return (eyes.x + eyes.right - face.x - face.right) / 2

    assert lean(left) > 0 > lean(right)


def test_a_sheet_with_gaps_still_gives_a_person():
    for look in (Look("?", 1, "", 0, "", ""), Look("机器人", 2, "其他", 300, "未来", "?")):
        assert portrait(look).std() > 20


@pytest.mark.parametrize("costume", ["suit", "bodyguard"])
def test_a_tie_is_seen_from_before_and_not_from_behind(costume):
    who = identity_of(Look("顾言", 1, "男", 28, "modern", costume))
    who = replace(who, outfit=replace(who.outfit, trim=0xFF00FF))

    def magenta(*, back: bool) -> float:
        layers = Layers(240, 360)
        layers.open().drawColor(0xFFFFFFFF)
        draw_figure(layers, Stance(who, 120, 90, 0.5, toward=1, legs=True, back=back))
        away = np.abs(layers.render()[..., :3].astype(int) - np.array([255, 0, 255])).sum(axis=2)
        return float((away < 120).mean())

    assert magenta(back=False) > 0.001
    assert magenta(back=True) == 0
