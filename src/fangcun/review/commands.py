"""Commands of the review centre. Those here use the engine alone, no database and no Django, so they start at once."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.case_commands import list_cases, show_case, write_opinion
from fangcun.review.centre_commands import open_centre
from fangcun.review.work_commands import review_work

if TYPE_CHECKING:
    from fangcun.review.contracts import Finding, Screening
    from fangcun.review.engine.screen import Screen

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def review() -> None:
    """Content review: screen text, class of a work, cases and their letters."""


review.add_command(list_cases)
review.add_command(show_case)
review.add_command(write_opinion)


review.add_command(open_centre)
review.add_command(review_work)


@review.command("text")
@click.argument("file", metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict and the findings as JSON.")
@click.option("--jsonl", is_flag=True, help='One {"text": …} a line in, one verdict a line out.')
@click.option("--date", "day", type=_DAY, help="The day whose lexicon holds; today otherwise.")
def review_text(file: str, as_json: bool, jsonl: bool, day: Any) -> None:
    """Screen a text for what may not be shown. `-` is the standard input."""
    from fangcun.review.engine.screen import screen_of

    data = _read(file)
    screen = screen_of(_day(day))
    if jsonl:
        for text in _lines(data, name=file):
            click.echo(json.dumps(_answer(screen.screen(text)), ensure_ascii=False))
        return
    _show(screen, _decode(data, name=file), as_json=as_json)


def _show(screen: Screen, text: str, *, as_json: bool) -> None:
    screening = screen.screen(text)
    if as_json:
        click.echo(json.dumps(_answer(screening), ensure_ascii=False, indent=1))
    else:
        from fangcun.review.printed import print_screening

        print_screening(screening, text)


@review.command("class")
@click.option("--date", "day", type=_DAY, required=True, help="The day of filing.")
@click.option("--investment", required=True, metavar="N", help="Investment in yuan.")
@click.option("--ai", is_flag=True, help="The work is made by AI.")
@click.option("--subject", "subjects", multiple=True, help="A special subject, such as 公安; may be repeated.")
@click.option("--homepage-push", is_flag=True, help="A platform shows it on its first screen.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def review_class(
    day: Any, investment: str, ai: bool, subjects: tuple[str, ...], homepage_push: bool, as_json: bool
) -> None:
    """The class of a work, the form of its number, and the rule behind it."""
    from fangcun.review.engine.classes import classify

    try:
        amount = Decimal(investment.replace(",", "").replace("_", ""))
    except InvalidOperation:
        message = f"看不懂投资额“{investment}”：请写数字，单位元，例如 500000。"
        raise FangcunError("class.investment", Kind.INVALID, message) from None
    found = classify(on=_day(day), investment=amount, ai=ai, subjects=subjects, homepage_push=homepage_push)
    if as_json:
        answer = {
            "class": found.tier.value,
            "name": found.name,
            "number_form": found.number_form,
            "rule": found.rule,
            "source": found.source,
            "since": found.since.isoformat(),
            "graded": found.graded,
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        click.echo(
            f"{found.name}微短剧\n  依据：{found.rule}（{found.source}，{found.since} 起）\n  编号：{found.number_form}"
        )


def _day(day: Any) -> date:
    return day.date() if day is not None else date.today()  # noqa: DTZ011  the reader's own day is meant


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except FileNotFoundError:
        raise FangcunError("file.missing", Kind.NOT_FOUND, f"没有文件“{file}”，请检查路径。") from None
    except IsADirectoryError:
        raise FangcunError("file.folder", Kind.INVALID, f"“{file}”是文件夹，请指定里面的文件。") from None
    except OSError as error:
        raise FangcunError("file.unreadable", Kind.INVALID, f"打不开“{file}”：{error.strerror}。") from None


def _decode(data: bytes, *, name: str) -> str:
    """The text of a file in UTF-8, UTF-16 with a mark, or GB 18030. Line ends stay: offsets are the file's own."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    message = f"“{name}”不是文本：不是 UTF-8、UTF-16，也不是 GB 18030。请先另存为 UTF-8 文本。"
    raise FangcunError("review.encoding", Kind.INVALID, message)


def _lines(data: bytes, *, name: str) -> Iterator[str]:
    for number, line in enumerate(_decode(data, name=name).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            text = json.loads(line)["text"]
        except (ValueError, KeyError, TypeError):
            text = None
        if not isinstance(text, str):
            message = f'“{name}”第 {number} 行不对：每行要是 {{"text": "…"}} 这样的 JSON。'
            raise FangcunError("review.line", Kind.INVALID, message)
        yield text


def _answer(screening: Screening) -> dict[str, Any]:
    return {"verdict": screening.verdict.value, "findings": [_plain(f) for f in screening.findings]}


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "category": finding.category,
        "severity": finding.severity.value,
        "start": finding.start,
        "end": finding.end,
        "surface": finding.surface,
        "canonical": finding.canonical,
        "rule": finding.rule,
        "source": finding.source,
        "technique": finding.technique.value,
        "reason": finding.reason,
    }
