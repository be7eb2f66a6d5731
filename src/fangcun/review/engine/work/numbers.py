"""The number on a work: of what form it is, for which class, and whether it can be right."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fangcun.review.contracts import Tier, Work, WorkClass, WorkFinding
from fangcun.review.engine.work.rules import Rule

_FILE = Path(__file__).parents[1] / "data" / "numbers.toml"
_BRACKETS = str.maketrans("([〔【﹝［{)]〕】﹞］}", "（（（（（（（）））））））")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_ORDER = {Tier.OTHER: 0, Tier.NORMAL: 1, Tier.KEY: 2}


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was recognised: its class, the year in it, and the form with its source."""

    tier: Tier
    year: int
    issuer: str
    form: str
    source: str
    graded: str


def read_number(typed: str, *, on: date) -> Number | None:
    """What a typed number says, by the forms known on a day; None for a form that is not known.

    Blanks, and which kind of brackets or digits somebody typed, do not matter.
    """
    text = re.sub(r"\s+", "", typed).translate(_BRACKETS).translate(_DIGITS)
    for form in _forms():
        if form["since"] > on or ("until" in form and on >= form["until"]):
            continue
        match = re.fullmatch(form["pattern"], text)
        if match is None:
            continue
        issuer = match["issuer"] or ""
        if int(match["serial"]) == 0 or ("issuers" in form and issuer not in form["issuers"]):
            continue
        return Number(Tier(form["tier"]), int(match["year"]), issuer, form["name"], form["source"], form["graded"])
    return None


def known_forms(on: date) -> tuple[str, ...]:
    """The forms that are known on a day, as people write them."""
    return tuple(f["name"] for f in _forms() if f["since"] <= on and ("until" not in f or on < f["until"]))


def check_number(
    work: Work, *, on: date, rules: Mapping[str, Rule], work_class: WorkClass | None
) -> Iterator[WorkFinding]:
    """What is wrong with the number of a work, or that it has none yet."""
    typed = work.number.strip()
    if not typed:
        if rule := rules.get("number.missing"):
            yield rule.finding("还没有填写许可证号、备案号或节目编号。")
        return
    number = read_number(typed, on=on)
    if number is None:
        if rule := rules.get("number.form"):
            message = f"“{typed}”不是已知的编号形式。"
            yield rule.finding(message, measured=typed, limit="；".join(known_forms(on)))
        return
    yield from _year(number, typed, on=on, rules=rules)
    if work_class is not None:
        yield from _class(number, typed, rules=rules, work_class=work_class)


def _year(number: Number, typed: str, *, on: date, rules: Mapping[str, Rule]) -> Iterator[WorkFinding]:
    rule = rules.get("number.year")
    if rule is None:
        return
    earliest = rule.figures["earliest"]
    if not earliest <= number.year <= on.year:
        message = f"编号“{typed}”里的年份 {number.year} 不合理。"
        yield rule.finding(message, measured=str(number.year), limit=f"{earliest}—{on.year}")


def _class(number: Number, typed: str, *, rules: Mapping[str, Rule], work_class: WorkClass) -> Iterator[WorkFinding]:
    apart = _ORDER[number.tier] - _ORDER[work_class.tier]
    code = "number.higher" if apart > 0 else "number.class"
    rule = rules.get(code)
    if apart == 0 or rule is None:
        return
    what = "比本片应属的类别高" if apart > 0 else "低于本片应属的类别"
    message = f"编号“{typed}”属于“{number.form}”，{what}（本片为{work_class.name}微短剧：{work_class.rule}）。"
    yield rule.finding(message, measured=number.form, limit=work_class.number_form)


@cache
def _forms() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(_FILE.read_text("utf-8"))["forms"])
