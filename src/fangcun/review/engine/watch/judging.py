"""What the measured rules make of a film, fed with its parts in order, and of its sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from fangcun.review.contracts import PictureFinding, Span
from fangcun.review.engine.watch.flashes import Flashing, FlashWatch
from fangcun.review.engine.watch.light import Bytes, light_of, reddish
from fangcun.review.engine.watch.looking import Seen, moved
from fangcun.review.engine.watch.reel import Reel
from fangcun.review.engine.watch.rules import Rule, Rules
from fangcun.review.engine.watch.sound import RATE, WINDOW, Heard
from fangcun.review.engine.watch.stretches import BriefWatch, Run


class Judge:
    """Takes the parts of a film one after the other; holds no more of it than the last second."""

    def __init__(self, reel: Reel, rules: Rules) -> None:
        self._reel, self._rules = reel, rules
        self._found: list[PictureFinding] = []
        self._black, self._frozen = Run(), Run()
        flash, brief = rules.get("flash"), rules.get("brief")
        self._flash = FlashWatch(flash) if flash else None
        self._brief = BriefWatch(most=int(brief.number("most_frames"))) if brief else None
        self._edge: Bytes | None = None
        self._end = 0
        self._blacks: list[tuple[int, int]] = []

    def add(self, seen: Seen) -> None:
        """The next part."""
        if not len(seen.numbers):
            return
        coloured = reddish(seen.small)
        for row, number in enumerate(seen.numbers.tolist()):
            difference = (float(seen.moved[row]), float(seen.most[row]))
            if row == 0 and seen.edge is not None:
                difference = moved(seen.edge[0], self._edge)
            self._still(number, float(seen.black[row]), difference)
            self._flashing(number, seen.small[row], coloured)
            if self._brief and (brief := self._brief.add(number, seen.small[row])):
                self._found += _brief(*brief, reel=self._reel, rule=self._rules.by_code["brief"])
            self._end = number + 1
        self._edge = seen.edge[1] if seen.edge else None

    def end(self) -> list[PictureFinding]:
        """All that was found of the picture."""
        self._note_black(self._black.end(self._end))
        self._note_frozen(self._frozen.end(self._end))
        if self._flash:
            self._found += [_flashing(f, reel=self._reel, rule=self._rules.by_code["flash"]) for f in self._flash.end()]
        flashes = [f.span for f in self._found if f.category in ("flash", "red_flash") and f.span]
        return [f for f in self._found if f.category != "brief" or not any(_within(f.span, flash) for flash in flashes)]

    def _still(self, number: int, black: float, difference: tuple[float, float]) -> None:
        if rule := self._rules.get("black"):
            self._note_black(self._black.add(number, black >= rule.number("share")))
        if rule := self._rules.get("frozen"):
            mean, most = difference
            held = 0 <= mean < rule.number("level") and most <= rule.number("peak")
            self._note_frozen(self._frozen.add(number, held))

    def _flashing(self, number: int, small: Bytes, coloured: bool) -> None:
        rule = self._rules.get("flash")
        if self._flash is None or rule is None:
            return
        light = light_of(small, peak=rule.number("peak"), red=rule.number("red"), coloured=coloured)
        for found in self._flash.add(number, float(self._reel.at(number)), light):
            self._found.append(_flashing(found, reel=self._reel, rule=rule))

    def _note_black(self, run: tuple[int, int] | None) -> None:
        if run is None:
            return
        self._blacks.append(run)
        rule = self._rules.by_code["black"]
        self._found += _stretch(run, "画面全黑", "请检查这一段的镜头。", reel=self._reel, rule=rule)

    def _note_frozen(self, run: tuple[int, int] | None) -> None:
        if (
            run is None
            or any(a <= run[0] + 1 and run[1] <= b for a, b in self._blacks)
            or self._black.first is not None
        ):
            return
        rule = self._rules.by_code["frozen"]
        self._found += _stretch(run, "画面静止", "请检查是否丢帧。", reel=self._reel, rule=rule)

    def of_sound(self, heard: Heard | None) -> list[PictureFinding]:
        """What is wrong with the sound; all of it when there is none."""
        silent = self._rules.get("silent")
        if heard is None or not heard.peaks:
            said = "视频没有声音。请检查是否漏了音轨。"
            return [silent.finding(said, category="no_sound", measured="没有", limit="有声音")] if silent else []
        return [*self._silent(heard), *self._clipped(heard), *self._loud(heard)]

    def _silent(self, heard: Heard) -> Iterator[PictureFinding]:
        rule = self._rules.get("silent")
        if rule is None:
            return
        quiet = [peak < rule.number("level") for peak in heard.peaks]
        for first, end in runs(quiet, least=int(rule.number("least_seconds") * RATE / WINDOW)):
            yield from _stretch(
                self._frames(heard, first, end), "没有声音", "请检查配音与音轨。", reel=self._reel, rule=rule
            )

    def _clipped(self, heard: Heard) -> Iterator[PictureFinding]:
        rule = self._rules.get("clipped")
        where = [at for at, over in enumerate(heard.clipped) if over]
        if rule is None or not where:
            return
        first, end = self._frames(heard, where[0], where[-1] + 1)
        yield rule.finding(
            f"声音有 {len(where)} 处削波，会破音。请降低音量。",
            span=self._reel.span(first, end),
            measured=f"{len(where)} 处",
            limit=f"连续 {rule.limits['run']} 个采样不到满幅",
        )

    def _loud(self, heard: Heard) -> Iterator[PictureFinding]:
        rule, loudness = self._rules.get("loudness"), heard.loudness
        if rule is None or loudness is None:
            return
        target, within, peak = rule.number("target"), rule.number("within"), rule.number("peak")
        if abs(loudness.lufs - target) > within:
            limit = f"{target:.0f}±{within:.0f} LUFS"
            said = f"响度 {loudness.lufs:.1f} LUFS，应在 {limit}。请重新混音。"
            yield rule.finding(said, measured=f"{loudness.lufs:.1f} LUFS", limit=limit)
        if loudness.peak > peak:
            said = f"真峰值 {loudness.peak:.1f} dBTP，应不高于 {peak:.0f}。请加限幅。"
            yield rule.finding(
                said, category="true_peak", measured=f"{loudness.peak:.1f} dBTP", limit=f"{peak:.0f} dBTP"
            )

    def _frames(self, heard: Heard, first: int, end: int) -> tuple[int, int]:
        """Windows of sound as frames of the picture, at most its last."""
        times = [heard.start + Fraction(window * WINDOW, RATE) for window in (first, end)]
        a, b = (min(self._reel.frame_at(max(time, Fraction(0))), self._reel.frames) for time in times)
        return min(a, self._reel.frames - 1), max(b, min(a, self._reel.frames - 1) + 1)


def runs(flags: Sequence[bool], *, least: int) -> list[tuple[int, int]]:
    """The stretches of at least ``least`` true values, as first and one after the last."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], np.asarray(flags, bool), [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= least]


