"""What tests of directing share: a script in a few lines, and its shots."""

from __future__ import annotations

from pathlib import Path

from fangcun.cut.contracts import Shot
from fangcun.cut.engine.direct import direct_scene
from fangcun.cut.engine.looks import looks_of
from fangcun.write.contracts import Screenplay
from fangcun.write.engine.reader import read, read_text

EXAMPLES = Path(__file__).parents[3] / "examples"


def example(ending: str) -> Screenplay:
    """The example script whose file name ends so."""
    (path,) = EXAMPLES.glob(f"*{ending}")
    return read(path.read_bytes(), name=path.name)


def series() -> Screenplay:
    """The longest Chinese example: fifteen episodes."""
    return example("场记.txt")


def shots(body: str, *, heading: str = "1-1 日 内 客厅", cast: str = "林晚、老周", closing: bool = False) -> list[Shot]:
    """The shots of one scene; 林晚 is a woman of 24, 老周 a man of 60."""
    sheet = "人物小传\n林晚：女，24岁，设计师。\n老周：男，60岁，门卫。\n"
    play = read_text(f"《借伞》\n\n{sheet}\n第1集 雨\n\n{heading}\n人物：{cast}\n{body}\n")
    (scene,) = play.scenes()
    return list(direct_scene(scene, cast=looks_of(play), closing=closing))
