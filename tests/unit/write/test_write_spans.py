"""Every character of the input belongs to exactly one block, whatever the input is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangcun.kit.errors import FangcunError
from fangcun.kit.text import normalise
from fangcun.write.engine.reader import read, read_text

SCRIPTS = Path(__file__).parents[2] / "data" / "scripts"
FRAGMENTS = [
    "1-1 日 内 客厅", "1-2", "场 12-2 回忆 夜 内 地下室", "第一集 1-1 夜 内 办公室", "第2集：重逢",
    "第一场：寓所·夜", "内景 客厅", "INT. HOUSE - DAY", "人物：林晚、顾言", "人物：", "道具：伞", "时：夜",
    "景：客厅", "人：林晚 道具：伞", "△林晚走。", "∆", "林晚：你好", "林晚（怒）os：", "VO（林晚）：好。",
    "林晚", "（怒）", "【闪回】", "【闪回】△雨。", "【闪回结束】", "【字幕：三年后】", "【", "】", "〔幕启〕",
    "（鲁云）好。〔下〕好", "〔卜儿上，云〕好", "第一集完", "未完待续", "**1-1**", "# 第三集",
    "| 人物 | 林晚 |", "|---|---|", "***", "<center>林晚</center>", "Title: X", "BRICK", "CUT TO:", "> 走 <",
    "/* 注", "*/", "[[note]]", "没有标点的一长行字一直写到行尾", "人物小传", "林晚：女，25岁", "\u200b",
    "\u3000\u3000", "⽇", "㎡", "\t", "第一幕", "楔子", "《第一折》", "付费卡点", "+场 厨房 内 夜", "：", "a:b",
]  # fmt: skip
SOUP = st.lists(
    st.tuples(
        st.sampled_from(FRAGMENTS) | st.text(max_size=12),
        st.sampled_from(["\n", "\n\n", "\r\n", " ", "", "\u2028", "\x0c"]),
    ),
    max_size=25,
).map(lambda parts: "".join(a + b for a, b in parts))


@settings(max_examples=250, deadline=None)
@given(SOUP, st.sampled_from(["txt", "md", "fountain", "pdf"]))
def test_any_soup_of_lines_comes_back_whole(text: str, format: str) -> None:
    try:
        play = read_text(text, format=format)
    except FangcunError as error:
        assert error.code == "script.empty"  # noqa: PT017 - anything visible must be read
        assert not normalise(text, width=False).text.strip()
        return
    blocks = play.all_blocks()
    assert "".join(text[b.span.start : b.span.end] for b in blocks) == text
    assert [b.span.start for b in blocks] == sorted(b.span.start for b in blocks)


@pytest.mark.parametrize("path", sorted(p for p in SCRIPTS.iterdir() if p.suffix != ".md"), ids=lambda p: p.name)
def test_the_scripts_we_keep_come_back_whole(path: Path) -> None:
    play = read(path.read_bytes(), name=path.name)
    assert "".join(play.source[b.span.start : b.span.end] for b in play.all_blocks()) == play.source
    assert len(play.scenes()) > 1