def _stretch(run: tuple[int, int], what: str, proposal: str, *, reel: Reel, rule: Rule) -> Iterator[PictureFinding]:
    span = reel.span(*run)
    seconds, least = float(span.end - span.start), rule.number("least_seconds")
    if seconds >= least - 1e-6:
        yield rule.finding(
            f"{what} {seconds:.1f} 秒。{proposal}", span=span, measured=f"{seconds:.2f} 秒", limit=f"{least:.0f} 秒"
        )


def _within(span: Span | None, other: Span) -> bool:
    return span is not None and other.first_frame - 2 <= span.first_frame and span.end_frame <= other.end_frame + 2


def _brief(first: int, end: int, *, reel: Reel, rule: Rule) -> Iterator[PictureFinding]:
    yield rule.finding(
        f"一个画面只停了 {end - first} 帧又切回原来的画面。请核对里面有什么。",
        span=reel.span(first, end),
        measured=f"{end - first} 帧",
        limit=f"{rule.limits['most_frames']} 帧以上",
    )


def _flashing(found: Flashing, *, reel: Reel, rule: Rule) -> PictureFinding:
    span = reel.span(found.first, found.end)
    kind = "红色闪烁" if found.red else "闪烁"
    return rule.finding(
        f"{kind} {float(span.end - span.start):.1f} 秒，一秒内多达 {found.changes / 2:g} 次，占画面 {found.area:.0%}，"
        "可能诱发光敏性癫痫。请降低对比、减慢或缩小闪烁。",
        category="red_flash" if found.red else "flash",
        span=span,
        box=found.box,
        measured=f"{found.changes / 2:g} 次/秒，{found.area:.0%}",
        limit=f"{rule.limits['flashes']} 次/秒，{rule.number('area'):.0%}",
    )
