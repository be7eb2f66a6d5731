"""Hair styles as data: hairlines, what hangs behind, what falls in front, what is bound on top."""

from __future__ import annotations

from dataclasses import dataclass

from fangcun.cut.engine.draw.ink import Point


@dataclass(frozen=True, slots=True)
class Style:
    """One way to wear hair, drawn for a frontal head with the parting on the left (−x).

    ``line`` runs from the right temple to the left one: tips and valleys of the fringe. ``back`` is how far the hair
    falls behind, in units below the middle of the face (0: it ends at the neck), ``spread`` how wide.
    """

    line: tuple[Point, ...]
    width: float = 85.0
    top: float = -119.0
    back: float = 0.0
    spread: float = 92.0
    wave: float = 0.0
    locks: tuple[tuple[Point, ...], ...] = ()  # centre lines of strands in front, root first
    lock_width: float = 16.0
    buns: tuple[tuple[float, float, float, float], ...] = ()  # x, y, rx, ry
    ornament: str | None = None
    tail: str | None = None
    bulge: float = 0.16
    swept: bool = False  # strands run from the hairline back to the crown


_SIDES: dict[str, tuple[tuple[Point, ...], tuple[Point, ...]]] = {
    "m": (((83, 8), (72, 22), (68, -12)), ((-68, -12), (-72, 22), (-83, 8))),
    "f": (((85, 20), (70, 34), (67, -10)), ((-67, -10), (-70, 34), (-85, 20))),
}


def _line(kind: str, *middle: Point) -> tuple[Point, ...]:
    right, left = _SIDES[kind]
    return (*right, *middle, *left)


_LONG_LOCKS: tuple[tuple[Point, ...], ...] = (
    ((74, -18), (80, 50), (74, 120), (84, 210)),
    ((-74, -18), (-80, 50), (-74, 120), (-84, 210)),
)
_TEMPLE_STRANDS: tuple[tuple[Point, ...], ...] = (
    ((70, -20), (76, 40), (70, 100), (76, 150)),
    ((-70, -20), (-76, 40), (-70, 100), (-76, 150)),
)
_UP = _line("f", (58, -44), (30, -66), (0, -56), (-30, -66), (-58, -44))
_UP_M = _line("m", (60, -44), (36, -64), (0, -58), (-36, -64), (-60, -44))

