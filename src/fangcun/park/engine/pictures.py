"""A picture from a stranger made safe to keep: looked at before it is opened, drawn anew, nothing else kept.

Drawing it anew drops whatever came with it: where it was taken (EXIF), thumbnails, comments, a script behind its end.
"""

from __future__ import annotations

import struct

from fangcun.kit.errors import FangcunError, Kind

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST = 1600
QUALITY = 86


def tidy_picture(data: bytes) -> bytes:
    """The picture in ``data`` (JPEG, PNG or WebP, whatever its name says) as a JPEG of at most 1600 px a side, upright.

    Raises INVALID ``picture.size``, ``picture.type``, ``picture.pixels``, ``picture.damaged``.
    """
    if len(data) > MOST_BYTES:
        raise _refuse("size", f"照片有 {len(data) / 1_048_576:.1f} MB，超过 20 MB，请缩小后再传。")
    size = picture_size(data)
    if size is None:
        raise _refuse("type", "这不是 JPEG、PNG 或 WebP 照片，请换一张，或另存为 JPEG 再传。")
    width, height = size
    if not width or not height or width * height > MOST_PIXELS:
        raise _refuse("pixels", f"照片是 {width} × {height} 像素，超过 {MOST_PIXELS // 10**6} 百万像素，请缩小后再传。")
    # Loading it takes a fifth of a second, which only those who bring pictures should pay.
    import cv2  # noqa: PLC0415
    import numpy  # noqa: PLC0415

    try:
        picture = cv2.imdecode(numpy.frombuffer(data, numpy.uint8), cv2.IMREAD_COLOR)  # upright by its EXIF
    except cv2.error:
        picture = None
    if picture is None:
        raise _refuse("damaged", "照片已损坏或没有传完，请重新选一张。")
    scale = LONGEST / max(picture.shape[:2])
    if scale < 1:
        smaller = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
        picture = cv2.resize(picture, smaller, interpolation=cv2.INTER_AREA)
    done, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not done:
        raise _refuse("damaged", "照片无法重新保存，请换一张。")
    return bytes(encoded.tobytes())


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height as the first bytes of a JPEG, PNG or WebP tell, without decoding it; None for anything else."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
            return struct.unpack(">II", data[16:24])
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg_size(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp_size(data)
    except struct.error:  # cut short
        return None
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """From the frame header (ITU-T T.81, B.2.2); the other segments are passed over."""
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # fill
            at += 1
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        else:
            at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    """From the first chunk (RFC 9649, 2.5 to 2.7)."""
    chunk = data[12:16]
    if chunk == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if chunk == b"VP8L":
        bits = struct.unpack("<I", data[21:25])[0]
        return 1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF)
    if chunk == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _refuse(code: str, message: str) -> FangcunError:
    return FangcunError(f"picture.{code}", Kind.INVALID, message)
