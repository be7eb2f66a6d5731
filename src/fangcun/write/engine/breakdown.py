"""What every scene of a screenplay needs: people, things, effects and time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from fangcun.write.contracts import (
    Block,
    BlockKind,
    Breakdown,
    Category,
    Element,
    Scene,
    SceneBreakdown,
    Screenplay,
    Span,
)
from fangcun.write.engine.cast import Names, Naming, presence
from fangcun.write.engine.duration import Rates, eighths, estimate, is_western
from fangcun.write.engine.findings import Finding, searcher
from fangcun.write.engine.folding import Folded, fold
from fangcun.write.engine.lexicon import Lexicon

_Found = TypeVar("_Found", Naming, Finding)


def break_down(screenplay: Screenplay, *, lexicon: Lexicon | None = None, rates: Rates | None = None) -> Breakdown:
    """The breakdown of ``screenplay``: an entry for each scene, in the order of ``Screenplay.scenes()``.

    Elements come from the script's own lists, from ``lexicon`` (the shipped one by default) and from phrase rules;
    each thing is given once a scene, at the first place where it was found, and ``source[span]`` is what stands there.
    Seconds are estimated by ``rates``; eighths are given for scripts in Latin letters.
    """
    rates = rates or Rates()
    folded = fold(screenplay.source)
    scenes = screenplay.scenes()
    blocks = tuple(b for s in scenes for b in s.blocks)
    names = Names(screenplay)
    owner = [i for i, s in enumerate(scenes) for _ in s.blocks]
    namings = _by_scene(names.find(folded, blocks), owner, len(scenes))
    findings = _by_scene(searcher(lexicon or Lexicon.shipped()).find(folded, blocks), owner, len(scenes))
    western = is_western(blocks)
    entries = []
    for index, scene in enumerate(scenes):
        who = presence(scene, namings=namings[index], blocks=blocks, names=names)
        elements = (
            *_people(scene, who.named, namings[index], folded),
            *_things(scene, findings[index], namings[index], folded, who.named),
        )
        entries.append(
            SceneBreakdown(
                scene=scene,
                cast_named=who.named,
                cast_speaking=who.speaking,
                cast_mentioned=who.mentioned,
                elements=elements,
                estimated_seconds=estimate(scene, rates=rates),
                eighths=scene.eighths or (eighths(scene) if western else None),
            )
        )
    return Breakdown(tuple(entries))


def _by_scene(found: Iterable[_Found], owner: list[int], count: int) -> list[list[_Found]]:
    grouped: list[list[_Found]] = [[] for _ in range(count)]
    for item in found:
        grouped[owner[item.block]].append(item)
    return grouped


def _people(scene: Scene, named: tuple[str, ...], namings: list[Naming], folded: Folded) -> Iterator[Element]:
    """A cast element for each person in the scene, at the first place that names them."""
    places: dict[str, Span] = {}
    for naming in namings:
        if naming.name is not None and naming.name not in places:
            places[naming.name] = _span(folded, naming.start, naming.end)
    listed = set(scene.cast_listed)
    for name in named:
        span = places.get(name) or _locate(scene.blocks, name, folded)
        if span is not None:
            yield Element(Category.CAST, name, span, listed=name in listed)


def _things(
    scene: Scene, findings: list[Finding], namings: list[Naming], folded: Folded, named: tuple[str, ...]
) -> Iterator[Element]:
    listed = list(_listed(scene, folded))
    taken = [(e.span.start, e.span.end, e.category) for e in listed]
    kept: dict[tuple[Category, str], Element] = {}
    for element in listed:
        kept[element.category, element.name] = element
    for finding in _outermost(findings):
        if _is_name(finding, namings) or _is_title(finding, named):
            continue
        span = _span(folded, finding.start, finding.end)
        around = [t for t in taken if t[0] <= span.start and span.end <= t[1]] if taken else taken
        if around and finding.category is not Category.PROPS and (span.start, span.end) == around[0][:2]:
            # The script lists it as a prop; the trade keeps it elsewhere (轿车, 白大褂).
            kept.pop((around[0][2], finding.name), None)
            finding = finding._replace(listed=True)
        elif around and finding.category not in (Category.ANIMALS, Category.ANIMAL_HANDLER):
            continue
        key = (finding.category, finding.name)
        known = kept.get(key)
        if known is None:
            kept[key] = Element(finding.category, finding.name, span, finding.number, finding.listed)
        elif finding.number is not None and (
            known.count is None or (finding.number > known.count and not known.listed)
        ):
            kept[key] = replace(known, count=finding.number)
    yield from _without_short(kept)


def _without_short(kept: Mapping[tuple[Category, str], Element]) -> Iterator[Element]:
    """The elements without those that another one names in full: 车 beside 黑色轿车."""
    for (category, name), element in kept.items():
        if len(name) > 2 or element.listed:
            yield element
        elif name == "车":  # 上车, 停车: whatever vehicle the scene has
            if not any(c is category and n != name for c, n in kept):
                yield element
        elif not any(n.endswith(name) and c is category and n != name for c, n in kept):
            yield element


def _listed(scene: Scene, folded: Folded) -> Iterator[Element]:
    """What the cast line asks for in numbers, and the prop line."""
    cast = [b for b in scene.blocks if b.kind is BlockKind.CAST]
    for extra in scene.extras:
        span = _locate(cast or scene.blocks, extra.name, folded) or _line_of(cast or scene.blocks, folded)
        yield Element(Category.EXTRAS, extra.name, span, extra.count, listed=True)
    lines = [b for b in scene.blocks if b.kind is BlockKind.PROPS]
    for prop in scene.props:
        span = _locate(lines or scene.blocks, prop, folded) or _line_of(lines or scene.blocks, folded)
        yield Element(Category.PROPS, prop, span, listed=True)


def _outermost(findings: list[Finding]) -> Iterator[Finding]:
    """Findings without those that lie inside a longer one of the same category."""
    last: dict[Category, Finding] = {}
    for finding in sorted(findings, key=lambda f: (f.start, -f.end)):
        before = last.get(finding.category)
        if before is not None and finding.end <= before.end:
            if before.number is None and finding.number is not None and not before.listed:
                last[finding.category] = before._replace(number=finding.number)
            continue
        last[finding.category] = finding
        yield finding


def _is_name(finding: Finding, namings: list[Naming]) -> bool:
    """Whether the find is (part of) a character's name. A counted crowd is a crowd even beside one speaking guard."""
    for naming in namings:
        if naming.start < finding.end and finding.start < naming.end:
            same = (naming.start, naming.end) == (finding.start, finding.end)
            return not (same and finding.category is Category.EXTRAS and (finding.number or 1) > 1)
        if naming.start >= finding.end:
            break
    return False


def _is_title(finding: Finding, named: tuple[str, ...]) -> bool:
    """Whether an uncounted 护士 is most likely the named 护士长 or 护士小李 of this scene."""
    if finding.category is not Category.EXTRAS or finding.number is not None:
        return False
    return any(finding.name in n for n in named)


def _locate(blocks: Iterable[Block], name: str, folded: Folded) -> Span | None:
    """The first place of ``name`` in ``blocks``."""
    wanted = fold(name).text
    if not wanted:
        return None
    for block in blocks:
        start = folded.text.find(wanted, folded.folded(block.span.start), folded.folded(block.span.end))
        if start >= 0:
            return _span(folded, start, start + len(wanted))
    return None


def _line_of(blocks: Sequence[Block], folded: Folded) -> Span:
    """The line that lists something under another spelling than the text's: nothing that is listed gets lost."""
    start, end = folded.folded(blocks[0].span.start), folded.folded(blocks[0].span.end)
    return _span(folded, start, start + len(folded.text[start:end].rstrip()))


def _span(folded: Folded, start: int, end: int) -> Span:
    if folded.offsets is None:
        return Span(start, end)
    return Span(folded.original(start), folded.original_end(end))