STYLES: dict[str, Style] = {
    # men of our time
    "part": Style(_line("m", (64, -40), (48, -24), (34, -44), (14, -24), (2, -46), (-20, -32), (-36, -76), (-56, -42))),
    "fringe": Style(
        _line(
            "m",
            (66, -30),
            (50, -14),
            (42, -32),
            (26, -8),
            (16, -30),
            (-2, -8),
            (-10, -28),
            (-30, -10),
            (-38, -30),
            (-54, -16),
        ),
        width=87,
        top=-122,
    ),
    "slick": Style(_line("m", (60, -48), (34, -68), (0, -62), (-34, -70), (-58, -48)), top=-117, swept=True),
    "middle": Style(
        _line("m", (68, -4), (56, -22), (30, -48), (0, -82), (-30, -48), (-56, -22), (-68, -4)), width=87, top=-121
    ),
    "crop": Style(
        _line(
            "m", (62, -42), (46, -56), (30, -50), (14, -58), (0, -52), (-16, -58), (-32, -50), (-48, -56), (-62, -42)
        ),
        width=80,
        top=-109,
        bulge=0.1,
    ),
    "wolf": Style(
        _line("m", (66, -20), (52, -8), (40, -34), (20, -12), (6, -44), (-16, -20), (-34, -60), (-52, -14), (-64, -24)),
        width=89,
        top=-124,
        back=62,
        spread=80,
    ),
    "bald": Style((), width=80, top=-100),
    # women of our time
    "long": Style(
        _line("f", (64, -30), (44, -36), (10, -62), (-26, -84), (-48, -40), (-62, -16)),
        back=330,
        spread=98,
        locks=_LONG_LOCKS,
    ),
    "curtain": Style(
        _line("f", (70, 6), (56, -16), (30, -46), (4, -74), (-24, -46), (-54, -16), (-70, 6)),
        back=280,
        spread=96,
        locks=_LONG_LOCKS,
    ),
    "wavy": Style(
        _line("f", (68, 0), (50, -30), (18, -58), (-28, -86), (-46, -42), (-66, -6)),
        width=89,
        back=270,
        spread=118,
        wave=9,
        locks=(
            ((76, -10), (90, 50), (72, 110), (92, 170), (78, 230)),
            ((-76, -10), (-90, 50), (-72, 110), (-92, 170), (-78, 230)),
        ),
        lock_width=24,
    ),
    "bob": Style(
        _line(
            "f", (62, -22), (46, -12), (34, -30), (16, -10), (4, -28), (-14, -10), (-24, -30), (-42, -12), (-60, -22)
        ),
        width=90,
        back=104,
        spread=96,
        locks=(((76, -16), (86, 40), (80, 86), (62, 108)), ((-76, -16), (-86, 40), (-80, 86), (-62, 108))),
        lock_width=30,
    ),
    "shoulder": Style(
        _line("f", (66, -6), (52, -28), (24, -54), (-14, -80), (-40, -44), (-62, -10)),
        width=88,
        back=158,
        spread=98,
        locks=(((76, -14), (86, 50), (82, 110), (70, 152)), ((-76, -14), (-86, 50), (-82, 110), (-70, 152))),
        lock_width=24,
    ),
    "ponytail": Style(
        _line("f", (64, -28), (46, -20), (36, -40), (14, -18), (2, -40), (-16, -20), (-30, -46), (-52, -22)),
        tail="high",
        locks=_TEMPLE_STRANDS,
        lock_width=10,
    ),
    "bun": Style(
        _line("f", (62, -34), (40, -52), (8, -68), (-26, -82), (-50, -42)),
        buns=((8, -138, 36, 32),),
        locks=_TEMPLE_STRANDS,
        lock_width=8,
        swept=True,
    ),
    "low_bun": Style(_line("f", (62, -36), (38, -56), (2, -72), (-30, -80), (-54, -40)), tail="low_bun", swept=True),
    "short": Style(
        _line("f", (64, -26), (44, -34), (30, -52), (4, -48), (-26, -76), (-50, -34)), width=87, back=52, spread=80
    ),
    "perm": Style(
        _line("f", (64, -30), (44, -48), (16, -50), (-12, -60), (-36, -48), (-60, -30)),
        width=93,
        top=-124,
        back=62,
        spread=94,
        wave=7,
    ),
    # the republic
    "waves": Style(
        _line("f", (70, 20), (58, -8), (62, -34), (34, -46), (2, -68), (-28, -84), (-50, -40), (-66, 0)),
        width=90,
        back=92,
        spread=96,
        wave=6,
        ornament="flower",
    ),
    "braids": Style(
        _line("f", (60, -26), (42, -16), (26, -24), (8, -14), (-10, -24), (-28, -14), (-46, -26)), tail="braids"
    ),
    # children
    "bowl": Style(
        _line("f", (62, -22), (40, -20), (20, -17), (0, -18), (-20, -17), (-40, -20), (-62, -22)),
        width=90,
        back=46,
        spread=84,
        bulge=0.05,
    ),
    "pigtails": Style(
        _line("f", (62, -26), (44, -14), (30, -26), (12, -12), (-6, -24), (-24, -12), (-44, -26)), tail="pigtails"
    ),
    # of old
    "topknot_long": Style(
        _UP_M,
        back=300,
        spread=94,
        buns=((0, -136, 25, 26),),
        ornament="guan_small",
        locks=_TEMPLE_STRANDS,
        lock_width=11,
        swept=True,
    ),
    "crown": Style(_UP_M, buns=((0, -132, 22, 20),), ornament="guan", swept=True),
    "topknot_band": Style(_UP_M, buns=((0, -136, 27, 27),), ornament="band", swept=True),
    "loose_long": Style(
        _line("m", (68, -8), (54, -26), (28, -50), (4, -82), (-24, -50), (-52, -26), (-68, -8)),
        width=88,
        back=320,
        spread=98,
        buns=((0, -128, 18, 18),),
        ornament="guan_small",
        locks=_LONG_LOCKS,
        lock_width=12,
    ),
    "hairpin": Style(
        _UP,
        back=330,
        spread=98,
        buns=((0, -140, 34, 30),),
        ornament="pins",
        locks=_LONG_LOCKS,
        lock_width=13,
        swept=True,
    ),
    "cloud": Style(
        _UP,
        width=90,
        back=40,
        spread=80,
        buns=((-38, -134, 36, 28), (38, -134, 36, 28), (0, -152, 38, 30)),
        ornament="gold",
        swept=True,
    ),
    "side_bun": Style(
        _line("f", (64, -24), (44, -40), (10, -64), (-24, -80), (-48, -40)),
        back=300,
        spread=94,
        buns=((52, -124, 38, 30),),
        ornament="flower",
        locks=_TEMPLE_STRANDS,
        lock_width=12,
    ),
    "half_up": Style(
        _line("f", (66, -18), (48, -40), (20, -62), (0, -72), (-20, -62), (-48, -40), (-66, -18)),
        back=340,
        spread=100,
        buns=((0, -132, 24, 18),),
        ornament="beads",
        locks=_LONG_LOCKS,
        lock_width=14,
    ),
    "double_bun": Style(
        _line("f", (62, -24), (42, -14), (26, -26), (8, -12), (-10, -26), (-28, -12), (-46, -24)),
        buns=((-58, -112, 30, 28), (58, -112, 30, 28)),
        ornament="ribbons",
        locks=_TEMPLE_STRANDS,
        lock_width=8,
    ),
    "high_tail": Style(_UP, tail="high", ornament="band", locks=_TEMPLE_STRANDS, lock_width=9, swept=True),
}
