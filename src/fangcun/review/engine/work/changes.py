"""What changed since the script that was filed, and whether it has to be filed again."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from fangcun.review.contracts import Filed, Quote, Tier, Work, WorkClass, WorkFinding
from fangcun.review.engine.work.rules import Rule
from fangcun.review.engine.work.script import Placed, dialogue, lines_of, mains_of, quote_block, spellings
from fangcun.write.contracts import ChangeKind, SceneChange, Screenplay

_SOUNDED = re.compile(r"\W+")


def check_changes(
    work: Work, *, rules: Mapping[str, Rule], scenes: tuple[Placed, ...], work_class: WorkClass | None
) -> Iterator[WorkFinding]:
    """Changes of title, main characters, direction and ending since the filed script; else that they are small.

    Art. 12–16 name the top class: for it a change of main characters is certain to need filing again, for the others
    somebody has to judge.
    """
    filed = work.filed
    if filed is None or not rules.get("refile.small"):
        return
    soft = work_class is None or work_class.tier is not Tier.KEY
    found = [
        *_title(work, filed, rules["refile.title"]),
        *_characters(work, filed, rules["refile.characters"], soft=soft),
        *_direction(work, filed, rules["refile.direction"], scenes),
        *_ending(work, filed, rules["refile.ending"], scenes),
    ]
    yield from found
    changed = [c for c in filed.comparison.changes if c.kind is not ChangeKind.SAME or c.moved]
    if changed and not found:
        message = f"与备案稿相比有 {len(changed)} 场改动，主要人物和故事走向未变。"
        yield rules["refile.small"].finding(message, measured=_kinds(filed), evidence=_quotes(work, changed, scenes))


def _title(work: Work, filed: Filed, rule: Rule) -> Iterator[WorkFinding]:
    old = filed.screenplay.title
    if old and work.title and _plain(old) != _plain(work.title):
        yield rule.finding(f"片名由《{old}》改为《{work.title}》。", measured=work.title, limit=old)


def _characters(work: Work, filed: Filed, rule: Rule, *, soft: bool) -> Iterator[WorkFinding]:
    most, share = rule.figures["mains"], rule.figures["share"]
    old_lines, new_lines = lines_of(filed.screenplay), lines_of(work.script)
    old_mains = mains_of(filed.screenplay, most=most, share=share)
    new_mains = mains_of(work.script, most=most, share=share)
    if not old_lines or not new_lines:
        return
    gone = [n for n in old_mains if n not in new_lines and n not in spellings(work.script)]
    come = [n for n in new_mains if n not in old_lines and n not in spellings(filed.screenplay)]
    renamed = _renamed(filed.screenplay, work.script, gone, set(old_lines), least=rule.figures["same_lines"])
    for old, new in renamed.items():
        message = f"主要人物改名：{old} → {new}。"
        yield rule.finding(message, soft=True, character=new, measured=new, limit=old, evidence=_first(work, new))
    for name in gone:
        if name not in renamed:
            message = f"主要人物{name}（备案稿 {old_lines[name]} 句台词）不在了。"
            yield rule.finding(message, soft=soft, character=name, measured="0 句", limit=f"{old_lines[name]} 句")
    for name in come:
        if name not in renamed.values():
            message = f"新增主要人物{name}（{new_lines[name]} 句台词），备案稿里没有。"
            yield rule.finding(
                message, soft=soft, character=name, measured=f"{new_lines[name]} 句", evidence=_first(work, name)
            )


def _renamed(old: Screenplay, new: Screenplay, gone: list[str], before: set[str], *, least: float) -> dict[str, str]:
    """Old to new names, where somebody unknown before says at least ``least`` of the lines of one who is gone."""
    says: dict[str, set[str]] = defaultdict(set)
    known = spellings(new)
    for block in dialogue(new):
        if block.speaker:
            says[_plain(block.text)].add(known.get(block.speaker, block.speaker))
    known = spellings(old)
    answer: dict[str, str] = {}
    for name in gone:
        texts = [_plain(b.text) for b in dialogue(old) if b.speaker and known.get(b.speaker, b.speaker) == name]
        heirs = Counter(heir for text in texts for heir in says.get(text, ()) if heir not in before)
        if heirs:
            heir, times = heirs.most_common(1)[0]
            if times >= least * len(texts):
                answer[name] = heir
    return answer


def _direction(work: Work, filed: Filed, rule: Rule, scenes: tuple[Placed, ...]) -> Iterator[WorkFinding]:
    same = rule.figures["same"]
    heavy = [c for c in filed.comparison.changes if _heavy(c, same)]
    total = len(filed.comparison.changes)
    if total and len(heavy) >= rule.figures["share"] * total:
        share = f"{len(heavy) / total:.0%}"
        message = f"{total} 场里有 {len(heavy)} 场新增、删去或大改（{share}），故事走向可能变了。"
        limit = f"低于 {rule.figures['share']:.0%}"
        measured = f"{share}（{_kinds(filed)}）"
        yield rule.finding(message, measured=measured, limit=limit, evidence=_quotes(work, heavy, scenes))


def _ending(work: Work, filed: Filed, rule: Rule, scenes: tuple[Placed, ...]) -> Iterator[WorkFinding]:
    last = rule.figures["scenes"]
    before, after = len(filed.screenplay.scenes()), len(scenes)
    heavy = [
        c
        for c in filed.comparison.changes
        if _heavy(c, rule.figures["same"])
        and (any(i >= before - last for i in c.old) or any(j >= after - last for j in c.new))
    ]
    if heavy:
        gone = sum(1 for c in heavy if not c.new)
        what = f"（删去 {gone} 场，新写或大改 {len(heavy) - gone} 场）"
        yield rule.finding(f"最后 {last} 场与备案稿不同{what}，结局可能变了。", evidence=_quotes(work, heavy, scenes))


def _heavy(change: SceneChange, same: float) -> bool:
    if change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
        return True
    return change.kind is not ChangeKind.SAME and change.score < same


def _kinds(filed: Filed) -> str:
    words = {
        ChangeKind.ADDED: "新增",
        ChangeKind.REMOVED: "删去",
        ChangeKind.CHANGED: "修改",
        ChangeKind.SPLIT: "拆分",
        ChangeKind.MERGED: "合并",
    }
    counts = Counter(c.kind for c in filed.comparison.changes)
    moved = sum(1 for c in filed.comparison.changes if c.moved)
    parts = [f"{word} {counts[kind]} 场" for kind, word in words.items() if counts[kind]]
    return "，".join([*parts, *([f"移动 {moved} 场"] if moved else [])])


def _quotes(work: Work, changes: list[SceneChange], scenes: tuple[Placed, ...]) -> tuple[Quote, ...]:
    """The headings of the changed scenes that still are in the script."""
    here = sorted({j for c in changes for j in c.new})
    return tuple(quote_block(work.script, scenes[j].scene.blocks[0], at=scenes[j]) for j in here)


def _first(work: Work, name: str) -> tuple[Quote, ...]:
    block = next((b for b in dialogue(work.script) if b.speaker == name), None)
    return (quote_block(work.script, block),) if block else ()


def _plain(text: str) -> str:
    return _SOUNDED.sub("", text)
