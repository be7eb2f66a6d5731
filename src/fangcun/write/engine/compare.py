"""Two drafts of one script side by side: which scene became which, and what that means for the production."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from fangcun.write.contracts import (
    Block,
    Breakdown,
    ChangeKind,
    Comparison,
    Element,
    SceneBreakdown,
    SceneChange,
    Screenplay,
)
from fangcun.write.engine.assignment import pair_up
from fangcun.write.engine.breakdown import break_down
from fangcun.write.engine.likeness import Profile, candidates, common, likeness, overlap, profile
from fangcun.write.engine.line_diff import diff_lines
from fangcun.write.engine.needs import label, needs_of

_SAME_SCENE = 0.3  # likeness from which two scenes can be one
_PART = 0.6  # share of a scene's text that must come from another one to be a part of it


def compare(
    old: Screenplay,
    new: Screenplay,
    *,
    old_breakdown: Breakdown | None = None,
    new_breakdown: Breakdown | None = None,
) -> Comparison:
    """What changed from ``old`` to ``new``, scene by scene, in the order of ``new`` with removed scenes last.

    Scenes are recognised by their content, cast, place and time, so renumbering or moving one does not lose it.
    Breakdowns are computed with the shipped lexicon where they are not given.
    """
    before = (old_breakdown or break_down(old)).scenes
    after = (new_breakdown or break_down(new)).scenes
    olds = [profile(e.scene) for e in before]
    news = [profile(e.scene) for e in after]
    partners = _match(olds, news)
    groups = _join_parts(partners, olds, news)
    moved = _moved(groups)
    changes = [_describe(a, b, before, after, olds, news, moved=i in moved) for i, (a, b) in enumerate(groups)]
    changes.sort(key=lambda c: (not c.new, c.new[:1], c.old[:1]))
    return Comparison(tuple(changes))


def _match(olds: Sequence[Profile], news: Sequence[Profile]) -> dict[int, int]:
    """Old to new partners: identical ones first, in order, then the best pairing of the rest."""
    partners = _identical(olds, news)
    taken = set(partners.values())
    rest_old = [i for i in range(len(olds)) if i not in partners]
    rest_new = [j for j in range(len(news)) if j not in taken]
    pairs = candidates([olds[i] for i in rest_old], [news[j] for j in rest_new])
    scores = {}
    for a, b in pairs:
        i, j = rest_old[a], rest_new[b]
        value = likeness(olds[i], news[j])
        if value >= _SAME_SCENE and (overlap(olds[i], news[j]) > 0.1 or _same_slot(olds[i], news[j])):
            # Of equally like pairs the one nearer in place wins.
            scores[i, j] = value - 1e-6 * abs(i - j)
    partners.update(pair_up(scores))
    return partners


def _same_slot(one: Profile, other: Profile) -> bool:
    """Whether number and place are the same: then even a scene written anew is the old one rewritten."""
    return one.id is not None and one.id == other.id and one.place == other.place


def _identical(olds: Sequence[Profile], news: Sequence[Profile]) -> dict[int, int]:
    places: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, item in enumerate(olds):
        places[_identity(item)].append(index)
    partners = {}
    for index, item in enumerate(news):
        twins = places.get(_identity(item))
        if twins and item.text:
            same_number = [t for t in twins if olds[t].id == item.id]
            twin = same_number[0] if same_number else min(twins, key=lambda t: abs(t - index))
            twins.remove(twin)
            partners[twin] = index
    return partners


def _identity(item: Profile) -> tuple[object, ...]:
    return (item.text, item.place, item.cast, item.time, item.side)


def _join_parts(
    partners: dict[int, int], olds: Sequence[Profile], news: Sequence[Profile]
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Groups (old positions, new positions): pairs, and the left over scenes that are parts of a pair's scene."""
    extra_new: dict[int, list[int]] = defaultdict(list)
    extra_old: dict[int, list[int]] = defaultdict(list)
    back = {j: i for i, j in partners.items()}
    lone_new = [j for j in range(len(news)) if j not in back]
    lone_old = [i for i in range(len(olds)) if i not in partners]
    for j, i in _wholes(lone_new, sorted(partners), news, olds, partners, news):
        extra_new[i].append(j)
    split = set(extra_new)
    for i, j in _wholes(lone_old, sorted(back), olds, news, back, olds):
        if back[j] not in split:
            extra_old[j].append(i)
    used_new = {j for parts in extra_new.values() for j in parts}
    used_old = {i for parts in extra_old.values() for i in parts}
    groups = [(tuple(sorted((i, *extra_old[j]))), tuple(sorted((j, *extra_new[i])))) for i, j in partners.items()]
    groups += [((), (j,)) for j in lone_new if j not in used_new]
    groups += [((i,), ()) for i in lone_old if i not in used_old]
    return groups


