"""The page that tells script writers what is heard says what the tables do."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from fangcun.cut.engine.dub_sound import DRIVEN
from fangcun.cut.engine.hearing import Channel
from fangcun.cut.engine.tongues import SPOKEN

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "sound.md").read_text(encoding="utf-8")


def table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("fangcun.cut.engine").joinpath(name).read_text(encoding="utf-8"))


def section(title: str) -> str:
    return PAGE.split(f"## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("How a line is said", list(table("manners.toml"))),
        ("How a voice comes to us", [channel.value for channel in Channel]),
        ("Where it is heard", list(table("rooms.toml")["room"])),
        ("What is heard of an action", list(table("sounds/sounds.toml")["stinger"])),
        ("Other languages", list(SPOKEN)),
    ],
)
def test_the_page_names_everything_there_is(title: str, names: list[str]) -> None:
    assert not set(names) - set(re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)?", section(title)))


def test_the_words_it_gives_mean_what_it_says() -> None:
    manners = table("manners.toml")
    for name, words in re.findall(r"^\| (\w+) \| ([^|]+) \|", section("How a line is said"), re.M):
        if name in manners:
            assert set(re.split(r"[ ,]+", words.strip())) - {"on", "the"} <= set(manners[name]["words"])


def test_the_fastest_tempo_is_the_one_it_says() -> None:
    assert f"{DRIVEN} times" in PAGE
