"""What the cutting room takes from the drawing room: a picture larger than the frame, the faces in it, and overlays.

A picture travels between tasks as one file: a zip of PNGs and a small JSON, the same bytes for the same picture.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from fangcun.cut.engine.grid import HEIGHT, WIDTH
from fangcun.kit.errors import FangcunError, Kind

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Sprite:
    """A patch to lay on the picture: straight RGBA with its upper left corner at (x, y) of the picture."""

    x: int
    y: int
    rgba: Pixels


@dataclass(frozen=True, slots=True)
class Face:
    """What moves in a face. The picture itself shows the mouth closed and the eyes open."""

    name: str
    half: Sprite | None = None
    open: Sprite | None = None
    blink: Sprite | None = None
    box: tuple[int, int, int, int] | None = None  # x, y, width, height in the picture, for choosing a poster


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn shot: RGB (height, width, 3), at least as large as the frame, about 12 % larger for the camera."""

    rgb: Pixels
    faces: tuple[Face, ...] = ()

    def __post_init__(self) -> None:
        height, width = self.rgb.shape[:2]
        if self.rgb.ndim != 3 or self.rgb.shape[2] != 3 or self.rgb.dtype != np.uint8:
            raise FangcunError("cut.picture_form", Kind.INVALID, "画面必须是 8 位 RGB 图像。请重新绘制这个镜头。")
        if width < WIDTH or height < HEIGHT:
            message = f"画面只有 {width}×{height}，小于 {WIDTH}×{HEIGHT}。请按成片尺寸重新绘制这个镜头。"
            raise FangcunError("cut.picture_small", Kind.INVALID, message)


@dataclass(frozen=True, slots=True)
class Overlay:
    """Straight RGBA laid on the frame (not on the picture) at (x, y) from frame ``start`` to before ``end``.

    ``fade`` frames of fading stand at both ends. Parts outside the frame are cut off.
    """

    x: int
    y: int
    rgba: Pixels
    start: int = 0
    end: int = 1 << 30
    fade: int = 0


def write_picture(picture: Picture, path: Path) -> None:
    """The picture as one file."""
    faces = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        _put(archive, "picture.png", _png(picture.rgb))
        for i, face in enumerate(picture.faces):
            entry: dict[str, object] = {"name": face.name, "box": face.box}
            for part in ("half", "open", "blink"):
                sprite: Sprite | None = getattr(face, part)
                if sprite is not None:
                    entry[part] = [sprite.x, sprite.y]
                    _put(archive, f"{i}-{part}.png", _png(sprite.rgba))
            faces.append(entry)
        _put(archive, "faces.json", json.dumps(faces, ensure_ascii=False).encode())


def read_picture(path: Path) -> Picture:
    """The picture again. Raises FangcunError ``cut.picture_unreadable``."""
    try:
        with zipfile.ZipFile(path) as archive:
            rgb = _pixels(archive.read("picture.png"))
            faces = []
            for i, entry in enumerate(json.loads(archive.read("faces.json"))):
                parts = {
                    part: Sprite(*entry[part], _pixels(archive.read(f"{i}-{part}.png")))
                    for part in ("half", "open", "blink")
                    if part in entry
                }
                faces.append(Face(entry["name"], box=tuple(entry["box"]) if entry["box"] else None, **parts))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        message = f"画面文件 {path.name} 读不出来。请重新绘制这个镜头。"
        raise FangcunError("cut.picture_unreadable", Kind.INVALID, message) from error
    return Picture(rgb, tuple(faces))


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    # A fixed date: the digest of the file must depend on the picture alone.
    archive.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), data)


def _png(pixels: Pixels) -> bytes:
    code = cv2.COLOR_RGBA2BGRA if pixels.shape[2] == 4 else cv2.COLOR_RGB2BGR
    done, data = cv2.imencode(".png", cv2.cvtColor(pixels, code), [cv2.IMWRITE_PNG_COMPRESSION, 1])
    if not done:
        raise FangcunError("cut.picture_form", Kind.INVALID, "画面存不成 PNG。请重新绘制这个镜头。")
    return io.BytesIO(data.tobytes()).getvalue()


def _pixels(data: bytes) -> Pixels:
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if image is None:
        raise ValueError("not a picture")
    code = cv2.COLOR_BGRA2RGBA if image.shape[2] == 4 else cv2.COLOR_BGR2RGB
    return np.asarray(cv2.cvtColor(image, code), dtype=np.uint8)
