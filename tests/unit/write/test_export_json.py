"""The JSON contract: what the schema says is what is written, and it reads back."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from script_text import script

from fangcun.kit.errors import FangcunError
from fangcun.write.contracts import Category, Character, Screenplay
from fangcun.write.engine.breakdown import break_down
from fangcun.write.engine.export_json import to_json
from fangcun.write.engine.import_json import from_json

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"
PLAY = script(
    """本剧讲述重逢
第1集：归来
1-1 日 内 客厅（闪回）
人物：晚晚、士兵×10、差役若干
道具：半块玉佩、轿车
△林晚一袭红裙，十几个保安围住她。
林晚（怒）OS：顾砚呢？
【字幕：三年前】
【付费卡点】
1-2 夜 外 后山
人物：顾砚
顾砚内心：完了。
""",
    characters=(Character("林晚", ("晚晚",), "女儿", "女", 24),),
)


def written(play: Screenplay) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(to_json(play, break_down(play)), ensure_ascii=False))
    return data


def validator() -> Draft202012Validator:
    schema = json.loads((REFERENCE / "screenplay.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize(
    "play",
    [PLAY, script(""), script("INT. BAR - NIGHT\n△Steel drops the revolver.\n", format="fountain")],
    ids=["chinese", "empty", "western"],
)
def test_what_is_written_is_what_the_schema_says(play: Screenplay) -> None:
    assert [e.message for e in validator().iter_errors(written(play))] == []


def test_the_schema_refuses_something_else() -> None:
    data = written(PLAY)
    data["episodes"][0]["scenes"][0]["int_ext"] = "INT"
    assert list(validator().iter_errors(data))


def test_the_schema_names_the_categories_of_the_contract() -> None:
    element = validator().schema["$defs"]["element"]
    assert set(element["properties"]["category"]["enum"]) == {c.value for c in Category}


def test_the_reference_names_every_field() -> None:
    text = (REFERENCE / "screenplay-json.md").read_text("utf-8")
    definitions = validator().schema["$defs"]
    names = {n for d in definitions.values() for n in d["properties"]} | set(validator().schema["properties"])
    assert [n for n in sorted(names) if not re.search(rf"`{n}(\[\])?`", text)] == []


def test_a_scene_says_what_was_printed_and_what_it_means() -> None:
    scene = written(PLAY)["episodes"][0]["scenes"][0]
    assert (scene["id"], scene["number"], scene["time"], scene["time_of_day"], scene["int_ext"]) == (
        "1-1",
        1,
        "日",
        "日",
        "内",
    )
    assert scene["cast_listed"] == ["晚晚"]
    assert scene["cast_speaking"] == ["林晚"]
    assert scene["cast_mentioned"] == ["顾砚"]
    assert scene["extras"] == [
        {"name": "士兵", "count": 10},
        {"name": "差役", "count": None},
        {"name": "保安", "count": 10},
    ]
    assert scene["props"] == ["半块玉佩", "轿车"]
    assert scene["flashback"] is True
    assert [(b["kind"], b["text"], b["speaker"], b["manner"], b["voice"]) for b in scene["blocks"]] == [
        ("action", "林晚一袭红裙，十几个保安围住她。", None, None, None),
        ("dialogue", "顾砚呢？", "林晚", "怒", "OS"),
        ("caption", "三年前", None, None, None),
        ("mark", "付费卡点", None, None, None),
    ]


def test_people_are_counted() -> None:
    people = {p["name"]: p for p in written(PLAY)["characters"]}
    assert (people["林晚"]["scenes"], people["林晚"]["lines"], people["林晚"]["aliases"]) == (1, 1, ["晚晚"])
    assert (people["顾砚"]["scenes"], people["顾砚"]["lines"]) == (1, 1)


def test_reading_back_gives_the_same_data() -> None:
    data = written(PLAY)
    again = from_json(data)
    assert "".join(again.source[b.span.start : b.span.end] for b in again.all_blocks()) == again.source
    assert without_places(written(again)) == without_places({**data, "format": "json"})


def without_places(value: Any) -> Any:
    """Lines and spans are those of the text, and the text is composed anew."""
    if isinstance(value, dict):
        return {k: without_places(v) for k, v in value.items() if k not in {"line", "start", "end"}}
    return [without_places(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("data", [{}, {"episodes": 3}, {**written(PLAY), "episodes": [{"number": 1}]}])
def test_foreign_json_is_refused_in_words(data: dict[str, Any]) -> None:
    with pytest.raises(FangcunError, match="不是方寸导出的剧本"):
        from_json(data)
