"""The roles of a draft: how much each carries, what it asks for, and whom it meets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from fangcun.shoot.contracts import RoleWanted, SceneFacts, Weight
from fangcun.shoot.engine.traits import read_ages, read_looks, read_sex, read_skills
from fangcun.write.contracts import BlockKind, Breakdown, Character, Screenplay

# The most that a day of a role may cost, in fen: rates of micro-drama bases, 2024-2025, as reported in the trade press;
# an assumption to be replaced by a base's own tariff.
BUDGETS: dict[Weight, int] = {
    Weight.LEAD: 500_000,
    Weight.SUPPORT: 200_000,
    Weight.MINOR: 100_000,
    Weight.FEATURED: 60_000,
}
_LEAD, _SUPPORT, _MINOR = 0.35, 0.12, 0.03  # share of the scenes from which a role has that weight


def roles_of(
    screenplay: Screenplay, breakdown: Breakdown, facts: Sequence[SceneFacts], *, period: str
) -> tuple[RoleWanted, ...]:
    """Every named role of the scenes, the one with the most scenes first (by lines, then by name, among equals).

    A role with 35 % of the scenes is a lead, with 12 % a main supporting part, with 3 % a supporting part.
    """
    sheet = {c.name: c for c in screenplay.characters}
    scenes: Counter[str] = Counter(n for f in facts for n in f.cast)
    lines: Counter[str] = Counter()
    meets: dict[str, set[str]] = defaultdict(set)
    dark: set[str] = set()
    for scene in facts:
        lines.update(dict(scene.lines))
        for name in scene.cast:
            meets[name].update(n for n in scene.cast if n != name)
            if scene.night:
                dark.add(name)
    skills = _skills(breakdown)
    order = sorted(scenes, key=lambda n: (-scenes[n], -lines[n], n))
    return tuple(
        _role(
            sheet.get(name, Character(name)),
            weight=weigh(scenes[name], len(facts)),
            scenes=scenes[name],
            lines=lines[name],
            period=period,
            skills=tuple(sorted(skills.get(name, ()))),
            meets=frozenset(meets[name]),
            night=name in dark,
        )
        for name in order
    )


def weigh(scenes: int, total: int) -> Weight:
    """How much a role with ``scenes`` of ``total`` carries."""
    share = scenes / max(1, total)
    if share >= _LEAD:
        return Weight.LEAD
    if share >= _SUPPORT:
        return Weight.SUPPORT
    return Weight.MINOR if share >= _MINOR else Weight.FEATURED


def _skills(breakdown: Breakdown) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entry in breakdown.scenes:
        for block in entry.scene.blocks:
            if block.kind is BlockKind.ACTION:
                for name, wanted in read_skills(block.text, entry.cast_named).items():
                    found[name] |= wanted
    return found


def _role(
    person: Character,
    *,
    weight: Weight,
    scenes: int,
    lines: int,
    period: str,
    skills: tuple[str, ...],
    meets: frozenset[str],
    night: bool,
) -> RoleWanted:
    about = person.description
    return RoleWanted(
        name=person.name,
        sex=read_sex(person.name, about, person.sex),
        ages=read_ages(person.name, about, person.age),
        weight=weight,
        scenes=scenes,
        lines=lines,
        budget=BUDGETS[weight],
        description=about,
        looks=read_looks(person.name, about, period),
        skills=skills,
        meets=meets,
        night=night,
    )
