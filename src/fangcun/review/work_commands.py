"""`fangcun review work`: a whole work against the rules of a day, without a case and without a database."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fangcun.kit.errors import FangcunError, Kind

if TYPE_CHECKING:
    from fangcun.review.contracts import Filed
    from fangcun.write.contracts import Breakdown, Screenplay


@click.command("work")
@click.argument("script", metavar="SCRIPT")
@click.option("--investment", metavar="N", help="总投资额，单位元。")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="按哪一天的规定核对；默认今天。")
@click.option("--ai", is_flag=True, help="AI 制作。")
@click.option("--subject", "subjects", multiple=True, help="已申报的特殊题材，如 公安；可重复。")
@click.option("--homepage-push", is_flag=True, help="平台首页首屏推荐。")
@click.option("--number", default="", help="许可证号、备案号或节目编号。")
@click.option("--filed", metavar="OLD", help="备案时的剧本，用来比较改动。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def review_work(
    *,
    script: str,
    investment: str | None,
    day: Any,
    ai: bool,
    subjects: tuple[str, ...],
    homepage_push: bool,
    number: str,
    filed: str | None,
    as_json: bool,
) -> None:
    """核对整部剧：类别、编号、集数与时长、未成年人、备案后的改动。"""
    from fangcun.base.runtime import start

    start(migrate=False)  # the door of the scripts stands on Django; no database is touched
    from fangcun.review.api import check_work
    from fangcun.review.contracts import Work
    from fangcun.write.api import break_down

    screenplay = _load(script)
    breakdown = break_down(screenplay)
    work = Work(
        title=screenplay.title or Path(script).stem,
        script=screenplay,
        breakdown=breakdown,
        investment=_amount(investment),
        ai=ai,
        subjects=subjects,
        homepage_push=homepage_push,
        number=number,
        filed=_filed(filed, screenplay, breakdown) if filed else None,
    )
    report = check_work(work, on=day.date() if day is not None else date.today())  # noqa: DTZ011  the reader's own day
    if as_json:
        answer = {
            "verdict": report.verdict.value,
            "needs_minor_reviewer": report.needs_minor_reviewer,
            **asdict(report),
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1, default=str))
    else:
        from fangcun.review.printed_work import print_work

        print_work(report, title=work.title)


def _load(file: str) -> Screenplay:
    from fangcun.write.api import read

    path = Path(file)
    try:
        return read(path.read_bytes(), name=path.name)
    except FileNotFoundError:
        raise FangcunError("file.missing", Kind.NOT_FOUND, f"没有文件“{file}”，请检查路径。") from None
    except IsADirectoryError:
        raise FangcunError("file.folder", Kind.INVALID, f"“{file}”是文件夹，请指定里面的剧本文件。") from None
    except OSError as error:
        raise FangcunError("file.unreadable", Kind.INVALID, f"打不开“{file}”：{error.strerror}。") from None


def _filed(file: str, new: Screenplay, breakdown: Breakdown) -> Filed:
    from fangcun.review.contracts import Filed
    from fangcun.write.api import compare

    old = _load(file)
    return Filed(old, compare(old, new, new_breakdown=breakdown))


def _amount(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        return Decimal(text.replace(",", "").replace("_", ""))
    except InvalidOperation:
        message = f"看不懂投资额“{text}”：请写数字，单位元，例如 500000。"
        raise FangcunError("class.investment", Kind.INVALID, message) from None
