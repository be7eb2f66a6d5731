"""Watching a film: its parts side by side in processes, its sound beside them, and what the rules make of both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path

from fangcun.kit.errors import FangcunError, Kind, Problem, Severity
from fangcun.review.contracts import FilmFacts, FilmScreening, PictureFinding
from fangcun.review.engine.watch.judging import Judge
from fangcun.review.engine.watch.lettering import joined, lettering_of
from fangcun.review.engine.watch.looking import Order, Seen, look
from fangcun.review.engine.watch.notice import check_notice, check_tag
from fangcun.review.engine.watch.opening import check_opening
from fangcun.review.engine.watch.reel import Reel, open_reel
from fangcun.review.engine.watch.rules import Rules, rules_of
from fangcun.review.engine.watch.sound import Heard, hear
from fangcun.review.engine.watch.spoken import Cue, compare, subtitles_of
from fangcun.review.engine.watch.strips import Strip
from fangcun.review.engine.watch.wording import ScreenText, check_words

PART_SECONDS = 5.0
"""The least length of a part: short enough that all processes end together, long enough that seeking costs little."""


@dataclass(frozen=True)
class Asked:
    """What is asked of a film. ``title`` and ``number`` are looked for in the opening where they are given;
    ``labelled`` says that it must carry the AI notice and tag; ``spoken`` are the lines that are said, ``subtitles``
    those of its subtitle file (those on the picture otherwise). ``stills`` a second are handed out for classifiers."""

    title: str = ""
    number: str = ""
    labelled: bool = True
    read: bool = True
    spoken: Sequence[Cue] = ()
    subtitles: Sequence[Cue] = ()
    stills: float = 0.0


@dataclass(frozen=True)
class Watched:
    """A screening, and the stills (frame, JPEG) that were asked for."""

    screening: FilmScreening
    reel: Reel
    stills: tuple[tuple[int, bytes], ...] = ()


@dataclass
class _Work:
    """What has come in so far."""

    frames: int = 0
    strips: list[Strip] = field(default_factory=list)
    stills: list[tuple[int, bytes]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def watch(
    path: Path,
    *,
    on: date,
    screen: ScreenText,
    asked: Asked | None = None,
    processes: int = 4,
    progress: Callable[[float], None] = lambda _: None,
) -> Watched:
    """The screening of a film as of a day.

    ``screen`` is the text engine, ``processes`` how many work side by side (1 works here), ``progress`` is told the
    share that is done, 0 to 1. Raises FangcunError for what is no film (see ``open_reel``) or a day before the rules;
    a file that breaks off half-way is screened as far as it goes, with a problem that says where.
    """
    wanted = asked or Asked()
    rules = rules_of(on)
    reel = open_reel(path)
    judge = Judge(reel, rules)
    work = _Work()
    if reel.broken:
        work.problems.append(_broken(reel, reel.frames, reel.broken))
    with _pool(processes) as pool:
        sound = _submit(pool, _hear, reel, rules) if reel.sound else None
        for seen in _parts(pool, reel, rules, wanted, processes):
            judge.add(seen)
            _take(work, seen, reel)
            progress(0.98 * seen.part.end / reel.frames)
        heard = sound.result() if sound is not None else None
    if not work.frames:
        message = f"“{path.name}”一帧画面也解不开。请确认文件完整，或重新导出为 MP4（H.264）。"
        raise FangcunError("watch.unreadable", Kind.INVALID, message)
    strips = joined(work.strips, reel=reel)
    findings = [*judge.end(), *judge.of_sound(heard), *_of_file(reel, rules, wanted)]
    if wanted.read and not any(p.code == "watch.no_reader" for p in work.problems):
        findings += _of_lettering(strips, reel, rules, wanted)
    words, lexicon = _of_words(strips, reel, rules, screen)
    findings += [*words, *_of_speech(strips, reel, rules, wanted)]
    if heard is not None and heard.broken:
        work.problems.append(
            _problem("watch.sound_broken", f"声音从 {float(heard.seconds):.1f} 秒起解不开：{heard.broken}。")
        )
    screening = FilmScreening(
        facts=_facts(reel, work.frames, heard),
        findings=tuple(sorted(findings, key=_order)),
        lettering=lettering_of(strips, reel=reel),
        problems=tuple(work.problems),
        on=on,
        rules=rules.digest,
        lexicon=lexicon,
    )
    progress(1.0)
    return Watched(screening, reel, tuple(work.stills))


# ── the work


@contextmanager
def _pool(processes: int) -> Iterator[Executor | None]:
    if processes <= 1:
        yield None
        return
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    try:
        yield pool
    except BrokenProcessPool as error:
        message = "审片的进程中途没了，多半是内存不够。请用 --processes 减少进程数，或稍后再试。"
        raise FangcunError("watch.worker", Kind.BUSY, message) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: Executor | None, work: Callable[..., Heard], *given: object) -> Future[Heard]:
    if pool is not None:
        return pool.submit(work, *given)
    done: Future[Heard] = Future()
    done.set_result(work(*given))
    return done


def _parts(pool: Executor | None, reel: Reel, rules: Rules, asked: Asked, processes: int) -> Iterator[Seen]:
    """What was seen of the parts, in their order, with no more under way than the processes need."""
    orders = _orders(reel, rules, asked)
    if pool is None:
        yield from map(look, orders)
        return
    waiting: list[Future[Seen]] = []
    for order in orders:
        waiting.append(pool.submit(look, order))
        if len(waiting) > 2 * processes:
            yield waiting.pop(0).result()
    while waiting:
        yield waiting.pop(0).result()


def _orders(reel: Reel, rules: Rules, asked: Asked) -> list[Order]:
    black, opening, notice = rules.get("black"), rules.get("opening"), rules.get("notice")
    measured = max(rule.number("within") for rule in (opening, notice) if rule) if opening or notice else 0.0
    stills: set[int] = set()
    if asked.stills > 0:
        count = int(float(reel.seconds) * asked.stills) + 1
        stills = {min(reel.frame_at(k / asked.stills), reel.frames - 1) for k in range(count)}
    return [
        Order(
            reel=reel,
            part=part,
            black_level=black.number("level") if black else 0.0,
            opening=reel.frame_at(min(measured, float(reel.seconds))),
            read=asked.read,
            stills=tuple(sorted(n for n in stills if part.first <= n < part.end)),
        )
        for part in reel.parts(seconds=PART_SECONDS)
    ]


def _hear(reel: Reel, rules: Rules) -> Heard:
    clipped = rules.get("clipped")
    level, run = (clipped.number("level"), int(clipped.number("run"))) if clipped else (2.0, 1)
    return hear(reel.path, begin=reel.times[0] * reel.base, level=level, run=run)


def _take(work: _Work, seen: Seen, reel: Reel) -> None:
    work.frames += len(seen.numbers)
    work.strips += seen.strips
    work.stills += seen.stills
    codes = {p.code for p in work.problems}
    if seen.faults.at is not None and "watch.broken" not in codes:
        work.problems.append(_broken(reel, seen.faults.at, seen.faults.said))
    if seen.unread and "watch.no_reader" not in codes:
        message = "没有装 RapidOCR，画面上的字没有读。请运行 ./fangcun 重新安装依赖。"
        work.problems.append(_problem("watch.no_reader", message))


# ── what the rules make of it


def _of_file(reel: Reel, rules: Rules, asked: Asked) -> list[PictureFinding]:
    found = []
    aigc, length = rules.get("aigc"), rules.get("length")
    if aigc and asked.labelled:
        found += check_tag(reel.metadata, rule=aigc)
    if length and float(reel.seconds) >= length.number("below_seconds"):
        found.append(
            length.finding(
                f"这一集长 {float(reel.seconds) / 60:.1f} 分钟。请核对是否按微短剧送审。",
                measured=f"{float(reel.seconds) / 60:.1f} 分钟",
                limit=f"不足 {length.number('below_seconds') / 60:.0f} 分钟",
            )
        )
    return found


def _of_lettering(strips: Sequence[Strip], reel: Reel, rules: Rules, asked: Asked) -> list[PictureFinding]:
    found = []
    notice, opening = rules.get("notice"), rules.get("opening")
    if notice and asked.labelled:
        found += check_notice(strips, reel=reel, rule=notice)
    if opening:
        found += check_opening(strips, reel=reel, rule=opening, title=asked.title, number=asked.number)
    return found


def _of_words(
    strips: Sequence[Strip], reel: Reel, rules: Rules, screen: ScreenText
) -> tuple[list[PictureFinding], str]:
    rule = rules.get("lettering")
    return check_words(strips, reel=reel, rule=rule, screen=screen) if rule else ([], "")


def _of_speech(strips: Sequence[Strip], reel: Reel, rules: Rules, asked: Asked) -> list[PictureFinding]:
    rule = rules.get("spoken")
    if rule is None or not asked.spoken:
        return []
    shown = asked.subtitles or subtitles_of(strips, reel=reel)
    return compare(shown, asked.spoken, reel=reel, rule=rule)


def _facts(reel: Reel, frames: int, heard: Heard | None) -> FilmFacts:
    return FilmFacts(
        width=reel.width,
        height=reel.height,
        frames=frames,
        rate=reel.rate,
        seconds=reel.seconds,
        loudness=heard.loudness if heard else None,
        metadata=reel.metadata,
    )


def _order(finding: PictureFinding) -> tuple[Fraction, str]:
    return (finding.span.start if finding.span else Fraction(-1), finding.category)


def _broken(reel: Reel, frame: int, said: str) -> Problem:
    at = float(reel.at(frame))
    message = f"视频从 {at:.2f} 秒（第 {frame} 帧）起解不开：{said}。此前的结果有效，请重新导出后再审一遍。"
    return Problem("watch.broken", Severity.ERROR, message, data={"frame": frame, "seconds": at})


def _problem(code: str, message: str) -> Problem:
    return Problem(code, Severity.WARNING, message)
