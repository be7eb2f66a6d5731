"""The borders of the rooms hold, and the guard that holds them notices every kind of trespass."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
CONTRACTS = {
    c["id"]: c for c in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
STEPS: list[list[str]] = [step.split(" | ") for step in CONTRACTS["layers"]["layers"]]
"""The layers, top first; rooms of one layer do not know each other."""
LAYERS = [room for step in STEPS for room in step]
HEIGHT = {room: -number for number, step in enumerate(STEPS) for room in step}

TRESPASSES = {
    "layers": ("base/services.py", "import fangcun.write.contracts"),
    "room": ("base/queries.py", "import fangcun.base.services"),
    "pure": ("write/engine/__init__.py", "import django.db"),
    "doors": ("write/queries.py", "import fangcun.base.models"),
    "cycles": ("kit/errors.py", "import fangcun.kit.events\nimport fangcun.kit.clock"),
}


def lint(root: Path) -> str:
    env = os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=root, env=env, capture_output=True, text=True, check=False)
    return done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The sources and the contracts, to be broken."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "static", "*.txt"))
    (tmp_path / "tests" / "arch").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "arch" / "contract_types.py", tmp_path / "tests" / "arch")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_border_holds() -> None:
    assert "0 broken" in lint(ROOT)


@pytest.mark.parametrize("border", sorted(TRESPASSES))
def test_the_guard_notices_a_trespass(copy: Path, border: str) -> None:
    file, statement = TRESPASSES[border]
    target = copy / "src" / "fangcun" / file
    target.write_text(target.read_text() + f"\n{statement}\n")
    if border == "cycles":
        events = copy / "src" / "fangcun" / "kit" / "events.py"
        events.write_text(events.read_text() + "\nimport fangcun.kit.errors\n")
    assert f"{CONTRACTS[border]['name']} BROKEN" in lint(copy)


def test_the_settings_name_the_rooms_in_the_order_of_the_layers() -> None:
    from fangcun.settings import ROOMS

    assert [layer for layer in LAYERS if layer in ROOMS] == ROOMS
    assert set(LAYERS) - set(ROOMS) == {"cli", "urls", "kit"}


def foreign_keys() -> list[tuple[str, str, str, str | None]]:
    return [
        (model._meta.label, model._meta.app_label, field.related_model._meta.app_label, field.remote_field.related_name)
        for model in apps.get_models()
        if model.__module__.startswith("fangcun.")
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete
    ]


@pytest.mark.parametrize("key", foreign_keys(), ids=lambda key: f"{key[0]}-{key[2]}")
def test_foreign_keys_point_down_and_leave_no_trace_above(key: tuple[str, str, str, str | None]) -> None:
    _, room, target, related_name = key
    assert room == target or HEIGHT[room] > HEIGHT[target], "a foreign key points to its own room or below"
    if room != target:
        assert related_name == "+", "the row pointed at must not learn of the room above"


@pytest.mark.parametrize("model", [m for m in apps.get_models() if m.__module__.startswith("fangcun.")])
def test_tables_carry_the_name_of_their_room(model: type) -> None:
    assert model._meta.db_table.startswith(f"{model._meta.app_label}_")  # type: ignore[attr-defined]