def _wholes(
    parts: Sequence[int],
    wholes: Sequence[int],
    part_profiles: Sequence[Profile],
    whole_profiles: Sequence[Profile],
    partner: dict[int, int],
    partner_profiles: Sequence[Profile],
) -> list[tuple[int, int]]:
    """(part, whole) for each of ``parts`` whose text is in one of ``wholes`` and not in that one's partner."""
    pairs = candidates([whole_profiles[w] for w in wholes], [part_profiles[p] for p in parts])
    best: dict[int, tuple[float, int]] = {}
    for a, b in sorted(pairs):
        whole, part = wholes[a], parts[b]
        one, other = part_profiles[part], whole_profiles[whole]
        if len(one.grams) < 8 or len(one.grams) > 1.2 * len(other.grams):
            continue
        share = common(one, other)
        already = len(one.grams & partner_profiles[partner[whole]].grams) / len(one.grams)
        if share >= _PART and already < share / 2 and share > best.get(part, (0.0, -1))[0]:
            best[part] = (share, whole)
    return sorted((part, whole) for part, (_, whole) in best.items())


def _moved(groups: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]) -> set[int]:
    """Indexes of the groups that left the longest run of groups whose order stayed."""
    both = sorted((b[0], a[0], i) for i, (a, b) in enumerate(groups) if a and b)
    tails: list[int] = []
    ends: list[int] = []
    previous = [-1] * len(both)
    for k, (_, position, _) in enumerate(both):
        at = bisect_left(tails, position)
        previous[k] = ends[at - 1] if at else -1
        if at == len(tails):
            tails.append(position)
            ends.append(k)
        else:
            tails[at], ends[at] = position, k
    kept, k = set(), ends[-1] if ends else -1
    while k >= 0:
        kept.add(both[k][2])
        k = previous[k]
    return {i for _, _, i in both if i not in kept}


def _describe(
    old: tuple[int, ...],
    new: tuple[int, ...],
    before: Sequence[SceneBreakdown],
    after: Sequence[SceneBreakdown],
    olds: Sequence[Profile],
    news: Sequence[Profile],
    *,
    moved: bool,
) -> SceneChange:
    was, now = [before[i] for i in old], [after[j] for j in new]
    lines = diff_lines(_content(was), _content(now))
    gone, come = _elements_apart(was, now)
    cast_was = tuple(dict.fromkeys(n for e in was for n in e.cast_named))
    cast_now = tuple(dict.fromkeys(n for e in now for n in e.cast_named))
    kind = _kind(old, new)
    needs = needs_of(kind, old=was, new=now, lines=lines)
    if kind is ChangeKind.CHANGED and not lines and not needs and not gone and not come:
        kind = ChangeKind.SAME
    return SceneChange(
        kind=kind,
        old=old,
        new=new,
        score=round(_score([olds[i] for i in old], [news[j] for j in new]), 3),
        moved=moved,
        renumbered=bool(old and new) and [e.scene.id for e in was] != [e.scene.id for e in now],
        lines=lines,
        cast_added=tuple(n for n in cast_now if n not in cast_was),
        cast_removed=tuple(n for n in cast_was if n not in cast_now),
        elements_added=come,
        elements_removed=gone,
        needs=needs,
    )


def _kind(old: tuple[int, ...], new: tuple[int, ...]) -> ChangeKind:
    if not old:
        return ChangeKind.ADDED
    if not new:
        return ChangeKind.REMOVED
    if len(new) > 1:
        return ChangeKind.SPLIT
    return ChangeKind.MERGED if len(old) > 1 else ChangeKind.CHANGED


def _score(olds: Sequence[Profile], news: Sequence[Profile]) -> float:
    one = frozenset().union(*(p.grams for p in olds))
    other = frozenset().union(*(p.grams for p in news))
    if not olds or not news:
        return 0.0
    return len(one & other) / len(one | other) if one | other else 1.0


def _content(entries: Sequence[SceneBreakdown]) -> list[Block]:
    return [b for e in entries for b in e.scene.content]


def _elements_apart(
    was: Sequence[SceneBreakdown], now: Sequence[SceneBreakdown]
) -> tuple[tuple[Element, ...], tuple[Element, ...]]:
    """Elements that only the old side has, and those that only the new side has."""
    old = {(x.category, label(x)): x for e in was for x in e.elements}
    new = {(x.category, label(x)): x for e in now for x in e.elements}
    return tuple(x for k, x in old.items() if k not in new), tuple(x for k, x in new.items() if k not in old)
