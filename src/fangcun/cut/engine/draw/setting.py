"""What surrounds the people of a shot: its ground, its air, its feeling."""

from __future__ import annotations

from random import Random

from fangcun.cut.contracts import Expression, Figure, Framing, Shot, ShotKind
from fangcun.cut.engine.draw import effects
from fangcun.cut.engine.draw.chance import chance
from fangcun.cut.engine.draw.color import Rgb
from fangcun.cut.engine.draw.layers import Layers
from fangcun.cut.engine.draw.light import Light, hour_of, light_of
from fangcun.cut.engine.draw.places.backdrop import View, is_inside, show_set, soften
from fangcun.cut.engine.draw.places.registry import find_place
from fangcun.cut.engine.draw.staging import focus_of
from fangcun.cut.engine.draw.style import Style
from fangcun.cut.engine.draw.weather import draw_weather, weather_of

_VIEWS: dict[Framing, tuple[float, float, int]] = {  # zoom, height of the gaze, softness
    Framing.WIDE: (1.0, 0.5, 0),
    Framing.FULL: (1.06, 0.6, 0),
    Framing.MEDIUM: (1.3, 0.4, 1),
    Framing.CLOSE: (1.65, 0.32, 2),
    Framing.EXTREME: (2.4, 0.3, 3),
}


_LOOKS_AT_PLACE = {Framing.WIDE: 1.0, Framing.FULL: 1.36}
_FEELING: dict[Expression, int] = {Expression.SHOCK: 0x5A6FC0, Expression.ANGER: 0xD2574A, Expression.FEAR: 0x4A4A86}


def draw_ground(layers: Layers, shot: Shot, era: str, style: Style) -> Light:
    """Lay the ground of a shot: its set, or the colour of a feeling in its place. Returns the light on it."""
    kind = find_place(shot.place, era=era, inside=is_inside(shot.int_ext, True) if shot.int_ext.strip() else None)
    hour = sky_of(shot)
    light = light_of(hour, inside=kind.inside)
    focus = focus_of(shot)
    rng = chance("view", shot.id)
    feeling = _FEELING.get(focus.expression) if focus and style.lines else None
    near = shot.framing in {Framing.CLOSE, Framing.EXTREME}
    alone = len(shot.figures) == 1 or shot.kind in {ShotKind.SINGLE, ShotKind.HOLD}
    if feeling is not None and near and alone and shot.kind is not ShotKind.CARD and rng.random() < 0.75:
        _draw_feeling(layers, rng, feeling, focus)
        return light
    zoom, y, soft = _VIEWS[shot.framing]
    least, spread, mirrored = 1.0, 1.1, 0.3
    if shot.kind is ShotKind.CARD:
        zoom, y, soft = 1.0, 0.5, 2
    elif shot.kind is ShotKind.ESTABLISHING:
        # Without people the set is the picture: each look at it is from elsewhere.
        zoom, y, least, spread, mirrored = _LOOKS_AT_PLACE.get(shot.framing, 1.6), 0.5, 1.06, 1.32, 0.5
    view = View(
        zoom * rng.uniform(least, spread),
        rng.random(),
        y + rng.uniform(-0.08, 0.08) * (zoom - 1),
        rng.random() < mirrored,
        soft,
    )
    image = soften(shot.place, hour, shot.int_ext, era, soft)
    layers.lay_ground(show_set(image, view, width=layers.width, height=layers.height))
    return light


def sky_of(shot: Shot) -> str:
    """The hour of a shot; by day rain, snow and fog take the sun away."""
    hour = hour_of(shot.time_of_day)
    return "阴" if hour == "日" and air_of(shot) in {"rain", "snow", "fog"} else hour


def air_of(shot: Shot) -> str | None:
    """The weather of a shot; what people say of the weather of another day does not make it rain."""
    told = "" if shot.lines else shot.beat
    return weather_of(shot.weather, told + shot.place + shot.time_of_day)


def _draw_feeling(layers: Layers, rng: Random, color: Rgb, focus: Figure | None) -> None:
    """In place of the set: a ground of colour and the lines of the shock."""
    width, height = layers.width, layers.height
    layers.lay_ground(effects.paint_burst(width, height, color))
    afraid = focus is not None and focus.expression is Expression.FEAR
    centre = (width * 0.5, height * 0.4)
    effects.draw_speed_lines(
        layers.open(), width, height, rng, centre=centre, color=0xFFFFFF if afraid else 0x2A1024, alpha=0.75
    )


def draw_air(layers: Layers, shot: Shot, light: Light, style: Style) -> None:
    """Lay what hangs between the people and us: weather, dust, tone, the hour's colour, the mark of a blow."""
    canvas, width, height = layers.open(), layers.width, layers.height
    rng = chance("air", shot.id)
    focus = focus_of(shot)
    weather = air_of(shot)
    ground = shot.framing in {Framing.WIDE, Framing.FULL}
    draw_weather(canvas, weather, width=width, height=height, rng=rng, inside=light.inside, ground=ground)
    if light.night or light.low_sun:
        effects.draw_motes(canvas, width, height, rng, light.rim)
    tint = 0x2B1D48 if light.night else 0x6A4A5E
    layers.wash(effects.wash_mood(width, height, light, (tint, 0.16, rng.choice((2, 3))) if style.tone else None))
    if focus is None or not style.lines or shot.kind in {ShotKind.CARD, ShotKind.ESTABLISHING}:
        return
    if shot.kind is ShotKind.HOLD and focus.expression in _FEELING:
        effects.draw_impact(layers.open(), width, height, 0x16101C)
