"""Kit in words (灯光组 A + 100 套民国群演服装) becomes lines of stock with counts, what is missing, and substitutes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fangcun.park.contracts import BundleView, StockView
from fangcun.park.engine.finding.figures import KIT_RULES, N, number, take_figures
from fangcun.park.engine.finding.wishes import Chip, Field

SEPARATORS = re.compile(r"[+＋,，、;；\n]|以及|和|及|加上|外加")
UNITS = "套|台|件|支|盏|组|辆|份|间|副|块|个|架|把|顶|双|条|张|只|箱|人份|院"
COUNT_FIRST = re.compile(rf"^(?:(?P<m>{N})\s*(?:{UNITS})|(?P<n>\d+)(?![\d.A-Za-z]))\s*(?P<what>.+)$")
"""5 台…, 两套…, 5 …; but neither 600W… nor 三脚架 begins with a count."""
COUNT_LAST = re.compile(rf"^(?P<what>.+?)\s*(?:[×xX*]\s*(?P<n>{N})|(?P<m>{N})\s*(?:{UNITS}))$")
IN_NAME = re.compile(r"\s*(?P<n>\d+)\s*(?:套|组|件)$")
WORDS = re.compile(r"[\d.]+[a-z]*|[a-z]+|[^\W\da-z_]+")
LIKE = 0.5
"""From this share of common character pairs on, a stock counts as something like what was asked for."""


@dataclass(frozen=True, slots=True)
class KitTake:
    """So many of one stock."""

    stock_id: int
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class KitLine:
    """One thing asked for: what it was taken for, what is there for it, and how many are missing.

    ``bundle`` names the bundle, if it is one. ``substitutes`` could make up for what is missing.
    """

    text: str
    count: int
    bundle: str
    takes: tuple[KitTake, ...]
    missing: int
    shortages: tuple[str, ...] = ()
    substitutes: tuple[KitTake, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class KitWish:
    """What was asked for: (count or None, text) in the order of the text, and the days."""

    text: str
    items: tuple[tuple[int | None, str], ...]
    days: int
    start: date | None
    chips: tuple[Chip, ...]

    def without(self, keys: frozenset[str]) -> KitWish:
        """The wish less the chips with these keys: one day, or no first day."""
        chips = tuple(chip for chip in self.chips if chip.key not in keys)
        fields = {chip.field for chip in chips}
        days, start = self.days if Field.DAYS in fields else 1, self.start if Field.START in fields else None
        return replace(self, chips=chips, days=days, start=start)


def read_kit_wish(text: str, *, today: date) -> KitWish:
    """The items of an order in words, with the days it is for."""
    text = text.strip()[:1000]
    found = list(take_figures(text, KIT_RULES, today))
    chars = list(text)
    for start, end, _ in found:
        chars[start:end] = "，" * (end - start)
    chips = {chip.key: chip for _, _, chip in found}
    days = next((c.value for c in chips.values() if c.field is Field.DAYS), 1)
    start_day = next((c.value for c in chips.values() if c.field is Field.START), None)
    items = [_item(part) for part in SEPARATORS.split("".join(chars)) if part.strip(" 要借的，。")]
    return KitWish(
        text,
        tuple(items),
        days if isinstance(days, int) else 1,
        start_day if isinstance(start_day, date) else None,
        tuple(chips.values()),
    )


def check_kit(
    wish: KitWish, stocks: Sequence[StockView], bundles: Sequence[BundleView], *, free: Mapping[int, int]
) -> list[KitLine]:
    """Each item against what is free (stock id → pieces; not named: the whole count), in order."""
    left = {s.id: free.get(s.id, s.count) for s in stocks if s.active}
    by_id = {s.id: s for s in stocks}
    lines = []
    for count, text in wish.items:
        bundle = _bundle(text, bundles)
        if bundle is not None:
            lines.append(_of_bundle(count, text, bundle, left, by_id))
        else:
            lines.append(_of_stock(count or 1, text, stocks, left))
    return lines


def takes_of(lines: Sequence[KitLine]) -> tuple[KitTake, ...]:
    """Everything that the lines take, once for each stock."""
    sums: dict[int, KitTake] = {}
    for line in lines:
        for take in line.takes:
            before = sums[take.stock_id].count if take.stock_id in sums else 0
            sums[take.stock_id] = KitTake(take.stock_id, take.name, before + take.count)
    return tuple(sums.values())


def _item(part: str) -> tuple[int | None, str]:
    part = part.strip(" 。").removeprefix("要").removeprefix("借").strip()
    if match := COUNT_LAST.match(part):
        return int(number(match["n"] or match["m"])), match["what"].strip()
    if match := COUNT_FIRST.match(part):
        return int(number(match["n"] or match["m"])), match["what"].strip()
    return None, part


def _bundle(text: str, bundles: Sequence[BundleView]) -> BundleView | None:
    """The bundle of this name: as written, without its size (… 100 套), or without what stands in brackets."""
    wanted = _plain(text)
    for bundle in bundles:
        bare = re.sub(r"（.*?）", "", bundle.name)
        if wanted in (_plain(bundle.name), _plain(IN_NAME.sub("", bare)), _plain(bare), _plain(bundle.code)):
            return bundle
    return None


def _of_bundle(
    count: int | None, text: str, bundle: BundleView, left: dict[int, int], by_id: Mapping[int, StockView]
) -> KitLine:
    size = IN_NAME.search(bundle.name)
    whole = sum(line[2] for line in bundle.lines)
    if size:  # a set of so many pieces: any number of pieces may be asked for, in the same mixture
        wanted = count or whole
        counts = _share(wanted, [line[2] for line in bundle.lines])
    else:
        wanted = count or 1
        counts = [line[2] * wanted for line in bundle.lines]
    takes, short, shortages = list[KitTake](), 0, list[str]()
    substitutes: list[KitTake] = []
    for (stock_id, name, _), needed in zip(bundle.lines, counts, strict=True):
        got = min(needed, left.get(stock_id, 0))
        if got:
            takes.append(KitTake(stock_id, name, got))
            left[stock_id] -= got
        if got < needed:
            short += needed - got
            shortages.append(f"{name} 差 {needed - got}")
            substitutes += _like(by_id.get(stock_id), needed - got, left, by_id)
    return KitLine(text, wanted, bundle.name, tuple(takes), short, tuple(shortages), tuple(substitutes))


def _of_stock(count: int, text: str, stocks: Sequence[StockView], left: dict[int, int]) -> KitLine:
    wanted = _plain(text)
    ranked = sorted(
        ((score, s) for s in stocks if s.id in left and (score := _score(wanted, s)) >= LIKE),
        key=lambda pair: (-pair[0], -left[pair[1].id], pair[1].id),
    )
    if not ranked:
        return KitLine(text, count, "", (), count, (f"没有叫“{text}”的物资",), (), known=False)
    top = ranked[0][0]
    takes, rest = list[KitTake](), count
    for score, stock in ranked:
        if rest and score >= max(0.75, top - 0.05) and left[stock.id]:
            got = min(rest, left[stock.id])
            takes.append(KitTake(stock.id, stock.name, got))
            left[stock.id] -= got
            rest -= got
    taken = {take.stock_id for take in takes}
    others = [s for _, s in ranked if s.id not in taken and left[s.id]] if rest else []
    substitutes = _fill(others, rest, left)
    shortages = (f"{text} 差 {rest}",) if rest else ()
    return KitLine(text, count, "", tuple(takes), rest, shortages, tuple(substitutes))


def _like(
    stock: StockView | None, count: int, left: Mapping[int, int], by_id: Mapping[int, StockView]
) -> list[KitTake]:
    """Other stock of the same sort, period and first tag that could stand in."""
    if stock is None:
        return []
    others = [
        s
        for s in by_id.values()
        if s.id != stock.id and s.kind is stock.kind and s.period == stock.period and left.get(s.id)
    ]
    others = [s for s in others if (s.tags[:1] == stock.tags[:1] and s.tags) or s.name == stock.name]
    pairs = _pairs(_plain(stock.name))
    others.sort(key=lambda s: (s.name != stock.name, -len(pairs & _pairs(_plain(s.name))), s.id))
    return _fill(others, count, left)


def _fill(stocks: Sequence[StockView], count: int, left: Mapping[int, int]) -> list[KitTake]:
    takes = []
    for stock in stocks[:4]:
        if count > 0 and left[stock.id]:
            takes.append(KitTake(stock.id, stock.name, min(count, left[stock.id])))
            count -= takes[-1].count
    return takes


def _score(wanted: str, stock: StockView) -> float:
    """1 for the name itself, 0.9 for words within the name or a tag (with its period), 0.85 for all words in another
    order, else the share of pairs.
    """
    name = _plain(stock.name)
    if wanted == name:
        return 1.0
    rest = wanted.removeprefix(stock.period) if stock.period != "通用" else wanted
    if wanted in name or (rest and (rest in stock.tags or rest in name)):
        return 0.9
    if all(_stands(word, name) or word in stock.tags for word in WORDS.findall(rest)):
        return 0.85
    pairs = _pairs(wanted)
    return 0.74 * len(pairs & (_pairs(name) | {p for tag in stock.tags for p in _pairs(tag)})) / max(1, len(pairs))


def _stands(word: str, name: str) -> bool:
    """Whether a word stands in a name; a figure must be the whole figure, so that 600W is not found in 1600W."""
    if not word[0].isdigit():
        return word in name
    return re.search(rf"(?<![\d.]){re.escape(word)}(?![\da-z])", name) is not None


def _share(total: int, weights: list[int]) -> list[int]:
    """``total`` in the proportions of ``weights``, whole, by largest remainders."""
    whole = sum(weights)
    shares = [total * w // whole for w in weights]
    order = sorted(range(len(weights)), key=lambda n: -(total * weights[n] % whole))
    for n in order[: total - sum(shares)]:
        shares[n] += 1
    return shares


def _plain(text: str) -> str:
    return re.sub(r"[\s·（）()]", "", text).lower()


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}
