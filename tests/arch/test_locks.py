"""Locks name content, never a host: users install from the mirror they have."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.lock", "requirements-node.lock", "package-lock.json"]
ADDRESS = re.compile(r"https?:|--(extra-)?index-url|--find-links|[\w-]+\.(org|com|cn|net|io)\b/", re.I)


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_a_host(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    # npm copies the maker's donation page into the lock; it is no place to download from.
    found = [line for line in lines if ADDRESS.search(line) and '"url"' not in line and '"funding"' not in line]
    assert not found


def test_every_python_package_is_pinned_with_a_hash() -> None:
    text = "".join((ROOT / name).read_text() for name in LOCKS[:2])
    packages = re.findall(r"^\S+==.*?(?=^\S|\Z)", text, re.M | re.S)
    assert len(packages) > 40
    assert all("--hash=sha256:" in package for package in packages)


def test_every_browser_part_has_its_integrity() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    parts = {name: p for name, p in packages.items() if name}
    assert parts
    assert all(p["integrity"].startswith("sha512-") and "resolved" not in p for p in parts.values())


def test_every_dependency_that_is_named_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    wanted = [*project["project"]["dependencies"], *groups["dev"], *groups["node"]]
    locked = re.findall(r"^([\w.-]+)==", "".join((ROOT / name).read_text() for name in LOCKS[:2]), re.M)
    names = {re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", line).group(0)).lower() for line in wanted}  # type: ignore[union-attr]
    assert names <= {re.sub(r"[-_.]+", "-", n).lower() for n in locked}
