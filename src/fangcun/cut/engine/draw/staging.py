"""Who stands where: from a shot's framing and people to places and sizes in the frame."""

from __future__ import annotations

from collections.abc import Mapping

from fangcun.cut.contracts import Figure, Framing, Look, Shot, ShotKind
from fangcun.cut.engine.draw.chance import chance, seed_of
from fangcun.cut.engine.draw.figure import Stance, height_of
from fangcun.cut.engine.draw.identity import Identity, wearing
from fangcun.cut.engine.draw.posing import posed

# Pixels per unit at a frame 1920 high, and where the middle of a grown-up's head stands, as a share of the height.
_SOLO: dict[Framing, tuple[float, float]] = {
    Framing.WIDE: (0.54, 0.43),
    Framing.FULL: (0.84, 0.235),
    Framing.MEDIUM: (2.35, 0.325),
    Framing.CLOSE: (3.5, 0.325),
    Framing.EXTREME: (6.1, 0.295),
}
_NEAR = frozenset({Framing.MEDIUM, Framing.CLOSE, Framing.EXTREME})
_PAIR: dict[Framing, tuple[float, float, float]] = {  # scale, height of the heads, distance from the middle
    Framing.WIDE: (0.54, 0.43, 0.15),
    Framing.FULL: (0.8, 0.25, 0.19),
    Framing.MEDIUM: (1.78, 0.33, 0.225),
}
_GROWN = 1270.0
_FAR_REACHING = frozenset({"point", "slap", "support", "hug", "raise"})


def stranger(name: str) -> Look:
    """A look for someone the sheet does not know; the name alone decides it."""
    rng = chance("stranger", name)
    return Look(name, rng.randrange(1 << 30), "女" if rng.random() < 0.5 else "男", rng.randrange(22, 50), "modern", "")


def focus_of(shot: Shot) -> Figure | None:
    """The person the shot is about: who speaks, else the first; never the one whose back is to us."""
    seen = [f for f in shot.figures if f.name != shot.over] or list(shot.figures)
    return next((f for f in seen if f.speaking), seen[0] if seen else None)


def _size(who: Identity, scale: float) -> float:
    return scale * (0.88 if who.child else 1.0)


def _standing(who: Identity, scale: float, y: float, lowest: float) -> tuple[float, float]:
    """Scale and height of the head of someone who stands on the same ground as a grown-up whose head is at ``y``."""
    k = _size(who, scale)
    tall = height_of(who) * k * (1.0 if who.child else who.height)
    return k, min(lowest, y + _GROWN * scale - tall)


def _beside(who: Identity, scale: float, y: float, height: float) -> tuple[float, float]:
    """The same in a near framing: of a difference in height only as much as keeps eyes at the upper third."""
    size, top = _standing(who, scale, y, y + (0.11 if who.child else 0.035) * height)
    return size, max(top, y - 0.035 * height)


def stage(shot: Shot, looks: Mapping[str, Look], *, width: float, height: float) -> list[Stance]:
    """The people of a shot in painting order, in pixels of the frame."""
    focus = focus_of(shot)
    if focus is None or shot.kind in {ShotKind.CARD, ShotKind.INSERT}:
        return []
    people = {f.name: wearing(looks.get(f.name) or stranger(f.name), f.costume) for f in shot.figures}
    stances = _places(shot, focus, people, width, height)
    return posed(stances, shot, width=width, height=height)


def _places(shot: Shot, focus: Figure, people: Mapping[str, Identity], width: float, height: float) -> list[Stance]:
    # Left and right are the director's, else settled per pair of people and not per shot: the line between them is
    # never crossed by accident.
    cast = sorted(shot.figures, key=lambda f: (f.side, people[f.name].child, seed_of("side", f.name)))
    solo = shot.kind is ShotKind.SINGLE or len(cast) == 1 or shot.framing is Framing.EXTREME
    if shot.kind is ShotKind.HOLD and shot.framing in {Framing.CLOSE, Framing.EXTREME}:
        solo = True
    if solo:
        return [_solo(shot, focus, people[focus.name], cast, width, height)]
    near = next((f for f in cast if f.name == shot.over and f.name != focus.name), None)
    if near is None and len(cast) == 2 and shot.framing is Framing.CLOSE:
        near = next(f for f in cast if f.name != focus.name)
    if near is not None and shot.framing in _NEAR:
        return _over_shoulder(
            shot, focus, near, people, _side(focus, [f for f in cast if f in (focus, near)]), (width, height)
        )
    if len(cast) == 2:
        return _pair(shot, cast, people, width, height)
    return _group(shot, focus, cast, people, width, height)


def _side(focus: Figure, cast: list[Figure]) -> int:
    """On which side of the frame a person stands: 1 when most others are to the left."""
    index = next(i for i, f in enumerate(cast) if f.name == focus.name)
    return 1 if len(cast) > 1 and index >= len(cast) / 2 else -1


