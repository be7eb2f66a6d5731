"""The notice that a film is made by AI: in words in its opening, and as a tag in its file (GB 45438-2025)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from fangcun.review.contracts import PictureFinding, Strength
from fangcun.review.engine.watch.lettering import box_of, plain
from fangcun.review.engine.watch.reel import Reel
from fangcun.review.engine.watch.rules import Rule
from fangcun.review.engine.watch.strips import Strip


def check_notice(strips: Sequence[Strip], *, reel: Reel, rule: Rule) -> list[PictureFinding]:
    """What is wrong with the notice on the picture. Its height is a share of the picture's shorter side."""
    words = [plain(word) for word in rule.words("words")]
    notices = [s for s in strips if any(word in plain(s.text) for word in words)]
    within = rule.number("within")
    early = [s for s in notices if float(reel.at(s.first)) <= within]
    if not early:
        return [_missing(notices, reel=reel, rule=rule, within=within)]
    # Of several the one that comes nearest to what is asked speaks for the film.
    best = max(early, key=lambda s: (min(_height(s, rule), 1.0), min(_seconds(s, reel, rule), 1.0), s.height))
    return [*_too_small(best, reel=reel, rule=rule), *_too_short(best, reel=reel, rule=rule)]


def _missing(notices: Sequence[Strip], *, reel: Reel, rule: Rule, within: float) -> PictureFinding:
    message = f"开头 {within:.0f} 秒没有读到 AI 生成的提示文字。请在起始画面加上，例如“内容由AI生成”。"
    end = reel.frame_at(min(within, float(reel.seconds)))
    reason = ""
    if notices:
        reason = f"“{notices[0].text}”到 {float(reel.at(notices[0].first)):.1f} 秒才出现"
    return rule.finding(
        message,
        category="notice_missing",
        span=reel.span(0, end),
        measured="没有",
        limit="起始画面必须有",
        reason=reason,
    )


def _height(strip: Strip, rule: Rule) -> float:
    """Its height as a share of what is asked."""
    return strip.height / rule.number("least_height") / rule.number("height_near")


def _seconds(strip: Strip, reel: Reel, rule: Rule) -> float:
    return float(reel.at(strip.end) - reel.at(strip.first)) / rule.number("least_seconds")


def _too_small(strip: Strip, *, reel: Reel, rule: Rule) -> Iterable[PictureFinding]:
    if _height(strip, rule) >= 1:
        return
    side = min(reel.width, reel.height)
    least = rule.number("least_height")
    sure = strip.height < least * rule.number("height_sure") and _believed(strip, reel)
    yield rule.finding(
        f"AI 提示文字“{strip.text}”字高约 {strip.height * side:.0f} 像素，应不低于 {least * side:.0f} 像素。请放大。",
        category="notice_small",
        severity=None if sure else Strength.ASK,
        span=reel.span(strip.first, strip.end),
        box=box_of(strip),
        measured=f"短边的 {strip.height:.1%}",
        limit=f"短边的 {least:.0%}",
        surface=strip.text,
        reason="" if sure else "字高量得不够准，请人核对",
    )


def _believed(strip: Strip, reel: Reel) -> bool:
    """Whether a height may be true: a reader's box is padded, but never to twice its letters and more."""
    left, top, right, bottom = strip.box
    box = min((right - left) * reel.width, (bottom - top) * reel.height)
    return strip.height * min(reel.width, reel.height) > 0.45 * box


def _too_short(strip: Strip, *, reel: Reel, rule: Rule) -> Iterable[PictureFinding]:
    seconds = float(reel.at(strip.end) - reel.at(strip.first))
    least = rule.number("least_seconds")
    if seconds >= least - 1e-6:
        return
    yield rule.finding(
        f"AI 提示文字“{strip.text}”只有 {seconds:.2f} 秒，应不少于 {least:.0f} 秒。请延长。",
        category="notice_short",
        span=reel.span(strip.first, strip.end),
        box=box_of(strip),
        measured=f"{seconds:.2f} 秒",
        limit=f"{least:.0f} 秒",
        surface=strip.text,
    )


def check_tag(metadata: Mapping[str, str], *, rule: Rule) -> list[PictureFinding]:
    """What is wrong with the tag in the file."""
    key = str(rule.limits["key"])
    value = next((v for k, v in metadata.items() if k.upper() == key), None)
    limit = f"元数据键 {key}"
    if value is None:
        message = f"文件里没有 {key} 元数据标识（转码会丢掉它）。请在最后一步重新写入。"
        return [rule.finding(message, category="aigc_missing", measured="没有", limit=limit)]
    try:
        data = json.loads(value)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        message = f"{key} 元数据标识不是 JSON 对象。请重新写入。"
        return [rule.finding(message, category="aigc_broken", measured=value[:60], limit="JSON 对象")]
    return [*_fields(data, rule=rule)]


def _fields(data: Mapping[str, object], *, rule: Rule) -> Iterable[PictureFinding]:
    missing = [name for name in rule.words("fields") if not isinstance(data.get(name), str)]
    if missing:
        message = f"AIGC 元数据标识缺少字段 {'、'.join(missing)}。请补上后重新写入。"
        grave = set(missing) & set(rule.words("filled"))
        yield rule.finding(
            message,
            category="aigc_fields",
            severity=None if grave else Strength.ASK,
            measured="、".join(missing),
            limit="、".join(rule.words("fields")),
        )
    empty = [name for name in rule.words("filled") if data.get(name) == ""]
    if empty:
        message = f"AIGC 元数据标识的 {'、'.join(empty)} 是空的。请填写后重新写入。"
        yield rule.finding(message, category="aigc_empty", measured="空", limit="必填")
    label = data.get("Label")
    if isinstance(label, str) and label and label not in rule.words("labels"):
        message = f"AIGC 元数据标识的 Label 是“{label}”，应为 {'、'.join(rule.words('labels'))} 之一。"
        yield rule.finding(message, category="aigc_label", measured=label, limit="、".join(rule.words("labels")))
