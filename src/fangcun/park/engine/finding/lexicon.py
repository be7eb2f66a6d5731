"""The words of a wish and what they mean."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from fangcun.park.engine.finding.wishes import Chip, Field

DATA = Path(__file__).parents[1] / "data"

PERIODS = {
    "古代": "古代 古装 古风 宫廷",
    "民国": "民国 民国风 老上海",
    "年代": "年代 八十年代 七十年代 九十年代 80年代 70年代 90年代 年代戏",
    "现代": "现代 都市 当代 现代戏",
    "未来": "未来 科幻",
}
FLAGS = {
    (Field.NIGHT, "夜", "可夜拍"): "夜戏 夜拍 拍夜戏 可夜拍 夜景 夜里拍 晚上拍 通宵 大夜",
    (Field.INT_EXT, "内", "内景"): "内景 室内",
    (Field.INT_EXT, "外", "外景"): "外景 室外 户外 露天",
    (Field.FREE, "免费", "免费"): "免费 不要钱 免场租",
    (Field.SORT, "set", "实景棚"): "实景棚 实景 置景",
    (Field.SORT, "stage", "摄影棚"): "摄影棚 影棚 大棚",
    (Field.SORT, "scenic", "外景地"): "外景地 景点",
}


@cache
def space_words() -> dict[str, Chip]:
    """Every word of a space that is understood."""
    words: dict[str, Chip] = {}
    for tag, others in _rows("find_spaces"):
        _put(words, Chip(Field.TAG, tag, tag), tag, others)
    for period, others in PERIODS.items():
        _put(words, Chip(Field.PERIOD, period, period), period, others)
    for (field, value, said), others in FLAGS.items():
        _put(words, Chip(field, value, said), others)
    # What a district is called is not what its sets are: 古城 stays a look, the names below are places.
    for district in ("云溪古镇", "槐树村", "南山", "河湾", "县城", "老瓷厂", "民国街"):
        words[district] = Chip(Field.WORD, district, district)
    return words


@cache
def person_words() -> dict[str, Chip]:
    """Every word of a person that is understood."""
    words: dict[str, Chip] = {}
    said = {"actor": "演员", "featured": "特约", "extra": "群演", "crew": "职员"}
    for sort, value, others in _rows("find_people"):
        if sort == "implies":
            continue
        if sort == "kind":
            _put(words, Chip(Field.SORT, value, said[value]), others)
        elif sort == "age":
            low, _, high = value.partition("-")
            _put(words, Chip(Field.AGE, (int(low), int(high)), f"{low}–{high} 岁"), others)
        else:
            _put(words, Chip(Field(sort), value, value), value, others)
    return words


@cache
def implied_sexes() -> dict[str, str]:
    """The words that say a sex beside something else: 老太太 is old, and a woman."""
    return {word: sex for sort, sex, others in _rows("find_people") if sort == "implies" for word in others.split()}


@cache
def tags_meant(tag: str) -> frozenset[str]:
    """The location types that a wish for ``tag`` is content with: itself and its other words."""
    return frozenset((tag, *dict(_rows("find_spaces")).get(tag, "").split()))


def tag_of(word: str) -> str:
    """The location type that a word stands for; itself when it is not known."""
    chip = space_words().get(word)
    return str(chip.value) if chip and chip.field is Field.TAG else word


@cache
def _automaton(kind: str) -> tuple[AhoCorasick, list[str]]:
    words = list(space_words() if kind == "space" else person_words())
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words


def take_words(text: str, kind: str) -> list[tuple[int, int, Chip]]:
    """The understood words of a text (``kind`` is space or person), the longest first found at each place."""
    automaton, words = _automaton(kind)
    meaning = space_words() if kind == "space" else person_words()
    implied = implied_sexes() if kind == "person" else {}
    found = list[tuple[int, int, Chip]]()
    for n, start, end in automaton.find_matches_as_indexes(text):
        found.append((start, end, meaning[words[n]]))
        if sex := implied.get(words[n]):
            found.append((start, end, Chip(Field.SEX, sex, sex)))
    return found


def _rows(name: str) -> list[list[str]]:
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line and not line.startswith("#")]


def _put(words: dict[str, Chip], chip: Chip, *others: str) -> None:
    for group in others:
        for word in group.split():
            words.setdefault(word, chip)
