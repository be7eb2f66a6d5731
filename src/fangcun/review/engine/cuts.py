"""A cut as it is kept by digest, and what was found of its films as findings of a case."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fangcun.review.contracts import Strength
from fangcun.review.contracts.cuts import CutEpisode
from fangcun.review.engine.carrying import Found


def cut_as_bytes(title: str, episodes: Sequence[CutEpisode]) -> bytes:
    """What is kept of a cut: its list, not its films; they are kept by their own digests."""
    plain = {"title": title, "episodes": [dataclasses.asdict(one) for one in episodes]}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def cut_from_bytes(data: bytes) -> tuple[str, tuple[CutEpisode, ...]]:
    """What ``cut_as_bytes`` kept: the title and the episodes."""
    plain = json.loads(data)
    return plain["title"], tuple(CutEpisode(**one) for one in plain["episodes"])


def covers(episodes: Iterable[CutEpisode]) -> list[str]:
    """The digests that a passed cut covers: each episode's list of files, and the scripts that all of them came from.

    A film that is made again from the same script with its number in the opening is the same cut.
    """
    found = list(episodes)
    sources = {one.source for one in found if one.source} if all(one.source for one in found) else set()
    return sorted({one.manifest for one in found} | sources)


def label_of(episodes: Sequence[CutEpisode]) -> str:
    """What a cut is called: 第 1–8 集."""
    numbers = sorted(one.number for one in episodes)
    if len(numbers) == 1:
        return f"第 {numbers[0]} 集"
    if numbers[-1] - numbers[0] + 1 == len(numbers):
        return f"第 {numbers[0]}–{numbers[-1]} 集"
    return f"{len(numbers)} 集"


def found_in_film(plain: Mapping[str, Any], *, episode: CutEpisode) -> Found:
    """A finding about a film (the plain data of a ``PictureFinding``) as one of a case, at its moment and place."""
    span, surface = plain.get("span"), str(plain.get("surface", ""))
    evidence: dict[str, Any] = {"episode": episode.number}
    if span:
        start, end = round(float(span["start"]) * 1000), round(float(span["end"]) * 1000)
        evidence |= {"from_ms": start, "to_ms": end, "frame": span["first_frame"]}
    if plain.get("box"):
        evidence["box"] = plain["box"]
    if plain.get("reason"):
        evidence["why"] = plain["reason"]
    measured, limit = plain.get("measured", ""), plain.get("limit", "")
    figures = "，".join(filter(None, (f"实测 {measured}" if measured else "", f"要求 {limit}" if limit else "")))
    message = str(plain["message"])
    return Found(
        source="picture",
        category=str(plain["category"]),
        strength=Strength(plain["severity"]),
        canonical=surface or str(plain["category"]),
        surface=surface,
        line=surface,
        place=f"第{episode.number}集",
        rule=str(plain["rule"]),
        origin=str(plain["source"]),
        message=f"{message}（{figures}）" if figures and figures not in message else message,
        evidence=evidence,
    )
