"""The notice that a work is made by AI: on the screen and in the file, as GB 45438-2025 asks.

On screen: text at least 5 % of the shorter side high, at least 2 s at the opening, in any shape of frame. In the file:
metadata key ``AIGC`` with a JSON value. Both are checked on the finished file.
《人工智能生成合成内容标识办法》 (in force since 2025-09-01) forbids stripping either.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import av

from fangcun.cut.engine.grid import FPS, PORTRAIT, WIDTH, Shape
from fangcun.cut.engine.notice import FoundNotice, find_notice, ink_height
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
LEAST_SECONDS = 2.0
TEXT_HEIGHT = round(WIDTH * LEAST_SHARE) + 4  # pixels where the shorter side is WIDTH, a little above the least
NOTICE_TOP = 0.078  # of the frame's height
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
    three seconds. Raises FangcunError ``cut.label_small`` when the drawn letters are lower than the standard asks."""
    side = _side(shape)
    mark = draw(MARK, round(26 * side / WIDTH))
    overlays = [Overlay(shape.width - mark.shape[1] - side // 30, side // 18, _dimmed(mark, 0.6))]
    if opening:
        notice = draw(NOTICE, text_height(shape))
        if ink_height(notice) < side * LEAST_SHARE:
            found, least = ink_height(notice), side * LEAST_SHARE
            message = f"开头的 AI 标识字高 {found} 像素，应不低于 {least:.0f} 像素。请放大标识文字。"
            raise FangcunError("cut.label_small", Kind.INVALID, message)
        left = (shape.width - notice.shape[1]) // 2
        overlays.append(Overlay(left, round(shape.height * NOTICE_TOP), notice, end=OPENING_FRAMES, fade=6))
    return tuple(overlays)


def text_height(shape: Shape) -> int:
    """The height of the notice's letters in a frame of this shape, in pixels."""
    return round(TEXT_HEIGHT * _side(shape) / WIDTH)


def _side(shape: Shape) -> int:
    return min(shape.width, shape.height)


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


def check_label(path: Path, *, draw: DrawLabel | None = None) -> list[Problem]:
    """What is wrong with the label in a finished file; nothing when it is as it should be.

    The tag is read always. The notice on the screen is looked for when ``draw`` is given, the function that drew it:
    the opening is decoded and the notice's height and time are measured there.
    """
    try:
        with av.open(str(path)) as container:
            value = container.metadata.get(KEY)
            pictured = bool(container.streams.video)
        problems = _check_tag(value, path.name)
        if draw is not None and pictured:
            problems += _check_notice(path, draw)
        return problems
    except (OSError, av.error.FFmpegError):
        return [_problem("cut.label_unreadable", f"文件 {path.name} 打不开，无法检查 AI 标识。", "请重新合成这一集。")]


def _check_notice(path: Path, draw: DrawLabel) -> list[Problem]:
    found = find_notice(path, draw(NOTICE, TEXT_HEIGHT), side=WIDTH)
    if found is None:
        message = f"{path.name} 开头三秒的画面里找不到“{NOTICE}”标识。"
        return [_problem("cut.notice_missing", message, "请重新合成带标识的片头，并检查是否被别的画面盖住。")]
    return _measured(found, side=_side_of(path))


def _side_of(path: Path) -> int:
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        return min(context.width, context.height)


def _measured(found: FoundNotice, *, side: int) -> list[Problem]:
    problems = []
    least = side * LEAST_SHARE
    if found.letters < least * 0.985:  # the measure itself is exact to about one part in a hundred
        message = f"开头的 AI 标识字高约 {found.letters:.0f} 像素，应不低于短边的 5%（{least:.0f} 像素）。"
        problems.append(_problem("cut.notice_small", message, "请放大标识文字后重新合成。"))
    if found.seconds < LEAST_SECONDS - 1e-6:
        message = f"开头的 AI 标识只能看清 {found.seconds:.2f} 秒，应不少于 {LEAST_SECONDS:.0f} 秒。"
        problems.append(_problem("cut.notice_short", message, "请延长标识显示的时间后重新合成。"))
    return problems


def _check_tag(value: str | None, name: str) -> list[Problem]:
    if value is None:
        return [_problem("cut.label_missing", f"文件 {name} 没有 AIGC 元数据标识。", "请用“写入标识”重新输出成片。")]
    try:
        data = json.loads(value)
    except ValueError:
        return [_problem("cut.label_broken", "AIGC 标识不是有效的 JSON。", "请重新写入标识。", excerpt=value[:80])]
    if not isinstance(data, dict):
        return [_problem("cut.label_broken", "AIGC 标识应是一个 JSON 对象。", "请重新写入标识。", excerpt=value[:80])]
    problems = [
        _problem("cut.label_field", f"AIGC 标识缺少字段 {field}。", f"请补上 {field} 后重新写入标识。")
        for field in FIELDS
        if not isinstance(data.get(field), str)
    ]
    if isinstance(data.get("Label"), str) and data["Label"] not in ("1", "2", "3"):
        message = f"AIGC 标识的 Label 是“{data['Label']}”，应为 1、2 或 3。"
        problems.append(_problem("cut.label_value", message, "AI 生成的内容请填 1。"))
    for field in ("ContentProducer", "ProduceID"):
        if data.get(field) == "":
            problems.append(_problem("cut.label_empty", f"AIGC 标识的 {field} 是空的。", f"请在设置里填写 {field}。"))
    return problems


def _problem(code: str, message: str, proposal: str, *, excerpt: str = "") -> Problem:
    return Problem(code, Severity.ERROR, message, proposal=proposal, excerpt=excerpt)
