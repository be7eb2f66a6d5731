"""Image classifiers that plug in: an address that takes a JPEG, or a Python entry point. None is required.

Only addresses that whoever runs Fangcun has named are asked, never one from a file under review; redirects are not
followed, so that such an address cannot send stills elsewhere.
"""

from __future__ import annotations

import json
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from fangcun.kit.errors import FangcunError, Kind, Problem, Severity

GROUP = "fangcun.classifiers"
TIMEOUT = 20.0  # seconds for one still
MOST_FAILURES = 3  # in a row: then a classifier is asked no more
_AT_ONCE = 4
_MOST_BYTES = 1_000_000

Scores = dict[str, float]
Classify = Callable[[bytes], Scores]
"""A JPEG in; labels with their scores (0 to 1) out."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What some labels stand for: a category of the review, and the scores from which it asks or blocks."""

    category: str
    labels: tuple[str, ...]
    ask: float
    block: float
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A still that a classifier found something in."""

    frame: int
    label: str
    score: float
    classifier: str
    meaning: Meaning


def classify(stills: Sequence[tuple[int, bytes]], *, named: Iterable[str]) -> tuple[list[Judged], list[Problem]]:
    """What the classifiers ``named`` find in stills (frame, JPEG), by frame, and which of them failed.

    A name is an ``http(s)://`` address or that of an entry point of the group ``fangcun.classifiers``. A classifier
    that fails three times in a row or is not there yields a problem; the others go on.
    """
    found: list[Judged] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(named):
        try:
            ask = _classifier(name)
        except FangcunError as error:
            problems.append(Problem(error.code, Severity.WARNING, error.message))
            continue
        judged, failure = _asked(ask, stills, name)
        found += judged
        if failure:
            problems.append(failure)
    return sorted(found, key=lambda j: (j.frame, j.label)), problems


def _asked(ask: Classify, stills: Sequence[tuple[int, bytes]], name: str) -> tuple[list[Judged], Problem | None]:
    found: list[Judged] = []
    failed, row, last = 0, 0, ""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for start in range(0, len(stills), _AT_ONCE):
            some = stills[start : start + _AT_ONCE]
            for (frame, _), answer in zip(some, pool.map(lambda still: _tried(ask, still[1]), some), strict=True):
                if isinstance(answer, str):
                    failed, row, last = failed + 1, row + 1, answer
                    continue
                row = 0
                found += _meant(frame, answer, name)
            if row >= MOST_FAILURES:
                failed = len(stills) - start - len(some) + failed
                break
    if not failed:
        return found, None
    message = f"图像分类器“{name}”有 {failed}/{len(stills)} 张没有答：{last}。这些画面请人看。"
    return found, Problem("watch.classifier", Severity.WARNING, message, data={"classifier": name, "failed": failed})


def _tried(ask: Classify, jpeg: bytes) -> Scores | str:
    """The scores, or in words why there are none. A plug-in may raise anything."""
    try:
        answer = ask(jpeg)
        return {str(label): float(score) for label, score in answer.items()}
    except Exception as error:
        return f"{type(error).__name__} {error}".strip()[:200]


def _meant(frame: int, scores: Scores, name: str) -> Iterable[Judged]:
    for label, score in scores.items():
        for meaning in meanings():
            if score >= meaning.ask and any(word in label.lower() for word in meaning.labels):
                yield Judged(frame, label, score, name, meaning)
                break


@cache
def meanings() -> tuple[Meaning, ...]:
    """What labels mean, from ``engine/data/classifiers.toml``."""
    path = Path(__file__).parent / "engine" / "data" / "classifiers.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Meaning(
            category=row["category"],
            labels=tuple(label.lower() for label in row["labels"]),
            ask=float(row["ask"]),
            block=float(row.get("block", 2.0)),
            rule=row["rule"],
            source=data["source"],
        )
        for row in data["meanings"]
    )


# ── the two kinds


def _classifier(name: str) -> Classify:
    scheme = urlparse(name).scheme
    if scheme in ("http", "https"):
        return lambda jpeg: _posted(name, jpeg)
    point = next((p for p in entry_points(group=GROUP) if p.name == name), None)
    if point is None:
        message = f"没有图像分类器“{name}”：要么写 http(s):// 地址，要么安装带 {GROUP} 入口的 Python 包。"
        raise FangcunError("watch.no_classifier", Kind.NOT_FOUND, message)
    try:
        loaded: Classify = point.load()
    except Exception as error:
        message = f"图像分类器“{name}”装不进来：{type(error).__name__} {error}。"
        raise FangcunError("watch.no_classifier", Kind.UPSTREAM, message) from error
    return loaded


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """No redirect is followed: it becomes an error."""


def _posted(address: str, jpeg: bytes) -> Scores:
    request = urllib.request.Request(address, jpeg, {"Content-Type": "image/jpeg", "Accept": "application/json"})  # noqa: S310
    with urllib.request.build_opener(_Stay).open(request, timeout=TIMEOUT) as answer:
        return scores_of(json.loads(answer.read(_MOST_BYTES)))


def scores_of(answer: Any) -> Scores:
    """Labels and scores of an answer: ``{"label": score}``, ``[{"label": …, "score": …}]``, or either under
    ``labels``, ``predictions`` or ``result``. Raises ValueError for anything else."""
    for key in ("labels", "predictions", "result"):
        if isinstance(answer, dict) and isinstance(answer.get(key), (dict, list)):
            answer = answer[key]
    if isinstance(answer, dict):
        rows = list(answer.items())
    elif isinstance(answer, list):
        rows = [(row.get("label"), row.get("score")) for row in answer if isinstance(row, dict)]
    else:
        rows = []
    if not isinstance(answer, (dict, list)) or any(not isinstance(s, (int, float)) for _, s in rows):
        raise ValueError("答案要是 {标签: 分数} 或 [{label, score}]")
    return {str(label): float(score) for label, score in rows}
