"""The subtitles of the example scripts, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangcun.cut.engine.direct import direct_scene
from fangcun.cut.engine.looks import looks_of
from fangcun.cut.engine.phrases import ROW_WIDTH, rows_of, shown_of, width_of, words_of
from fangcun.cut.numbering import numbered
from fangcun.write.engine.reader import read

EXAMPLES = sorted(p for p in (Path(__file__).parents[3] / "examples").iterdir() if p.suffix in (".txt", ".fountain"))
CLOSING = tuple("。，、；：！？…—”’》）!?,.;:")


@pytest.mark.parametrize("script", EXAMPLES, ids=lambda path: path.stem)
def test_no_line_of_an_example_breaks_a_word_or_opens_with_a_closing_mark(script: Path) -> None:
    given = read(script.read_bytes(), name=script.name)
    screenplay = getattr(given, "screenplay", given)
    looks = looks_of(screenplay)
    scenes = [scene for _, episode in numbered(screenplay) for scene in episode.scenes if scene.content]
    texts = [line.text for scene in scenes for s in direct_scene(scene, cast=looks) for line in s.lines]
    assert len(texts) > 10
    for text in texts:
        words = {edge for word in words_of(text, names=tuple(looks)) for edge in word}
        rows = rows_of(text, names=tuple(looks))
        assert "".join(text[a:b] for a, b in rows) == text
        assert {a for a, _ in rows} <= words, text
        assert not any(text[a:b].startswith(CLOSING) for a, b in rows[1:]), text
        assert all(width_of(shown_of(text[a:b])) <= 2 * ROW_WIDTH for a, b in rows), text
