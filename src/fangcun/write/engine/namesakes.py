"""Names that look like one person spelled twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from fangcun.kit.errors import Problem, Severity
from fangcun.write.contracts import BlockKind, Episode

_LETTERED = "甲乙丙丁戊己庚辛ABCDEFGH一二三四五六七八九十0123456789"
_KIN = frozenset("父母爸妈爷奶哥姐弟妹叔婶伯姑舅姨总董太夫女男老小少医警师生员氏公婆子家管助秘经教导队")


def find_similar_names(episodes: Sequence[Episode]) -> list[Problem]:
    """A rare speaker whose name is one character away from a frequent one of the same length."""
    lines: Counter[str] = Counter()
    first: dict[str, int] = {}
    for e in episodes:
        for s in e.scenes:
            for b in s.blocks:
                if b.kind is BlockKind.DIALOGUE and b.speaker:
                    lines[b.speaker] += 1
                    first.setdefault(b.speaker, b.line)
    common = [n for n, _ in lines.most_common(300) if len(n) >= 2]
    found: list[Problem] = []
    for name, times in sorted(lines.items(), key=lambda x: x[1])[:500]:
        if len(name) < 2 or times > 3:
            continue
        for other, distance, _ in process.extract(name, common, scorer=Levenshtein.distance, score_cutoff=1, limit=4):
            if distance == 1 and lines[other] >= max(3, 2 * times) and _looks_misspelt(name, other):
                found.append(
                    Problem(
                        "name.similar",
                        Severity.WARNING,
                        f"“{name}”只有 {times} 句台词，和“{other}”只差一个字，像是同一个人。",
                        first[name],
                        1,
                        name,
                        f"若是同一个人，请统一写成“{other}”。",
                    )
                )
                break
    return found


def _looks_misspelt(name: str, other: str) -> bool:
    if len(name) == len(other):
        at = next(i for i in range(len(name)) if name[i] != other[i])
        if name[at] in _LETTERED or other[at] in _LETTERED:
            return False
        # 林父 and 林母 are two people; 林婉 and 林晚 may be one.
        return len(name) >= 3 or (name[at] not in _KIN and other[at] not in _KIN and at > 0)
    return len(name) >= 3 and len(other) >= 3 and name.isascii() == other.isascii() and name[-1] not in _LETTERED
