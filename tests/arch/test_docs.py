"""The documentation says what is: commands, options, settings, links and files exist, and none is left out."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from fangcun.cli import COMMANDS
from fangcun.config import PREFIX, Config

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    page
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md"), *ROOT.glob("src/**/*.md")]
)
CALL = re.compile(r"\./fangcun((?: +[\w./=<>\[\]{}|:,-]+)*)")
SETTING = re.compile(rf"\b{PREFIX}[A-Z][A-Z_]*\b")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def commands() -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for name, entry in COMMANDS.items():
        module, _, attribute = entry.target.partition(":")
        top = getattr(importlib.import_module(module), attribute)
        found[name] = top
        if isinstance(top, click.Group):
            found |= {f"{name} {sub}": command for sub, command in top.commands.items()}
    return found


def calls(page: Path) -> Iterator[tuple[str, list[str]]]:
    for match in CALL.finditer(page.read_text(encoding="utf-8")):
        yield match.group(0), match.group(1).split()


def options(command: click.Command) -> set[str]:
    return {o for p in command.params for o in (*p.opts, *p.secondary_opts) if o.startswith("-")} | {"--help", "-h"}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_command_of_a_page_exists_with_its_options(page: Path) -> None:
    known = commands()
    for call, words in calls(page):
        if not words or words[0] in ("--help", "-h", "--version") or not re.match(r"[a-z]", words[0]):
            continue
        name = words[0]
        assert name in known, f"{call}: no such command"
        if isinstance(known[name], click.Group) and len(words) > 1 and re.fullmatch(r"[a-z-]+", words[1]):
            name = f"{name} {words[1]}"
            assert name in known, f"{call}: no such command"
        for word in words:
            option = re.match(r"\[?(--[\w-]+)", word)
            if option and option.group(1) not in options(known[name]):
                # What follows `test` is pytest's.
                assert known[name].context_settings.get("ignore_unknown_options"), f"{call}: no option {word}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_setting_of_a_page_exists(page: Path) -> None:
    known = {f"{PREFIX}{name.upper()}" for name in Config.model_fields} | LAUNCHER_SETTINGS
    for name in set(SETTING.findall(page.read_text(encoding="utf-8"))):
        assert name in known or name.removesuffix("_FILE") in known, f"no setting {name}"


LAUNCHER_SETTINGS = {f"{PREFIX}{name}" for name in ("PYTHON", "TEST_POSTGRES_URL", "TEST_PROCESSES", "X", "X_FILE")}


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    for name, field in Config.model_fields.items():
        assert f"`{PREFIX}{name.upper()}`" in page
        assert field.description
        assert field.description in page


def test_every_command_and_option_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    for name, command in commands().items():
        heading = rf"^#+ `{re.escape(name)}\b.*?(?=^#+ `|\Z)"
        section = re.search(heading, page, re.M | re.S)
        assert section, f"{name} has no section"
        for option in options(command) - {"--help", "-h"}:
            assert f"`{option}" in section.group(0), f"{name} {option} is not documented"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_room_says_what_it_is_for() -> None:
    rooms = [p.parent for p in (ROOT / "src" / "fangcun").glob("*/__init__.py")]
    assert rooms
    assert [r.name for r in rooms if not (r / "README.md").exists()] == []
