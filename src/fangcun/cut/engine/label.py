"""The notice that a work is made by AI: on the screen and in the file, as GB 45438-2025 asks.

On screen: text at least 5 % of the shorter side high, at least 2 s at the opening. In the file: metadata key ``AIGC``
with a JSON value. 《人工智能生成合成内容标识办法》 (in force since 2025-09-01) forbids stripping either.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import av

from fangcun.cut.engine.grid import FPS, PORTRAIT, Shape
from fangcun.cut.engine.picture import Overlay, Pixels
from fangcun.kit.errors import FangcunError, Kind, Problem, Severity

KEY = "AIGC"
FIELDS = (
    "Label",
    "ContentProducer",
    "ProduceID",
    "ReservedCode1",
    "ContentPropagator",
    "PropagateID",
    "ReservedCode2",
)
LEAST_SHARE = 0.05  # of the shorter side
TEXT_HEIGHT = round(min(PORTRAIT.width, PORTRAIT.height) * LEAST_SHARE) + 4  # pixels, a little above the least
OPENING_FRAMES = 3 * FPS
NOTICE = "内容由AI生成"
MARK = "AI生成"

DrawLabel = Callable[[str, int], Pixels]
"""Draws a text at a height of so many pixels as straight RGBA, no larger than it needs."""


@dataclass(frozen=True, slots=True)
class AigcLabel:
    """The implicit label. ``Label`` is "1" for content that is AI-made for certain, "2" possibly, "3" suspected.

    Producer and propagator are names or codes of the services, the two IDs their own numbers of this content.
    """

    producer: str
    produce_id: str
    propagator: str = ""
    propagate_id: str = ""
    label: str = "1"
    reserved1: str = ""
    reserved2: str = ""

    def to_json(self) -> str:
        """The value of the metadata key."""
        return json.dumps(dict(zip(FIELDS, self._values(), strict=True)), ensure_ascii=False, separators=(",", ":"))

    def _values(self) -> tuple[str, ...]:
        own = asdict(self)
        names = ("label", "producer", "produce_id", "reserved1", "propagator", "propagate_id", "reserved2")
        return tuple(str(own[name]) for name in names)


def notice_overlays(draw: DrawLabel, *, opening: bool, shape: Shape = PORTRAIT) -> tuple[Overlay, ...]:
    """The overlays of a scene: a small mark in the corner throughout, and in an episode's first scene the notice for
    three seconds. Raises FangcunError ``cut.label_small`` when the drawn notice is lower than the standard asks."""
    mark = draw(MARK, 26)
    overlays = [Overlay(shape.width - mark.shape[1] - 36, 60, _dimmed(mark, 0.6))]
    if opening:
        notice = draw(NOTICE, TEXT_HEIGHT)
        least = min(shape.width, shape.height) * LEAST_SHARE
        if notice.shape[0] < least:
            message = f"开头的 AI 标识高 {notice.shape[0]} 像素，应不低于 {least:.0f} 像素。请放大标识文字。"
            raise FangcunError("cut.label_small", Kind.INVALID, message)
        overlays.append(
            Overlay(
                (shape.width - notice.shape[1]) // 2, round(shape.height * 0.078), notice, end=OPENING_FRAMES, fade=6
            )
        )
    return tuple(overlays)


def _dimmed(rgba: Pixels, opacity: float) -> Pixels:
    dim = rgba.copy()
    dim[:, :, 3] = (dim[:, :, 3] * opacity).astype(dim.dtype)
    return dim


def stamp_label(source: Path, *, path: Path, label: AigcLabel, title: str = "") -> None:
    """``source`` (MP4) again as ``path`` with the label in it, ready to stream (index first). Nothing is re-encoded.

    To be done last: any other program that writes the file again drops the tag.
    """
    options = {
        "movflags": "faststart+use_metadata_tags",
        "fflags": "+bitexact",
        "video_track_timescale": "25000",
    }
    with av.open(str(source)) as given, av.open(str(path), "w", format="mp4", options=options) as out:
        out.metadata[KEY] = label.to_json()
        if title:
            out.metadata["title"] = title
        streams = {s.index: out.add_stream_from_template(s) for s in (*given.streams.video, *given.streams.audio)}
        for packet in given.demux(*(s for s in given.streams if s.index in streams)):
            if packet.dts is not None and packet.size:
                packet.stream = streams[packet.stream.index]
                out.mux_one(packet)


def check_label(path: Path) -> list[Problem]:
    """What is wrong with the label in a finished file; nothing when it is as it should be."""
    try:
        with av.open(str(path)) as container:
            value = container.metadata.get(KEY)
    except (OSError, av.error.FFmpegError):
        return [_problem("cut.label_unreadable", f"文件 {path.name} 打不开，无法检查 AI 标识。", "请重新合成这一集。")]
    if value is None:
        return [
            _problem("cut.label_missing", f"文件 {path.name} 没有 AIGC 元数据标识。", "请用“写入标识”重新输出成片。")
        ]
    try:
        data = json.loads(value)
    except ValueError:
        return [_problem("cut.label_broken", "AIGC 标识不是有效的 JSON。", "请重新写入标识。", excerpt=value[:80])]
    if not isinstance(data, dict):
        return [_problem("cut.label_broken", "AIGC 标识应是一个 JSON 对象。", "请重新写入标识。", excerpt=value[:80])]
    problems = [
        _problem("cut.label_field", f"AIGC 标识缺少字段 {name}。", f"请补上 {name} 后重新写入标识。")
        for name in FIELDS
        if not isinstance(data.get(name), str)
    ]
    if isinstance(data.get("Label"), str) and data["Label"] not in ("1", "2", "3"):
        message = f"AIGC 标识的 Label 是“{data['Label']}”，应为 1、2 或 3。"
        problems.append(_problem("cut.label_value", message, "AI 生成的内容请填 1。"))
    for name in ("ContentProducer", "ProduceID"):
        if data.get(name) == "":
            problems.append(_problem("cut.label_empty", f"AIGC 标识的 {name} 是空的。", f"请在设置里填写 {name}。"))
    return problems


def _problem(code: str, message: str, proposal: str, *, excerpt: str = "") -> Problem:
    return Problem(code, Severity.ERROR, message, proposal=proposal, excerpt=excerpt)
