"""`./fangcun messages`: gather what pages say in Chinese, keep the English beside it, compile.

Chinese is the source; `locale/en/LC_MESSAGES/django.po` holds the English. Django's own gatherer needs GNU gettext,
which is not everywhere; Babel from pip does the same.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

SOURCES = Path(__file__).parent
CATALOGUE = SOURCES / "locale" / "en" / "LC_MESSAGES" / "django.po"


BEGUN = datetime(2026, 1, 1, tzinfo=UTC)


def gather() -> Iterator[tuple[str, int, str | tuple[str, ...]]]:
    """Every message of the sources and templates: place, line, text (a pair where there is a plural)."""
    from babel.messages.extract import DEFAULT_KEYWORDS, extract
    from django.utils.translation.template import templatize

    keywords = dict(DEFAULT_KEYWORDS) | {"gettext_lazy": None, "ngettext_lazy": (1, 2)}
    for path in sorted([*SOURCES.rglob("*.py"), *SOURCES.rglob("templates/**/*.html")]):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            # What is no code is replaced by letters; its indentation would be taken for Python's.
            text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
        for line, message, _, _ in extract("python", io.BytesIO(text.encode()), keywords=keywords):
            if message:
                yield str(path.relative_to(SOURCES)), line, message


@click.command()
def messages() -> None:
    """Gather the pages' words into the English catalogue and compile it; says what still lacks English."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po, write_po

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangcun.settings")
    fresh = Catalog(locale="en", fuzzy=False)
    for place, _, message in gather():
        fresh.add(message, locations=[(place, 0)])
    kept = read_po(CATALOGUE.open("rb"), locale="en") if CATALOGUE.exists() else Catalog(locale="en")
    kept.fuzzy = False
    kept.header_comment = "# What the pages say, in English."
    kept.update(fresh, no_fuzzy_matching=True)
    kept.obsolete.clear()
    kept.creation_date = kept.revision_date = BEGUN  # a date of today would make every two branches disagree
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as po:
        write_po(po, kept, width=0, sort_output=True, include_lineno=False, omit_header=False)
    with CATALOGUE.with_suffix(".mo").open("wb") as mo:
        write_mo(mo, kept)
    lacking = [m.id for m in kept if m.id and not (all(m.string) if isinstance(m.string, (tuple, list)) else m.string)]
    for text in lacking:
        click.echo(f"没有英文：{text if isinstance(text, str) else text[0]}")
    click.echo(f"{len(kept)} 条，{len(lacking)} 条没有英文")
