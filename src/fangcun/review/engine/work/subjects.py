"""Special subjects as the script itself shows them: by its places, its roles, and what is seen and said."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fangcun.review.contracts import Quote, Subject, Tier, Work, WorkClass, WorkFinding
from fangcun.review.engine.work.rules import Rule
from fangcun.review.engine.work.script import PLAYED, Placed, mains_of, quote, quote_block
from fangcun.write.contracts import BlockKind, Character

_FILE = Path(__file__).parents[1] / "data" / "subjects.toml"
_TOGETHER = 2  # different words of a subject that make a scene one of it without a place or a role
_KIN = "妻夫儿女子妈母父爸哥姐弟妹嫂友孙侄"


def subjects_of(work: Work, *, on: date, scenes: tuple[Placed, ...]) -> tuple[Subject, ...]:
    """The special subjects that a script shows, each with why and where; none before the list holds."""
    table = _table()
    if table["since"] > on or not scenes:
        return ()
    mains = mains_of(work.script, most=table["mains"], share=table["lines"])
    found = (_subject(work, row, table=table, scenes=scenes, mains=mains) for row in table["subjects"])
    return tuple(subject for subject in found if subject is not None)


def check_subjects(
    work: Work, found: tuple[Subject, ...], *, rules: Mapping[str, Rule], work_class: WorkClass | None
) -> Iterator[WorkFinding]:
    """A question for each subject that the script shows and nobody declared."""
    rule = rules.get("class.subject")
    if rule is None:
        return
    for subject in found:
        if subject.name in work.subjects:
            continue
        message = f"剧本像是{subject.name}题材（{subject.why}），申报里没有写。"
        if work_class is not None and work_class.tier is not Tier.KEY:
            message += f"现在按{work_class.name}微短剧办理；若认定为特殊题材，应按最高一类办理。"
        yield rule.finding(message, evidence=subject.evidence)


def _subject(
    work: Work, row: Mapping[str, Any], *, table: Mapping[str, Any], scenes: tuple[Placed, ...], mains: tuple[str, ...]
) -> Subject | None:
    cast = {c.name: c for c in work.script.characters}
    holders = {name: role for name, c in cast.items() if (role := _role(c, row["roles"]))}
    leads = [name for name in mains if name in holders]
    signs: list[Quote] = []
    count = 0
    for at in scenes:
        sign = _sign(work, at, row, holders)
        if sign is not None:
            count += 1
            signs.append(sign)
    many = count >= table["least"] and count >= table["share"] * len(scenes)
    if not leads and not many:
        return None
    why = []
    if leads:
        why.append(f"主要人物{'、'.join(f'{n}（{holders[n]}）' for n in leads)}")
    if count:
        why.append(f"{len(scenes)} 场里有 {count} 场出现")
    sheet = tuple(q for name in leads if (q := _sheet_quote(work, name)))
    return Subject(row["name"], "，".join(why), (*sheet, *signs))


def _role(character: Character, roles: list[str]) -> str:
    """The role that a name or a line of the character sheet gives somebody; not that of a relative of theirs."""
    text = f"{character.name}，{character.description}".upper()
    for role in roles:
        at = text.find(role)
        if at < 0:
            continue
        rest = text[at + len(role) :]
        # 警察的女儿, 法官之子: the relative is meant.
        if rest[:1] in {"的", "之"} and rest[1:2] not in {"，", "", "。"} and any(k in rest[:5] for k in _KIN):
            continue
        return role.rstrip("（")
    return ""


def _sign(work: Work, at: Placed, row: Mapping[str, Any], holders: Mapping[str, str]) -> Quote | None:
    """What makes a scene one of the subject: its place, somebody in it, or several of its words."""
    scene = at.scene
    place = f"{scene.place or ''} {scene.location or ''}".upper()
    heading = next((b for b in scene.blocks if b.kind is BlockKind.HEADING), None)
    if heading is not None and any(p in place for p in row["places"]):
        return quote(work.script, heading.span.start, heading.span.end, at=at)
    present = [n for n in at.breakdown.cast_named if n in holders]
    if present:
        block = next((b for b in scene.blocks if present[0] in work.script.source[b.span.start : b.span.end]), None)
        return quote_block(work.script, block, at=at, word=present[0]) if block else None
    seen: dict[str, Quote] = {}
    for block in scene.blocks:
        if block.kind not in PLAYED:
            continue
        for word in row["words"]:
            if word in block.text and word not in seen and not any(word in other for other in seen):
                seen[word] = quote_block(work.script, block, at=at, word=word)
    return next(iter(seen.values())) if len(seen) >= _TOGETHER else None


def _sheet_quote(work: Work, name: str) -> Quote | None:
    """The line that introduces somebody on the character sheet."""
    start = 0
    for line in work.script.source.splitlines(keepends=True):
        if name in line and any(
            c.name == name and c.description and c.description[:6] in line for c in work.script.characters
        ):
            return quote(work.script, start, start + len(line))
        start += len(line)
    return None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))
