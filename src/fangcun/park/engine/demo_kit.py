"""The kit of the demo base as counted stock, and the bundles made of it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from fangcun.park.contracts import BundleView, StockKind, StockView
from fangcun.park.engine.demo_tables import rows as table

COLOURS = ("素色", "青", "绯", "墨", "月白", "赭", "藏蓝", "绛红", "黛", "米")
STORES = ("老瓷厂总库", "古城分库", "都市棚分库")
SIZES = (("S", 20), ("M", 34), ("L", 30), ("XL", 16))
"""Sizes and their share of a hundred."""

CROWD = frozenset(
    (
        "侍卫服",
        "宫女服",
        "农夫短打",
        "长衫",
        "旗袍",
        "学生装",
        "短打",
        "工装",
        "棉袄",
        "碎花袄",
        "商务西装",
        "警服",
        "校服",
        "军士服",
    )
)
"""What whole crowds wear, and the store therefore has more of."""


def make_stocks(random: Random, *, first_id: int) -> list[StockView]:
    """About 2,000 rows of stock with more than 50,000 pieces; ids are counted from ``first_id``."""
    rows = [*_things(random), *_wardrobe(random), *_props(random)]
    return [replace(row, id=first_id + n, code=f"WZ-{n + 1:04d}") for n, row in enumerate(rows)]


def make_bundles(stocks: list[StockView]) -> list[BundleView]:
    """The bundles, their lines pointing into ``stocks``.

    A line that names no stock is a KeyError: a slip in a table.
    """
    main = {(s.kind.value, s.name): s for s in stocks if s.district == STORES[0]}
    bundles: list[BundleView] = []
    for code, name, items in table("bundles"):
        bundles.append(BundleView(len(bundles) + 1, code, name, tuple(_line(main, word) for word in _items(items))))
    for code, name, period, items in table("outfits"):
        lines = tuple(part for word in items.split() for part in _outfit(stocks, period, word))
        bundles.append(BundleView(len(bundles) + 1, code, name, lines))
    return bundles


def _items(text: str) -> list[str]:
    """The words `kind:name=count` of a line whose names may hold spaces."""
    items: list[str] = []
    for word in text.split():
        if ":" in word:
            items.append(word)
        else:
            items[-1] += f" {word}"
    return items


def _line(main: dict[tuple[str, str], StockView], word: str) -> tuple[int, str, int]:
    kind, _, rest = word.partition(":")
    name, _, count = rest.rpartition("=")
    stock = main[kind, name]
    return stock.id, stock.name, int(count)


def _outfit(stocks: list[StockView], period: str, word: str) -> list[tuple[int, str, int]]:
    role, _, count = word.partition("=")
    left, lines = int(count), []
    for stock in stocks:
        if stock.kind is StockKind.WARDROBE and stock.period == period and role in stock.tags and left:
            # No more than half of a row, so that a second crew is not left with nothing.
            taken = min(left, max(1, stock.count // 2))
            lines.append((stock.id, stock.name, taken))
            left -= taken
    return lines


def _things(random: Random) -> list[StockView]:
    rows = []
    for kind, name, variants, unit, count, rate, tags in table("things"):
        served = kind in ("meal", "room", "car")
        for store in STORES[:1] if served else STORES:
            for variant in variants.split(";"):
                whole = _between(count, random)
                rows.append(
                    _stock(
                        StockKind(kind),
                        f"{name} {variant}",
                        unit,
                        whole if store == STORES[0] else max(1, whole // 2),
                        _between(rate, random),
                        tags=tuple(tags.split()),
                        store="" if served else store,
                    )
                )
    return rows


def _wardrobe(random: Random) -> list[StockView]:
    rows = []
    for period, roles in table("wardrobe"):
        for role in roles.split():
            for colour in COLOURS:
                crowd = (
                    role in "侍卫服 宫女服 农夫短打 长衫 旗袍 学生装 短打 工装 棉袄 碎花袄 商务西装 警服 校服 军士服"
                )
                count = random.randint(14, 36) if crowd else random.randint(4, 14)
                stock = _stock(
                    StockKind.WARDROBE,
                    f"{period}{role} {colour}",
                    "套",
                    count,
                    random.choice((10, 15, 20, 30, 40))
                    * (5 if role in ("龙袍", "凤袍", "铠甲", "婚纱", "礼服") else 1),
                    period=period,
                    tags=(role, "服装", *(("群演",) if crowd else ())),
                    store=STORES[1] if period == "古代" else STORES[0],
                )
                rows.append(replace(stock, sizes=_sizes(count)))
    return rows


def _props(random: Random) -> list[StockView]:
    rows = []
    for period, names in table("props"):
        for name in names.split():
            for grade in ("精品", "常用", "群众用", "替身用", "做旧", "备用"):
                count = {"精品": (2, 8), "常用": (10, 50), "群众用": (50, 200), "做旧": (4, 30)}.get(grade, (4, 20))
                rows.append(
                    _stock(
                        StockKind.PROP,
                        f"{name}（{period}·{grade}）",
                        "件",
                        random.randint(*count),
                        random.choice((2, 3, 5, 8, 10)) * (6 if grade == "精品" else 1),
                        period=period,
                        tags=(name, "道具", grade),
                        store=random.choice(STORES),
                    )
                )
    return rows


def _stock(
    kind: StockKind,
    name: str,
    unit: str,
    count: int,
    yuan: int,
    *,
    period: str = "通用",
    tags: tuple[str, ...] = (),
    store: str = "",
) -> StockView:
    return StockView(0, "", name, kind, unit, count, yuan * 100, period=period, tags=tags, district=store)


def _sizes(count: int) -> dict[str, int]:
    sizes = {size: count * share // 100 for size, share in SIZES}
    sizes["M"] += count - sum(sizes.values())
    return sizes


def _between(words: str, random: Random) -> int:
    low, high = (int(word) for word in words.split("-"))
    return random.randint(low, high)
