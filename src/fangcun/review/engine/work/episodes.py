"""Episodes: how long they run, and whether their numbers run on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

from fangcun.review.contracts import Quote, Work, WorkFinding
from fangcun.review.engine.work.rules import Rule
from fangcun.review.engine.work.script import Placed, quote
from fangcun.write.contracts import Episode


def check_episodes(work: Work, *, rules: Mapping[str, Rule], scenes: tuple[Placed, ...]) -> Iterator[WorkFinding]:
    """What is wrong with the length or the numbers of a work's episodes."""
    at = 0
    for order, episode in enumerate(work.script.episodes, start=1):
        here = scenes[at : at + len(episode.scenes)]
        at += len(episode.scenes)
        number = episode.number if episode.number is not None else order
        low = sum(p.breakdown.estimated_seconds[0] for p in here)
        high = sum(p.breakdown.estimated_seconds[1] for p in here)
        yield from _length(work, episode, number=number, seconds=(low, high), rules=rules)
    yield from _numbers(work, rules=rules)


def _length(
    work: Work, episode: Episode, *, number: int, seconds: tuple[float, float], rules: Mapping[str, Rule]
) -> Iterator[WorkFinding]:
    real = work.running.get(number)
    low, high = (real, real) if real is not None else (Fraction(seconds[0]), Fraction(seconds[1]))
    how = "实际时长" if real is not None else "按剧本估算"
    measured = f"{how} {_clock(low)}" if low == high else f"{how} {_clock(low)}—{_clock(high)}"
    place = (_place(work, episode),)
    if real is None and not any(s.content for s in episode.scenes):
        if rule := rules.get("episode.empty"):
            yield rule.finding(f"第{number}集没有内容。", episode=number, evidence=place)
        return
    if rule := rules.get("episode.too_long"):
        minutes = rule.figures["minutes"]
        limit = f"不足 {minutes} 分钟"
        if low >= minutes * 60:
            message = f"第{number}集超长。"
            yield rule.finding(
                message, soft=real is None, episode=number, measured=measured, limit=limit, evidence=place
            )
    if rule := rules.get("episode.too_short"):
        least = rule.figures["seconds"]
        if high < least:
            limit = f"一般不短于 {least} 秒"
            yield rule.finding(f"第{number}集特别短。", episode=number, measured=measured, limit=limit, evidence=place)


def _numbers(work: Work, *, rules: Mapping[str, Rule]) -> Iterator[WorkFinding]:
    numbers = [e.number for e in work.script.episodes if e.number is not None]
    if not numbers:
        return
    if rule := rules.get("episode.repeated"):
        for number, times in sorted(Counter(numbers).items()):
            if times > 1:
                places = tuple(_place(work, e) for e in work.script.episodes if e.number == number)
                yield rule.finding(
                    f"第{number}集出现了 {times} 次。", episode=number, measured=f"{times} 次", evidence=places
                )
    gaps = sorted(set(range(1, max(numbers) + 1)) - set(numbers))
    if gaps and (rule := rules.get("episode.missing")):
        yield rule.finding(
            f"缺第{_ranges(gaps)}集。", measured=f"共 {len(set(numbers))} 集，最后一集是第{max(numbers)}集"
        )


def _place(work: Work, episode: Episode) -> Quote:
    blocks = (*episode.blocks, *(b for s in episode.scenes for b in s.blocks))
    start, end = (blocks[0].span.start, blocks[0].span.end) if blocks else (0, 0)
    return quote(work.script, start, end)


def _ranges(numbers: list[int]) -> str:
    """The numbers with runs joined: 3、5—8."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(str(a) if a == b else f"{a}—{b}" for a, b in runs)


def _clock(seconds: Fraction | float) -> str:
    whole = round(seconds)
    return f"{whole // 60} 分 {whole % 60} 秒" if whole >= 60 else f"{whole} 秒"
