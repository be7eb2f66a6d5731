"""Between a scene's facts and its row: which of them stand in columns and which in the JSON beside them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fangcun.shoot.contracts import Light, SceneFacts
from fangcun.shoot.models import Strip

_COLUMNS = ("key", "position", "script_place", "minutes", "cast", "light")


def columns_of(facts: SceneFacts) -> dict[str, Any]:
    """The fields of a row that say what a scene is."""
    rest = {name: value for name, value in asdict(facts).items() if name not in _COLUMNS}
    return {
        "key": facts.key,
        "position": facts.position,
        "place": facts.script_place,
        "minutes": facts.minutes,
        "night": facts.night,
        "exterior": facts.exterior,
        "cast": list(facts.cast),
        "facts": rest,
    }


def facts_of(row: Strip) -> SceneFacts:
    """What a row says of its scene."""
    rest = row.facts
    return SceneFacts(
        key=row.key,
        position=row.position,
        episode=rest.get("episode"),
        number=rest.get("number", row.key),
        light=_LIGHTS[row.night, row.exterior],
        time=rest.get("time", ""),
        int_ext=rest.get("int_ext", ""),
        script_place=row.place,
        seconds=rest.get("seconds", 0),
        minutes=row.minutes,
        synopsis=rest.get("synopsis", ""),
        cast=tuple(row.cast),
        extras=tuple((name, count) for name, count in rest.get("extras", ())),
        needs={department: tuple(things) for department, things in rest.get("needs", {}).items()},
        load=tuple(rest.get("load", ())),
        wishes=tuple(rest.get("wishes", ())),
        lines=tuple((name, count) for name, count in rest.get("lines", ())),
    )


_LIGHTS = {
    (False, False): Light.DAY_INT,
    (False, True): Light.DAY_EXT,
    (True, False): Light.NIGHT_INT,
    (True, True): Light.NIGHT_EXT,
}
