"""Scripts as people write them: read, broken down, exported, and read back the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from test_export_roundtrip import shape

from fangcun.write.contracts import Category, Screenplay
from fangcun.write.engine.breakdown import break_down
from fangcun.write.engine.export_fdx import to_fdx
from fangcun.write.engine.export_fountain import to_fountain
from fangcun.write.engine.export_json import to_json
from fangcun.write.engine.export_xlsx import to_xlsx
from fangcun.write.engine.import_json import from_json
from fangcun.write.engine.reader import read_text
from fangcun.write.engine.reimport_fdx import read_back_fdx
from fangcun.write.engine.reimport_fountain import read_back_fountain

SCHEMA = Path(__file__).parents[3] / "docs" / "reference" / "screenplay.schema.json"
LAYOUTS = {
    "plain": """《归来》
人物小传
林晚：女，24岁，失踪多年的女儿，小名晚晚。
顾砚：男，30岁，总裁。

第1集
1-1 日 内 客厅
人物：林晚、顾砚、士兵×10
道具：半块玉佩、离婚协议书
△林晚一袭红裙走进来，十几个保安围住她。
林晚（冷笑）：三年了，顾砚。
顾砚OS：她怎么回来了？
【字幕：三年前】
【闪回】
△林晚跪在雨中。
【闪回结束】
【付费卡点】
第1集完
第2集：真相
2-1 夜 外 后山
人物：顾砚
顾砚（VO）：原来是你。
""",
    "spaced": """第一集
场 1-2 回忆 夜 内 地下室
∆一盏油灯。
陈七：（压低声音）谁？
4-1 日/外 后山
人物：陈七、差役若干
▲陈七骑马奔来。
""",
    "head of four lines": """1-1
时：日
景：校场
人：李将军、士兵*4
△李将军拔剑。
李将军：杀！
""",
    "western": """INT. BAR - NIGHT

Steel drops the revolver. Two guards burst in.

STEEL
(softly)
To *retirement*.

CUT TO:

EXT. ROAD - DAY

A police car.
""",
}


@pytest.fixture(params=LAYOUTS, scope="module")
def play(request: pytest.FixtureRequest) -> Screenplay:
    return read_text(LAYOUTS[request.param], format="fountain" if request.param == "western" else "txt")


def test_fountain(play: Screenplay) -> None:
    again = read_back_fountain(to_fountain(play))
    assert again is not None
    assert shape(again) == shape(play)


def test_fdx(play: Screenplay) -> None:
    again = read_back_fdx(to_fdx(play, break_down(play)))
    assert again is not None
    assert shape(again) == shape(play)


def test_json(play: Screenplay) -> None:
    data: Any = json.loads(json.dumps(to_json(play, break_down(play))))
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(data)
    title, _, episodes = shape(from_json(data))
    assert (title, episodes) == (shape(play)[0], shape(play)[2])


def test_tables(play: Screenplay) -> None:
    assert to_xlsx(play, break_down(play))[:2] == b"PK"


def test_elements_stand_where_they_were_found(play: Screenplay) -> None:
    for entry in break_down(play).scenes:
        for element in entry.elements:
            surface = play.source[element.span.start : element.span.end].lower()
            fixed = element.category in (Category.ANIMAL_HANDLER, Category.ADDITIONAL_LABOR)
            assert fixed or surface.startswith(element.name.lower())
