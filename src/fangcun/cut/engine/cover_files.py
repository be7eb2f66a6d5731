"""Covers as files: a scene keeps its best frames, an episode chooses among those of its scenes and letters it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np

from fangcun.cut.engine.cover import FILE, SIZES, Candidate, choose, cut_cover
from fangcun.cut.engine.draw.cover_title import letter_cover
from fangcun.cut.engine.draw.fonts import Fonts
from fangcun.cut.engine.phrases import words_of
from fangcun.cut.engine.picture import Pixels
from fangcun.kit.errors import FangcunError, Kind

CANDIDATES, CANDIDATE = "covers.json", "candidate-{}.jpg"
_QUALITY = [cv2.IMWRITE_JPEG_QUALITY, 90]


def keep_candidates(found: Iterable[tuple[Candidate, Pixels]], folder: Path) -> None:
    """The frames that a cover may be chosen from, and what was measured of them, in a scene's ``folder``."""
    rows = []
    for place, (candidate, rgb) in enumerate(found):
        file = CANDIDATE.format(place)
        _write(folder / file, rgb)
        faces = [list(face) for face in candidate.faces]
        rows.append({"file": file, "shot": candidate.shot, "score": candidate.score, "faces": faces})
    (folder / CANDIDATES).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def write_covers(
    scenes: Sequence[Path], *, folder: Path, title: str, number: int, instead: Path, fonts: Fonts
) -> list[Path]:
    """The covers of episode ``number`` in ``folder``, one for each of ``SIZES``.

    ``scenes`` are folders of made scenes; ``instead`` is the picture that is taken when no frame of theirs has anybody
    in it. Raises FangcunError ``cut.cover`` when a picture cannot be read or written.
    """
    files: dict[Candidate, Path] = {}
    for scene in scenes:
        for row in json.loads((scene / CANDIDATES).read_text(encoding="utf-8")):
            faces = tuple((int(x), int(y), int(w), int(h)) for x, y, w, h in row["faces"])
            files[Candidate(str(row["shot"]), faces, float(row["score"]))] = scene / str(row["file"])
    chosen = choose(list(files), number=number) or Candidate("", (), 0.0)
    rgb = _read(files.get(chosen, instead))
    covers = []
    for shape in SIZES:
        picture, room, _ = cut_cover(rgb, shape, faces=chosen.faces, number=number)
        lettered = letter_cover(
            picture,
            title,
            f"第{number}集",
            room=room,
            fonts=fonts,
            words=[title[a:b] for a, b in words_of(title)],
            number=number,
        )
        covers.append(folder / FILE.format(shape))
        _write(covers[-1], lettered)
    return covers


def _read(path: Path) -> Pixels:
    # Not imread: names of files may be Chinese, which it cannot open everywhere.
    found = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
    if found is None:
        raise FangcunError("cut.cover", Kind.INVALID, f"封面用的画面 {path.name} 读不出来。请重新制作这一集。")
    return np.asarray(cv2.cvtColor(found, cv2.COLOR_BGR2RGB), np.uint8)


def _write(path: Path, rgb: Pixels) -> None:
    done, data = cv2.imencode(".jpg", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), _QUALITY)
    if not done:
        raise FangcunError("cut.cover", Kind.INVALID, f"封面 {path.name} 存不下来。请检查磁盘空间后再试。")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.tobytes())
