"""Commands of the scripts. They use the engine alone: no database, no Django, so that they start at once."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fangcun.kit.errors import EXIT_CODE, FangcunError, Kind

if TYPE_CHECKING:
    from fangcun.write.contracts import Screenplay

FORMS = ("xlsx", "fountain", "fdx", "json", "txt")


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the stable contract instead of a table.")
@click.option("--name", default="script.txt", show_default=True, help="File name that the standard input stands for.")
def read(files: tuple[str, ...], as_json: bool, name: str) -> None:
    """Read scripts and show what they hold and what is wrong with them. `-` is the standard input.

    A file that cannot be read does not stop the others; the exit code is that of the last error.
    """
    from fangcun.write.engine.breakdown import break_down
    from fangcun.write.engine.export_json import to_json

    failed: FangcunError | None = None
    answers: list[dict[str, Any]] = []
    for file in files:
        try:
            screenplay = _load(file, name=name)
            breakdown = break_down(screenplay)
            if as_json:
                answers.append(to_json(screenplay, breakdown))
            else:
                from fangcun.write.printed import print_script

                print_script(screenplay, breakdown, name=name if file == "-" else file)
        except FangcunError as error:
            if len(files) == 1:
                raise
            failed = error
            if as_json:
                answers.append({"error": _plain(error)})
            else:
                click.secho(f"✗ {file}：{error.message}", fg="red", err=True)
    if as_json:
        _say(answers[0] if len(files) == 1 else answers)
    if failed is not None:
        sys.exit(EXIT_CODE[failed.kind])


@click.group()
def write() -> None:
    """Scripts: export, compare."""


@write.command("export")
@click.argument("file", metavar="FILE")
@click.option("--to", "form", type=click.Choice(FORMS), required=True, help="The form to export to.")
@click.option("--out", type=click.Path(path_type=Path), help="File to write; `-` for the standard output.")
@click.option("--json", "as_json", is_flag=True, help="Say where the file is as JSON.")
def export_script(file: str, form: str, out: Path | None, as_json: bool) -> None:
    """Write a script in another form, beside the original unless --out says where."""
    from fangcun.write.engine.breakdown import break_down
    from fangcun.write.exports import export

    screenplay = _load(file, name="script.txt")
    source = Path("script.txt" if file == "-" else file)
    made = export(screenplay, break_down(screenplay), form=form, name=source.stem)
    if out is not None and str(out) == "-":
        sys.stdout.buffer.write(made.data)
        return
    target = out or source.with_name(made.file_name)
    if out is None and target.exists():
        message = f"“{target}”已存在，没有覆盖。用 --out 指定另一个文件名。"
        raise FangcunError("export.exists", Kind.CONFLICT, message)
    _write(target, made.data)
    if as_json:
        _say({"path": str(target), "form": form, "bytes": len(made.data)})
    else:
        click.echo(f"已写出 {target}（{len(made.data):,} 字节）")


@write.command("compare")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as data.")
def compare_scripts(old: str, new: str, as_json: bool) -> None:
    """Show what changed from one draft to the next, and what the production has to do about it."""
    from fangcun.kit.digest import plain
    from fangcun.write.engine.compare import compare
    from fangcun.write.printed import print_comparison

    before, after = _load(old, name="script.txt"), _load(new, name="script.txt")
    result = compare(before, after)
    if as_json:
        _say(plain(result))
    else:
        print_comparison(result, before, after)


def _load(file: str, *, name: str) -> Screenplay:
    """The screenplay in a file, `-` for the standard input. Raises what the reader raises, ``file.missing``."""
    from fangcun.write.engine.reader import read as read_bytes

    if file == "-":
        return read_bytes(sys.stdin.buffer.read(), name=name)
    path = Path(file)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise FangcunError("file.missing", Kind.NOT_FOUND, f"没有文件“{file}”，请检查路径。") from None
    except IsADirectoryError:
        raise FangcunError("file.folder", Kind.INVALID, f"“{file}”是文件夹，请指定里面的剧本文件。") from None
    except OSError as error:
        raise FangcunError("file.unreadable", Kind.INVALID, f"打不开“{file}”：{error.strerror}。") from None
    return read_bytes(data, name=path.name)


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        message = f"写不进“{target}”：{error.strerror}。请换一个位置。"
        raise FangcunError("export.unwritable", Kind.INVALID, message) from None


def _plain(error: FangcunError) -> dict[str, str]:
    return {"code": error.code, "kind": error.kind.value, "message": error.message}


def _say(answer: Any) -> None:
    click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
