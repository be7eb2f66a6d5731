"""What minors are shown in: 成人化, 工具化, 娱乐化, and how much of it plays at night."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from fangcun.review.contracts import Minor, Quote, Work, WorkFinding
from fangcun.review.engine.work.ages import signs
from fangcun.review.engine.work.rules import Rule
from fangcun.review.engine.work.script import PLAYED, Placed, quote_block, spellings
from fangcun.write.contracts import Block, BlockKind, TimeOfDay

# 不许抽烟, 别打架, 禁止: what is forbidden is not shown.
_FORBIDDEN = re.compile(r"(?:不|别|勿|没|禁止|拒绝|严禁|不许|不准|不要|不能|不会|没有|从不|防止)[^，。；！？]{0,2}$")


def check_minors(
    work: Work, minors: tuple[Minor, ...], *, rules: Mapping[str, Rule], scenes: tuple[Placed, ...]
) -> Iterator[WorkFinding]:
    """That there are minors and what this asks for, then one finding for each minor and topic with its places."""
    if not minors:
        return
    if rule := rules.get("minor.present"):
        who = "、".join(_named(m) for m in minors)
        evidence = tuple(m.evidence[0] for m in minors)
        yield rule.finding(f"有未成年人出镜：{who}。", measured=f"{len(minors)} 人", evidence=evidence)
    for minor in minors:
        here = tuple(at for at in scenes if _present(minor, at))
        for group in signs()["groups"]:
            if rule := rules.get(group["code"]):
                yield from _group(work, minor, group, rule=rule, scenes=here)
        yield from _nights(minor, rules=rules, scenes=here, work=work)


def _named(minor: Minor) -> str:
    return f"{minor.name}（{minor.age}岁）" if minor.age is not None else minor.name


def _present(minor: Minor, at: Placed) -> bool:
    extras = {e.name for e in at.scene.extras}
    return minor.name in at.breakdown.cast_named or minor.name in extras


def _group(
    work: Work, minor: Minor, group: Mapping[str, Any], *, rule: Rule, scenes: tuple[Placed, ...]
) -> Iterator[WorkFinding]:
    found: dict[str, list[tuple[str, Quote]]] = defaultdict(list)
    for at in scenes:
        for block in _about(work, minor, at):
            for topic in group["topics"]:
                if word := _sign(block.text, topic):
                    found[topic["name"]].append((word, quote_block(work.script, block, at=at, word=word)))
    for topic, places in found.items():
        words = "、".join(dict.fromkeys(word for word, _ in places))
        yield rule.finding(
            f"{_named(minor)}的戏里有“{topic}”（{words}），请看是否{group['name']}。",
            character=minor.name,
            episode=places[0][1].episode,
            measured=f"{len(places)} 处",
            evidence=tuple(q for _, q in places),
        )


def _about(work: Work, minor: Minor, at: Placed) -> Iterator[Block]:
    """The blocks of a scene in which a minor speaks, is named, or is the only one there."""
    known = spellings(work.script)
    alone = at.breakdown.cast_named == (minor.name,)
    names = (minor.name, *(n for n, c in known.items() if c == minor.name))
    for block in at.scene.blocks:
        if block.kind not in PLAYED:
            continue
        speaks = block.kind is BlockKind.DIALOGUE and block.speaker in names
        if speaks or alone or any(n in block.text for n in names):
            yield block


def _sign(text: str, topic: Mapping[str, Any]) -> str:
    """The first word of a topic that stands in a text and is neither forbidden nor somebody else's."""
    for word in topic["words"]:
        for match in re.finditer(word, text):
            before, after = text[: match.start()], text[match.end() :]
            if _FORBIDDEN.search(before):
                continue
            if any(after.startswith(w) for w in topic.get("not_before", ())):
                continue
            if any(before.endswith(w) for w in topic.get("not_after", ())):
                continue
            return str(word)
    return ""


def _nights(
    minor: Minor, *, rules: Mapping[str, Rule], scenes: tuple[Placed, ...], work: Work
) -> Iterator[WorkFinding]:
    rule = rules.get("minor.night")
    nights = [at for at in scenes if at.scene.time_of_day is TimeOfDay.NIGHT]
    if rule is None or len(nights) < max(rule.figures["least"], rule.figures["share"] * len(scenes)):
        return
    evidence = tuple(quote_block(work.script, at.scene.blocks[0], at=at) for at in nights)
    message = f"{_named(minor)}的 {len(scenes)} 场戏里有 {len(nights)} 场在夜里。"
    yield rule.finding(message, character=minor.name, measured=f"{len(nights)} 场", evidence=evidence)
