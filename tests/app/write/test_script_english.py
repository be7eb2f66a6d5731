"""The pages of the scripts are written in English as well."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from fangcun.write.contracts import IntExt, TimeOfDay
from fangcun.write.views import words

TEMPLATES = Path(words.__file__).parents[1] / "templates" / "write"
PLAIN = re.compile(r"""\{%\s*translate\s+(?:"([^"]*)"|'([^']*)')\s*%\}""")
BLOCK = re.compile(r"\{%\s*blocktranslate[^%]*%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.S)
HAN = re.compile("[\u4e00-\u9fff]")


def texts(template: Path) -> set[str]:
    page = template.read_text(encoding="utf-8")
    blocks = {re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", b) for b in BLOCK.findall(page)}
    return {a or b for a, b in PLAIN.findall(page)} | blocks


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda p: p.name)
def test_every_text_of_a_page_has_its_english(template: Path) -> None:
    with translation.override("en"):
        chinese = [t for t in texts(template) if HAN.search(translation.gettext(t))]
    assert chinese == []


def test_nothing_of_a_page_is_chinese_without_being_marked_for_translation() -> None:
    for template in TEMPLATES.glob("*.html"):
        page = BLOCK.sub("", PLAIN.sub("", template.read_text(encoding="utf-8")))
        assert [line for line in page.splitlines() if HAN.search(line.replace("（", "").replace("）", ""))] == [], (
            template
        )


def test_the_trades_words_have_their_english() -> None:
    tables = (words.CATEGORY, words.SEVERITY, words.VOICE, words.INT_EXT, words.TIME_OF_DAY)
    with translation.override("en"):
        assert [str(w) for table in tables for w in table.values() if HAN.search(str(w))] == []
        assert str(words.INT_EXT[IntExt.EXT]) + str(words.TIME_OF_DAY[TimeOfDay.NIGHT]) == "EXTNight"
        assert words.length((78, 128)) == "1 m 18 s–2 m 08 s"
        assert words.length((600, 900)) == "10–15 min"
    assert words.length((78, 128)) == "1分18秒–2分08秒"
