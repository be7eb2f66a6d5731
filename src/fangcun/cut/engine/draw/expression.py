"""What a face does, as numbers: one row of this table is one expression."""

from __future__ import annotations

from dataclasses import dataclass

from fangcun.cut.contracts import Expression


@dataclass(frozen=True, slots=True)
class Face:
    """The muscles of a drawn face.

    Brows: ``brow_inner`` and ``brow_outer`` raise (−) or lower (+) their ends, in units of 1/200 head.
    Eyes: ``open`` is the upper lid (1 is at ease), ``squint`` raises the lower lid, ``pupil`` scales the iris.
    Mouth: ``curve`` lifts the corners (+), ``jaw`` opens (0–1), ``wide`` scales the width, ``skew`` lifts one corner.
    """

    brow_inner: float = 0.0
    brow_outer: float = 0.0
    open: float = 1.0
    squint: float = 0.0
    pupil: float = 1.0
    look_x: float = 0.0
    look_y: float = 0.0
    curve: float = 0.1
    jaw: float = 0.0
    wide: float = 1.0
    skew: float = 0.0
    teeth: bool = False
    tilt: float = 0.0
    nod: float = 0.0
    marks: frozenset[str] = frozenset()


def _marks(*names: str) -> frozenset[str]:
    return frozenset(names)


FACES: dict[Expression, Face] = {
    Expression.NEUTRAL: Face(),
    Expression.SMILE: Face(
        brow_inner=-3, brow_outer=-2, open=0.84, squint=0.5, curve=1.15, wide=1.28, tilt=3, marks=_marks("blush")
    ),
    Expression.LAUGH: Face(
        brow_inner=-5,
        brow_outer=-3,
        open=0.0,
        squint=1.0,
        curve=0.9,
        jaw=0.75,
        wide=1.3,
        tilt=-4,
        marks=_marks("blush"),
    ),
    Expression.SMIRK: Face(
        brow_inner=5, brow_outer=-4, open=0.68, squint=0.25, look_x=0.3, curve=0.4, skew=1.35, wide=1.12, tilt=-6
    ),
    Expression.ANGER: Face(
        brow_inner=15,
        brow_outer=-9,
        open=0.86,
        squint=0.25,
        pupil=0.82,
        curve=-0.65,
        jaw=0.58,
        wide=1.22,
        teeth=True,
        marks=_marks("vein", "shade"),
    ),
    Expression.SAD: Face(
        brow_inner=-12,
        brow_outer=7,
        open=0.66,
        look_y=0.4,
        curve=-0.95,
        wide=0.9,
        tilt=5,
        nod=4,
        marks=_marks("glisten"),
    ),
    Expression.CRY: Face(
        brow_inner=-12,
        brow_outer=6,
        open=0.72,
        squint=0.35,
        pupil=1.08,
        curve=-0.75,
        jaw=0.42,
        wide=1.05,
        tilt=4,
        marks=_marks("tears", "blush", "glisten"),
    ),
    Expression.SHOCK: Face(
        brow_inner=-12,
        brow_outer=-9,
        open=1.44,
        pupil=0.56,
        curve=-0.15,
        jaw=0.92,
        wide=0.75,
        marks=_marks("pale", "sweat"),
    ),
    Expression.FEAR: Face(
        brow_inner=-13,
        brow_outer=3,
        open=1.2,
        pupil=0.6,
        curve=-0.55,
        jaw=0.3,
        wide=1.1,
        teeth=True,
        tilt=-3,
        marks=_marks("pale", "sweat", "shiver"),
    ),
    Expression.TENDER: Face(
        brow_inner=-5,
        brow_outer=2,
        open=0.74,
        squint=0.15,
        pupil=1.1,
        look_y=0.2,
        curve=0.5,
        tilt=6,
        marks=_marks("blush"),
    ),
    Expression.THINK: Face(
        brow_inner=4, brow_outer=-2, open=0.74, look_x=-0.45, look_y=-0.25, curve=-0.15, wide=0.75, skew=-0.3, tilt=-5
    ),
    Expression.PAIN: Face(
        brow_inner=9,
        brow_outer=2,
        open=0.2,
        squint=0.55,
        pupil=0.9,
        curve=-0.6,
        jaw=0.34,
        wide=1.2,
        teeth=True,
        tilt=7,
        marks=_marks("sweat", "shade"),
    ),
}


def face_of(expression: Expression) -> Face:
    """The face of an expression."""
    return FACES[expression]
