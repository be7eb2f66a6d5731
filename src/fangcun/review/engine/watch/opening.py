"""Title and number in the opening (《微短剧发展管理办法》 art. 27)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from fangcun.review.contracts import PictureFinding, Strength
from fangcun.review.engine.watch.lettering import box_of, plain
from fangcun.review.engine.watch.reel import Reel
from fangcun.review.engine.watch.rules import Rule
from fangcun.review.engine.watch.strips import Strip


def check_opening(
    strips: Sequence[Strip], *, reel: Reel, rule: Rule, title: str = "", number: str = ""
) -> list[PictureFinding]:
    """What is wrong with title and number. A ``number`` that is known and is not there stops the film; without one, as
    before a licence is given, anything that reads like a number will do, and its lack is asked about."""
    end = reel.frame_at(min(rule.number("within"), float(reel.seconds)))
    early = [s for s in strips if s.first < end]
    found = [*_number(early, reel=reel, rule=rule, number=number, end=end)]
    if title:
        found += _title(early, reel=reel, rule=rule, title=title, end=end)
    return found


def _number(early: Sequence[Strip], *, reel: Reel, rule: Rule, number: str, end: int) -> Iterable[PictureFinding]:
    patterns = [re.compile(p) for p in rule.words("numbers")]
    alike = [s for s in early if any(p.search(_tight(s.text)) for p in patterns)]
    if not number:
        if alike:
            yield from _prominent(max(alike, key=lambda s: (s.end - s.first, s.height)), "编号", reel=reel, rule=rule)
            return
        message = f"片头 {rule.number('within'):.0f} 秒没有读到许可证号、批准文号或节目编号。取得后请标在片头。"
        yield rule.finding(
            message, category="number_missing", span=reel.span(0, end), measured="没有", limit="片头必须有"
        )
        return
    best = max(early, key=lambda s: fuzz.partial_ratio(plain(number), plain(s.text)), default=None)
    score = fuzz.partial_ratio(plain(number), plain(best.text)) if best else 0
    if best and score >= 100 * rule.number("number_like"):
        if plain(number) not in plain(best.text):
            yield rule.finding(
                f"片头的编号读作“{best.text}”，应为“{number}”。请人核对。",
                category="number_unclear",
                severity=Strength.NOTE,
                span=reel.span(best.first, best.end),
                box=box_of(best),
                surface=best.text,
                limit=number,
            )
        yield from _prominent(best, "编号", reel=reel, rule=rule)
    elif alike:
        other = alike[0]
        yield rule.finding(
            f"片头的编号是“{other.text}”，应为“{number}”。请改正或核对。",
            category="number_wrong",
            span=reel.span(other.first, other.end),
            box=box_of(other),
            measured=other.text,
            limit=number,
            surface=other.text,
        )
    else:
        yield rule.finding(
            f"片头 {rule.number('within'):.0f} 秒没有读到编号“{number}”。请标在片头。",
            category="number_missing",
            severity=Strength.BLOCK,
            span=reel.span(0, end),
            measured="没有",
            limit=number,
        )


def _title(early: Sequence[Strip], *, reel: Reel, rule: Rule, title: str, end: int) -> Iterable[PictureFinding]:
    wanted = plain(title)
    best = max(early, key=lambda s: (_holds(wanted, s), s.height), default=None)
    if best is not None and _holds(wanted, best) >= 100 * rule.number("like"):
        yield from _prominent(best, "剧名", reel=reel, rule=rule)
        return
    yield rule.finding(
        f"片头 {rule.number('within'):.0f} 秒没有读到剧名“{title}”。请人核对（艺术字可能读不出）。",
        category="title_missing",
        span=reel.span(0, end),
        measured="没有读到",
        limit=title,
    )


def _holds(wanted: str, strip: Strip) -> float:
    """How far a line holds the words wanted, 0 to 100; one character of a long title is no likeness."""
    read = plain(strip.text)
    if not read or len(read) < len(wanted) / 2:
        return 0.0
    return float(fuzz.partial_ratio(wanted, read))


def _prominent(strip: Strip, what: str, *, reel: Reel, rule: Rule) -> Iterable[PictureFinding]:
    seconds = float(reel.at(strip.end) - reel.at(strip.first))
    least_height, least_seconds = rule.number("least_height"), rule.number("least_seconds")
    if strip.height and strip.height < least_height:
        yield rule.finding(
            f"片头的{what}“{strip.text}”字高只有短边的 {strip.height:.1%}，不够显著。请放大。",
            category="opening_small",
            span=reel.span(strip.first, strip.end),
            box=box_of(strip),
            measured=f"短边的 {strip.height:.1%}",
            limit=f"短边的 {least_height:.0%}（本平台取值）",
            surface=strip.text,
        )
    if seconds < least_seconds - 1e-6:
        yield rule.finding(
            f"片头的{what}“{strip.text}”只有 {seconds:.2f} 秒，看不清。请延长。",
            category="opening_short",
            span=reel.span(strip.first, strip.end),
            box=box_of(strip),
            measured=f"{seconds:.2f} 秒",
            limit=f"{least_seconds:.0f} 秒（本平台取值）",
            surface=strip.text,
        )


def _tight(text: str) -> str:
    return "".join(text.split()).translate(str.maketrans("（）：", "():"))
