"""What is odd in a script that was read: numbers, names, lengths. Each finding has its place and a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from fangcun.kit.errors import Problem, Severity
from fangcun.write.contracts import CONTENT, Character, Episode, Scene
from fangcun.write.engine.namesakes import find_similar_names

_MOST = 200  # of one sort: a list that nobody reads to its end helps nobody


def find_problems(episodes: Sequence[Episode], people: Sequence[Character]) -> list[Problem]:
    """The problems of a screenplay, in no order; linear in its length but for the bounded comparison of names."""
    found: list[Problem] = []
    for check in (_numbers_of_episodes, _numbers_of_scenes, _pages_twice, _cast_and_speech, _lengths):
        found += check(episodes)[:_MOST]
    return found + find_similar_names(episodes)[:_MOST]


def _problem(code: str, severity: Severity, message: str, line: int, excerpt: str, proposal: str) -> Problem:
    return Problem(code, severity, message, line, 1, excerpt[:60], proposal)


def _numbers_of_episodes(episodes: Sequence[Episode]) -> list[Problem]:
    found: list[Problem] = []
    seen: dict[int, int] = {}
    last: int | None = None
    for e in episodes:
        if e.number is None:
            continue
        if e.number in seen:
            found.append(
                _problem(
                    "episode.duplicate",
                    Severity.WARNING,
                    f"第{e.number}集出现了两次，前一次在第{seen[e.number]}行。",
                    e.line,
                    f"第{e.number}集",
                    "核对集号，或删去重复的一集。",
                )
            )
        elif last is not None and e.number > last + 1:
            gone = f"第{last + 1}集" if e.number == last + 2 else f"第{last + 1}集到第{e.number - 1}集"
            found.append(
                _problem(
                    "episode.missing",
                    Severity.WARNING,
                    f"集号不连续：第{last}集之后是第{e.number}集，缺{gone}。",
                    e.line,
                    f"第{e.number}集",
                    f"补上{gone}，或改正集号。",
                )
            )
        elif last is not None and e.number < last:
            found.append(
                _problem(
                    "episode.order",
                    Severity.WARNING,
                    f"第{e.number}集排在第{last}集之后。",
                    e.line,
                    f"第{e.number}集",
                    "核对集号和顺序。",
                )
            )
        seen.setdefault(e.number, e.line)
        last = e.number
    return found


def _numbers_of_scenes(episodes: Sequence[Episode]) -> list[Problem]:
    found: list[Problem] = []
    for e in episodes:
        seen: dict[str, int] = {}
        last: Scene | None = None
        for s in e.scenes:
            if s.id is None:
                continue
            if s.id in seen:
                found.append(
                    _problem(
                        "scene.duplicate",
                        Severity.WARNING,
                        f"场号 {s.id} 在同一集里出现了两次，前一次在第{seen[s.id]}行。",
                        s.line,
                        s.heading,
                        "核对场号；号码照原样保留，没有改动。",
                    )
                )
            elif last is not None and s.number > last.number + 1:
                found.append(
                    _problem(
                        "scene.missing",
                        Severity.WARNING,
                        f"场号不连续：{last.id} 之后是 {s.id}。",
                        s.line,
                        s.heading,
                        "补上缺的场，或改正场号；号码照原样保留，没有改动。",
                    )
                )
            elif last is not None and s.number < last.number:
                found.append(
                    _problem(
                        "scene.order",
                        Severity.WARNING,
                        f"场号 {s.id} 排在 {last.id} 之后。",
                        s.line,
                        s.heading,
                        "核对场号和顺序。",
                    )
                )
            seen.setdefault(s.id, s.line)
            last = s
    return found


def _pages_twice(episodes: Sequence[Episode]) -> list[Problem]:
    """Scenes whose played text came before, word for word: the mark of a page pasted twice."""
    found: list[Problem] = []
    seen: dict[int, Scene] = {}
    for e in episodes:
        for s in e.scenes:
            texts = tuple(b.text for b in s.blocks if b.kind in CONTENT)
            if len(texts) < 2 or sum(map(len, texts)) < 20:
                continue
            key = hash(texts)
            old = seen.setdefault(key, s)
            if old is not s and texts == tuple(b.text for b in old.blocks if b.kind in CONTENT):
                found.append(
                    _problem(
                        "scene.repeated",
                        Severity.WARNING,
                        f"这一场的正文与第{old.line}行的一场完全相同，像是同一页贴了两次。",
                        s.line,
                        s.heading,
                        "删去其中一份，或改写。",
                    )
                )
    return found


def _cast_and_speech(episodes: Sequence[Episode]) -> list[Problem]:
    found: list[Problem] = []
    for e in episodes:
        for s in e.scenes:
            if not s.cast_listed and not s.extras:
                continue
            speaking = set(s.cast_speaking)
            listed = set(s.cast_listed) | {x.name for x in s.extras}
            text: str | None = None
            for name in s.cast_listed:
                if name in speaking:
                    continue
                if text is None:
                    text = "\n".join(b.text for b in s.blocks if b.kind in CONTENT)
                where = "" if name in text else "，正文里也没有出现"
                found.append(
                    _problem(
                        "cast.silent",
                        Severity.INFO,
                        f"“{name}”列在人物里，但这一场没有台词{where}。",
                        s.line,
                        s.heading,
                        "若不出场，请从人物行删去；若只有动作，可不改。",
                    )
                )
            for name in s.cast_speaking:
                if name not in listed and not name.startswith("众") and name not in ("旁白", "画外音", "解说", "系统"):
                    b = next(b for b in s.blocks if b.speaker is not None and name in b.speaker)
                    found.append(
                        _problem(
                            "cast.unlisted",
                            Severity.INFO,
                            f"“{name}”有台词，但没有列在这一场的人物里。",
                            b.line,
                            f"{name}：{b.text}",
                            f"在人物行补上“{name}”。",
                        )
                    )
    return found


def _lengths(episodes: Sequence[Episode]) -> list[Problem]:
    """Episodes three times longer or shorter than the middle one; needs five of more than a few lines to compare."""
    sizes = [(e, sum(len(b.text) for s in e.scenes for b in s.blocks if b.kind in CONTENT)) for e in episodes]
    sizes = [(e, n) for e, n in sizes if e.scenes]
    usual = median(n for _, n in sizes) if len(sizes) >= 5 else 0
    if usual < 100:
        return []
    found: list[Problem] = []
    for e, n in sizes:
        name = f"第{e.number}集" if e.number is not None else "这一集"
        if n > usual * 3:
            found.append(
                _problem(
                    "episode.long",
                    Severity.WARNING,
                    f"{name}正文 {n} 字，是一般一集（{usual:.0f} 字）的三倍以上。",
                    e.line,
                    name,
                    "看看是否漏了集的标题，或需要拆成两集。",
                )
            )
        elif n * 3 < usual:
            found.append(
                _problem(
                    "episode.short",
                    Severity.WARNING,
                    f"{name}正文 {n} 字，不到一般一集（{usual:.0f} 字）的三分之一。",
                    e.line,
                    name,
                    "看看是否缺页。",
                )
            )
    return found
