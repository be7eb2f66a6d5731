"""Pairs the members of two lists so that the sum of the scores is greatest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

_EXACT = 60  # members of a group up to which the best pairing is computed; a larger one is paired best pair first


def pair_up(scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Left to right partners, each used once, with the greatest sum of positive ``scores``.

    Pairs that do not touch each other are solved apart. A connected group with more than 60 members on its smaller
    side is paired greedily, best score first, so that the time stays bounded (the sum is then at least half the best).
    """
    partners: dict[int, int] = {}
    for group in _groups(scores):
        lefts = sorted({left for left, _ in group})
        rights = sorted({right for _, right in group})
        if min(len(lefts), len(rights)) > _EXACT or max(len(lefts), len(rights)) > 4 * _EXACT:
            partners.update(_greedy(group, scores))
        elif len(group) == 1:
            partners.update(group)
        else:
            partners.update(_best(lefts, rights, scores))
    return partners


def _groups(scores: Mapping[tuple[int, int], float]) -> list[list[tuple[int, int]]]:
    """The pairs in connected groups."""
    root: dict[tuple[str, int], tuple[str, int]] = {}

    def find(node: tuple[str, int]) -> tuple[str, int]:
        root.setdefault(node, node)
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for left, right in scores:
        root[find(("left", left))] = find(("right", right))
    groups: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for pair in scores:
        groups[find(("left", pair[0]))].append(pair)
    return list(groups.values())


def _greedy(group: list[tuple[int, int]], scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    partners: dict[int, int] = {}
    used: set[int] = set()
    for left, right in sorted(group, key=lambda p: (-scores[p], abs(p[0] - p[1]), p)):
        if left not in partners and right not in used:
            partners[left] = right
            used.add(right)
    return partners


def _best(lefts: list[int], rights: list[int], scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """The Hungarian method with potentials (Kuhn 1955; the O(n²m) form of Jonker and Volgenant 1987)."""
    turned = len(lefts) > len(rights)
    rows, columns = (rights, lefts) if turned else (lefts, rights)

    def cost(row: int, column: int) -> float:
        pair = (columns[column], rows[row]) if turned else (rows[row], columns[column])
        return -scores.get(pair, 0.0)

    size, width = len(rows), len(columns)
    row_potential, column_potential = [0.0] * (size + 1), [0.0] * (width + 1)
    owner, way = [0] * (width + 1), [0] * (width + 1)
    for row in range(1, size + 1):
        owner[0], column = row, 0
        least, seen = [float("inf")] * (width + 1), [False] * (width + 1)
        while owner[column]:
            seen[column] = True
            current, delta, following = owner[column], float("inf"), 0
            for other in range(1, width + 1):
                if seen[other]:
                    continue
                value = cost(current - 1, other - 1) - row_potential[current] - column_potential[other]
                if value < least[other]:
                    least[other], way[other] = value, column
                if least[other] < delta:
                    delta, following = least[other], other
            for other in range(width + 1):
                if seen[other]:
                    row_potential[owner[other]] += delta
                    column_potential[other] -= delta
                else:
                    least[other] -= delta
            column = following
        while column:
            owner[column] = owner[way[column]]
            column = way[column]
    partners = {}
    for column in range(1, width + 1):
        if owner[column]:
            row_item, column_item = rows[owner[column] - 1], columns[column - 1]
            left, right = (column_item, row_item) if turned else (row_item, column_item)
            if scores.get((left, right), 0.0) > 0:
                partners[left] = right
    return partners
