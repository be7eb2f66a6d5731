"""What a new draft of the script does to a plan: its changes as disruptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fangcun.shoot.contracts import SceneJob
from fangcun.shoot.engine.disruptions import Disruption, SceneAdded, SceneChanged, SceneRemoved
from fangcun.write.contracts import ChangeKind, Comparison, SceneChange, Work


def disruptions_from_comparison(
    comparison: Comparison, *, crew: int, old_keys: Sequence[str], scenes: Sequence[SceneJob]
) -> tuple[Disruption, ...]:
    """The changes of a draft that the plan must know of, for one crew.

    ``old_keys`` are the strips' keys of the old draft's scenes, ``scenes`` the new draft's scenes as jobs, both by
    position. A split scene becomes the first of its parts, the others are added; of merged ones the first becomes the
    whole. Changes that leave cast, place, time and length alone give nothing. ``after`` of new scenes is dropped: it
    counts in the new draft, not in the crew's scenes.
    """
    wanted = {id(change) for change in comparison.needing(Work.RESCHEDULE)}
    found: list[Disruption] = []
    for change in comparison.changes:
        if change.kind in (ChangeKind.SAME, ChangeKind.CHANGED) and id(change) not in wanted:
            continue
        found += _of_change(change, crew, old_keys, scenes)
    return tuple(found)


def _of_change(change: SceneChange, crew: int, old_keys: Sequence[str], scenes: Sequence[SceneJob]) -> list[Disruption]:
    old = [old_keys[i] for i in change.old]
    new = [replace(scenes[i], after=()) for i in change.new]
    pairs = list(zip(old, new, strict=False))
    found: list[Disruption] = [SceneChanged(crew, key, scene) for key, scene in pairs]
    found += [SceneRemoved(crew, key) for key in old[len(pairs) :]]
    found += [SceneAdded(crew, scene) for scene in new[len(pairs) :]]
    return found
