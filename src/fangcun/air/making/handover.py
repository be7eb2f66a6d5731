"""The folder that a producer hands on: an overview, the sheets, the problems, and each episode as files."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from fangcun.base.api import blobs
from fangcun.cut.contracts import EpisodeFiles
from fangcun.kit import clock, digest
from fangcun.write.api import to_json, to_xlsx
from fangcun.write.contracts import Breakdown, Category, Extra, SceneBreakdown, Screenplay

PLAN_FOLDER, WIDE_FOLDER = "拍摄计划", "横屏"
SHEET, PROBLEMS, DATA = "顺场表.xlsx", "剧本问题.html", "剧本.json"


@dataclass(frozen=True, slots=True)
class HandedEpisode:
    """An episode of the folder; ``files`` is None when it is not made, ``why`` then says why. ``wide`` is its 16:9."""

    number: int
    name: str
    files: EpisodeFiles | None
    why: str = ""
    wide: EpisodeFiles | None = None


@dataclass(frozen=True, slots=True)
class HandedPlan:
    """The shooting plan of the folder: paths of its papers, or why there are none. ``cost`` in fen."""

    files: tuple[str, ...] = ()
    days: int = 0
    starts_on: date | None = None
    cost: int = 0
    violations: int = 0
    why: str = ""

    @property
    def yuan(self) -> float:
        """The cost in yuan."""
        return self.cost / 100


def safe_name(name: str) -> str:
    """A name as a folder or a file may be called on every system, never empty, never a path."""
    cleaned = re.sub(r'[\x00-\x1f<>:"/\\|?*]', " ", name).strip(" .")
    return cleaned[:80].strip(" .") or "未命名"


def write_folder(
    folder: Path,
    *,
    name: str,
    file_name: str,
    original: bytes,
    screenplay: Screenplay,
    breakdown: Breakdown,
    episodes: Sequence[HandedEpisode],
    plan: HandedPlan,
) -> Path:
    """Write the folder and return its ``index.html``. What is already there and unchanged is left as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    made_at = clock.now()
    source = f"剧本原件{Path(safe_name(file_name)).suffix}"
    _write(folder / source, original)
    _write(folder / SHEET, to_xlsx(replace(screenplay, title=name), breakdown, day=timezone.localdate(made_at)))
    _write(folder / DATA, json.dumps(to_json(screenplay, breakdown), ensure_ascii=False, indent=1).encode())
    cards = [_episode(folder, episode) for episode in episodes]
    shared = {"name": name, "file_name": file_name, "made_at": made_at}
    problems = render_to_string("air/handover/problems.html", shared | {"problems": screenplay.problems})
    _write(folder / PROBLEMS, problems.encode())
    facts = _facts(breakdown) | {
        "made": sum(e.files is not None for e in episodes),
        "planned": len(episodes),
        "episodes": cards,
        "problem_count": len(screenplay.problems),
        "problems_page": PROBLEMS,
        "sheet": SHEET,
        "data_file": DATA,
        "original": source,
        "plan": plan,
        "call_sheets": [f for f in plan.files if "通告单" in f],
        "schedules": [f for f in plan.files if "通告单" not in f],
    }
    index = folder / "index.html"
    _write(index, render_to_string("air/handover/index.html", shared | facts).encode())
    return index


def _episode(folder: Path, episode: HandedEpisode) -> dict[str, Any]:
    """Lay out one episode's files and say where they are."""
    card: dict[str, Any] = {"number": episode.number, "name": episode.name, "why": episode.why}
    if episode.files is None:
        return card
    place = f"第{episode.number:02d}集"
    _lay(episode.files, folder / place)
    if episode.wide is not None:
        _lay(episode.wide, folder / place / WIDE_FOLDER)
        card["wide"] = f"{place}/{WIDE_FOLDER}/{episode.wide.film}"
    return card | {
        "film": f"{place}/{episode.files.film}",
        "subtitles": f"{place}/{episode.files.subtitles}",
        "sheet": next((f"{place}/{name}" for name in episode.files.files if name.endswith(".webp")), ""),
        "poster": f"{place}/poster.jpg" if episode.files.poster else "",
        "covers": [f"{place}/{name}" for name in sorted(episode.files.files) if name.startswith("cover-")],
        "seconds": episode.files.duration_ms / 1000,
    }


def _lay(files: EpisodeFiles, folder: Path) -> None:
    for path, name in files.files.items():
        _copy(name, folder / path)
    if files.poster:
        _copy(files.poster, folder / "poster.jpg")


def _facts(breakdown: Breakdown) -> dict[str, Any]:
    scenes = breakdown.scenes
    return {
        "scenes": [_scene(s) for s in scenes],
        "speakers": len({name for s in scenes for name in s.cast_speaking}),
        "places": len({s.scene.place for s in scenes if s.scene.place}),
        "low": sum(s.estimated_seconds[0] for s in scenes),
        "high": sum(s.estimated_seconds[1] for s in scenes),
    }


def _scene(entry: SceneBreakdown) -> dict[str, Any]:
    scene = entry.scene
    light = f"{scene.time or ''}{scene.int_ext.value if scene.int_ext else ''}"
    day = "夜" if scene.time_of_day and scene.time_of_day.value == "夜" else "日"
    low, high = entry.estimated_seconds
    return {
        "id": scene.id or str(scene.number),
        "light": light or "–",
        "strip": f"{day}{'外' if scene.int_ext and scene.int_ext.value == '外' else '内'}",
        "place": scene.place or scene.location or "–",
        "cast": "、".join(entry.cast_named),
        "extras": "、".join(_extra(e) for e in scene.extras),
        "props": "、".join(dict.fromkeys(e.name for e in entry.elements if e.category is Category.PROPS)),
        "seconds": (low + high) / 2,
    }


def _extra(extra: Extra) -> str:
    return f"{extra.name}×{extra.count}" if extra.count else extra.name


def _write(path: Path, data: bytes) -> None:
    """Write whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def _copy(name: digest.Digest, target: Path) -> None:
    """The blob under a readable name: a copy of its own, because a handed-on file may be edited and a blob may not."""
    if target.exists() and digest.of_file(target) == name:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(blobs().path(name), part)
    part.replace(target)