def _solo(shot: Shot, f: Figure, who: Identity, cast: list[Figure], width: float, height: float) -> Stance:
    rng = chance("solo", shot.id)
    scale, y = _SOLO[shot.framing]
    k = height / 1920
    alone = f.side or (1 if seed_of("side", f.name) % 2 else -1)
    side = _side(f, cast) if len(cast) > 1 else (1 if alone > 0 else -1)
    wide = shot.framing in {Framing.WIDE, Framing.FULL}
    off = 0.0 if shot.framing is Framing.EXTREME else 0.05 if not wide else rng.uniform(0.02, 0.1)
    yaw = -side * rng.choice((0.0, 0.28, 0.5, 0.7))
    if shot.framing is Framing.EXTREME:
        yaw *= 0.3
    scale *= rng.uniform(0.95, 1.04)
    if f.gesture in _FAR_REACHING and shot.framing in {Framing.MEDIUM, Framing.CLOSE}:
        # The arm goes out of its own side: stand back and aside, so that the hand is seen.
        scale, off = _SOLO[Framing.MEDIUM][0] * 0.8, 0.17
    # Alone and near nobody is tall or small: eyes stand at the upper third, whoever they are.
    size, top = (_size(who, scale * k), y * height) if not wide else _standing(who, scale * k, y * height, height)
    return Stance(
        who,
        width * (0.5 + side * off),
        top,
        size,
        yaw=yaw,
        expression=f.expression,
        gesture=f.gesture,
        toward=-side,
        legs=shot.framing is not Framing.CLOSE,
        look=-side * (0.25 if abs(yaw) > 0.2 else 0.0),
    )


def _over_shoulder(
    shot: Shot, focus: Figure, near: Figure, people: Mapping[str, Identity], side: int, room: tuple[float, float]
) -> list[Stance]:
    """Who speaks faces us; who listens stands at the other edge, nearer, larger, with the back to us."""
    width, height = room
    k = height / 1920
    middle, reach = width / 2, min(width, 0.72 * height)
    facing, back = (2.15, 3.5) if shot.framing is Framing.MEDIUM else (2.75, 4.1)
    size, top = _size(people[focus.name], facing * k), (0.31 if shot.framing is Framing.MEDIUM else 0.325) * height
    front = Stance(
        people[focus.name],
        middle + side * reach * 0.17,
        top,
        size,
        yaw=-side * 0.5,
        expression=focus.expression,
        gesture=focus.gesture,
        toward=-side,
        legs=True,
        look=-side * 0.3,
    )
    nearer = Stance(
        people[near.name],
        middle - side * min(width, 1.15 * height) * 0.44,
        height * (0.55 if not people[near.name].child else 0.68),
        back * k,
        yaw=side * 0.45,
        live=False,
        back=True,
        legs=True,
    )
    return [front, nearer]


def _pair(shot: Shot, cast: list[Figure], people: Mapping[str, Identity], width: float, height: float) -> list[Stance]:
    scale, y, apart = _PAIR[shot.framing]
    k = height / 1920
    out = []
    for i, f in enumerate(cast):
        side = -1 if i == 0 else 1
        who = people[f.name]
        near = shot.framing in _NEAR
        size, top = (
            _beside(who, scale * k, y * height, height) if near else _standing(who, scale * k, y * height, height)
        )
        down = 0.3 if top > y * height + 200 * k else 0.0
        out.append(
            Stance(
                who,
                width * (0.5 + side * apart),
                top,
                size,
                yaw=-side * chance("pair", shot.id, f.name).choice((0.48, 0.62, 0.74)),
                expression=f.expression,
                gesture=f.gesture,
                toward=-side,
                legs=True,
                look=-side * (0.4 - down),
            )
        )
    # Who speaks is drawn over the other.
    return sorted(out, key=lambda s: next(f.speaking for f in cast if f.name == s.who.name))


def _group(
    shot: Shot, focus: Figure, cast: list[Figure], people: Mapping[str, Identity], width: float, height: float
) -> list[Stance]:
    k = height / 1920
    wide = shot.framing in {Framing.WIDE, Framing.FULL}
    base, y = (0.54, 0.43) if shot.framing is Framing.WIDE else (0.8, 0.27) if wide else (1.62, 0.36)
    others = [f for f in cast if f.name != focus.name][:5]
    out: list[Stance] = []
    spots = (-0.3, 0.3, -0.15, 0.16, 0.4)
    for i, f in enumerate(others):
        depth = 0.84 if i < 2 else 0.7
        x = spots[i]
        size, top = _standing(
            people[f.name],
            base * depth * k,
            (y - 0.02 if not wide else y + 0.05) * height,
            (0.5 if not wide else 1.0) * height,
        )
        if i >= 2 and not wide:
            top -= 0.07 * height
        out.append(
            Stance(
                people[f.name],
                width * (0.5 + x),
                top,
                size,
                yaw=-0.6 if x > 0 else 0.6,
                expression=f.expression,
                gesture=f.gesture,
                toward=-1 if x > 0 else 1,
                legs=True,
                look=-0.3 if x > 0 else 0.3,
            )
        )
    size, top = _standing(
        people[focus.name],
        base * k,
        y * height + (0.05 * height if not wide else 0),
        (0.5 if not wide else 1.0) * height,
    )
    front = Stance(
        people[focus.name],
        width * 0.5,
        top,
        size,
        yaw=0.2 if seed_of(shot.id) % 2 else -0.2,
        expression=focus.expression,
        gesture=focus.gesture,
        toward=1 if seed_of(shot.id) % 2 else -1,
        legs=True,
    )
    return [*out[2:], *out[:2], front]
