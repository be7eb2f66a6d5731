"""Papers: what people wrote is data, the same facts give the same bytes, no character is an empty box."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangcun.kit.typesetting import Typesetter

FONTS = Path(__file__).parents[3] / "node_modules" / "@expo-google-fonts" / "noto-sans-sc"


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter([FONTS / "400Regular"])


def test_a_character_that_no_font_draws_is_named(typesetter: Typesetter) -> None:
    assert typesetter.spelled("𠮷野家，〇，é") == "〔U+20BB7〕野家，〇，é"


def test_what_has_no_shape_is_left_out_but_lines_stay(typesetter: Typesetter) -> None:
    assert typesetter.spelled("赌\u200d博\x00\n下一行") == "赌博\n下一行"


def test_data_are_spelled_to_their_ground(typesetter: Typesetter) -> None:
    assert typesetter.spelled({"人": ["𠮷", ("𠮷",)], "数": 3}) == {"人": ["〔U+20BB7〕", ["〔U+20BB7〕"]], "数": 3}


def test_the_same_facts_give_the_same_bytes(typesetter: Typesetter, tmp_path: Path) -> None:
    program = tmp_path / "one.typ"
    program.write_text(
        '#set document(date: none)\n#set text(font: "Noto Sans SC")\n#json(bytes(sys.inputs.data)).words'
    )
    hostile = {"words": '#panic("x") $ \\ "'}
    assert typesetter.compile(program, hostile) == typesetter.compile(program, hostile)
