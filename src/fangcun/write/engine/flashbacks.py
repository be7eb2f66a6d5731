"""Flashback spans: from 闪回 to its end, over scenes where the script says so."""

from __future__ import annotations

from collections.abc import Sequence

from fangcun.kit.errors import Problem, Severity
from fangcun.write.engine.records import Draft, Flash, Tag


def find_spans(drafts: Sequence[Draft], problems: list[Problem]) -> list[tuple[int, int]]:
    """The half-open ranges of drafts that lie in a flashback; an open one ends with its scene, and is a problem."""
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    scene_end: int | None = None
    soft = False

    def close(end: int, unclosed: bool) -> None:
        nonlocal opened
        assert opened is not None
        if opened < end:
            spans.append((opened, end))
        if unclosed and not soft:
            d = drafts[opened - 1]
            problems.append(
                Problem(
                    "flashback.unclosed",
                    Severity.WARNING,
                    "闪回开始后没有写结束，暂按到本场末尾算。",
                    d.line,
                    1,
                    d.text[:60],
                    "在闪回结束处加一行“【闪回结束】”。",
                )
            )
        opened = None

    turning = (Tag.HEADING, Tag.EPISODE, Tag.TRANSITION)
    for i in [i for i, d in enumerate(drafts) if d[0] in turning]:
        d = drafts[i]
        if (d.tag is Tag.HEADING and d.data is not None) or d.tag is Tag.EPISODE:
            if opened is not None and scene_end is None:
                scene_end = i
                if soft or d.tag is Tag.EPISODE:
                    close(scene_end, not soft)
        elif d.tag is Tag.TRANSITION and d.data in (Flash.OPEN, Flash.SOFT):
            if opened is not None:
                close(scene_end if scene_end is not None else i, not soft)
            opened, scene_end, soft = i + 1, None, d.data is Flash.SOFT
        elif d.tag is Tag.TRANSITION and d.data is Flash.CLOSE and opened is not None:
            close(i, False)
    if opened is not None:
        close(scene_end if scene_end is not None else len(drafts), True)
    return spans
