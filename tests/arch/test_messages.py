"""Whatever a page says in Chinese it can say in English, and what is compiled is what is written."""

from __future__ import annotations

import io
import string
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from fangcun.messages import CATALOGUE, gather


def written() -> Catalog:
    return read_po(io.BytesIO(CATALOGUE.read_bytes()), locale="en")


def test_every_word_of_a_page_has_its_english() -> None:
    english = written()
    said = {message if isinstance(message, str) else message[0] for _, _, message in gather()}
    lacking = [text for text in sorted(said) if not (found := english.get(text)) or not found.string]
    assert lacking == [], "run ./fangcun messages and translate what it lists"


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = read_mo(CATALOGUE.with_suffix(".mo").open("rb"))
    assert pairs(compiled) == pairs(written())


def pairs(catalogue: Catalog) -> set[tuple[str, ...]]:
    """Each message with its English; plurals, which are lists in one form and tuples in the other, alike."""
    return {(*of(m.id), "→", *of(m.string)) for m in catalogue if m.id}


def of(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_placeholders_survive_the_translation() -> None:
    for message in written():
        if isinstance(message.id, str) and message.id:
            wanted = {name for _, name, _, _ in string.Formatter().parse(message.id.replace("%", "")) if name}
            given = {name for _, name, _, _ in string.Formatter().parse(str(message.string).replace("%", "")) if name}
            assert wanted == given, message.id


def test_no_room_keeps_a_catalogue_of_its_own() -> None:
    assert sorted(Path(CATALOGUE).parents[4].rglob("*.po")) == [CATALOGUE]
